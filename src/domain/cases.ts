import type { Chance } from './chance.ts';
import type { DomainEvent } from './events.ts';
import type { Moment } from './moment.ts';
import type { Case, StationState } from './state.ts';
import type { CaseNumber, CompartmentLabel, StayId } from './words.ts';

/** What a case is about; `reason` is the class by which the centre routes it (founding document 4, S4-19). */
export const caseKinds = {
  'not-found': { reason: 'loss', severity: 'major' },
  damaged: { reason: 'damage', severity: 'minor' },
  'parts-missing': { reason: 'loss', severity: 'minor' },
  'wrong-parcel': { reason: 'misdelivery', severity: 'major' },
  'contents-unclear': { reason: 'loss', severity: 'major' },
  'left-inside': { reason: 'none', severity: 'minor' },
  help: { reason: 'none', severity: 'minor' },
} as const;
export type CaseKind = keyof typeof caseKinds;

export type CaseSubject = {
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel | null;
};

/** Long enough that two open cases of a station never meet, short enough to be read out on the telephone. */
const numberDigitCount = 6;

/** The event that opens a case; while one of its kind about the same stay is open there is no second. */
export function openCase(
  state: StationState,
  kind: CaseKind,
  { stay, compartment }: CaseSubject,
  now: Moment,
  chance: Chance,
): readonly DomainEvent[] {
  const isKnown = state.cases.some(
    (one) => one.kind === kind && one.stay === stay && one.compartment === compartment && kind !== 'help',
  );
  if (isKnown) return [];
  return [{ type: 'case.opened', at: now, case: drawNumber(state, chance), kind, stay, compartment }];
}

function drawNumber(state: StationState, chance: Chance): CaseNumber {
  const taken = new Set<string>(state.cases.map(({ number }) => number));
  let number = chance.digits(numberDigitCount);
  while (taken.has(number)) number = chance.digits(numberDigitCount);
  return number as CaseNumber;
}

export function casesAfter(all: readonly Case[], event: DomainEvent): readonly Case[] {
  switch (event.type) {
    case 'case.opened': {
      const { case: number, kind, stay, compartment, at } = event;
      const late = { answer: false, settlement: false };
      return [...all, { number, kind, stay, compartment, openedAt: at, at: 'opened', late }];
    }
    default:
      return all;
  }
}
