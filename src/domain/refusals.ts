import { auditRefusals } from './refusals/audit-refusals.ts';
import { caseRefusals } from './refusals/case-refusals.ts';
import { codeRefusals } from './refusals/code-refusals.ts';
import { depositRefusals } from './refusals/deposit-refusals.ts';
import { doorRefusals } from './refusals/door-refusals.ts';
import { pickupRefusals } from './refusals/pickup-refusals.ts';
import { sendingRefusals } from './refusals/sending-refusals.ts';
import { shelfRefusals } from './refusals/shelf-refusals.ts';
import { serviceRefusals } from './refusals/service-refusals.ts';
import { recallRefusals } from './refusals/recall-refusals.ts';
import { stationRefusals } from './refusals/station-refusals.ts';
import { surveyRefusals } from './refusals/survey-refusals.ts';
import { visitRefusals } from './refusals/visit-refusals.ts';
import type { Method } from './advice.ts';
import type { Size } from './words.ts';

/**
 * Every expected "no" of the station, as data. The code is stable and part of the contract; the texts for
 * screens live with the pages, the meaning and the remedy here feed `docs/refusals.md`.
 */
export const refusals = {
  ...codeRefusals,
  ...visitRefusals,
  ...depositRefusals,
  ...pickupRefusals,
  ...recallRefusals,
  ...doorRefusals,
  ...sendingRefusals,
  ...serviceRefusals,
  ...shelfRefusals,
  ...auditRefusals,
  ...stationRefusals,
  ...caseRefusals,
  ...surveyRefusals,
} as const;

export type RefusalCode = keyof typeof refusals;

/** An expected no: a value, never thrown. */
export type Refusal = {
  readonly ok: false;
  readonly refusal: RefusalCode;
  /** Seconds until another attempt makes sense, with `try-later`. */
  readonly waitS?: number;
  /** The compartment that the refusal is about, where saying so helps. */
  readonly compartment?: string;
  /** What was agreed with the recipient instead, with `recipient-declined`. */
  readonly agreed?: Method;
  /** Sizes that are free, with `station-full`. */
  readonly free?: readonly Size[];
};
