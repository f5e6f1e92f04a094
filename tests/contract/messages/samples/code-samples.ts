import type { CodeEvent } from '#domain/events/code-events';
import type { SamplesOf } from './samples-of.ts';
import type { CodeId } from '#domain/words';
import { at, code, placement, record, stay, visit } from './values.ts';

export const codeSamples: SamplesOf<CodeEvent> = {
  'code.issued': {
    type: 'code.issued',
    at,
    ...placement,
    codeId: code,
    record,
    notice: 'sealed.notice',
    maskedContact: '138****1234',
  },
  'code.joined': {
    type: 'code.joined',
    at,
    ...placement,
    codeId: code,
    notice: 'sealed.notice',
    maskedContact: '138****1234',
  },
  'code.delegated': {
    type: 'code.delegated',
    at,
    visit,
    codeId: 'code-2' as CodeId,
    of: code,
    stay,
    stays: [stay],
    record,
    notice: 'sealed.notice',
    maskedContact: '139****5678',
  },
  'code.revoked': { type: 'code.revoked', at, codeId: 'code-2' as CodeId, cause: 'recipient' },
  'code.rejected': { type: 'code.rejected', at },
};
