import type { CodeEvent } from '#domain/events/code-events';
import type { SamplesOf } from './samples-of.ts';
import { at, placement, record } from './values.ts';

export const codeSamples: SamplesOf<CodeEvent> = {
  'code.issued': {
    type: 'code.issued',
    at,
    ...placement,
    record,
    notice: 'sealed.notice',
    maskedContact: '138****1234',
  },
  'code.rejected': { type: 'code.rejected', at },
};
