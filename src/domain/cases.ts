import type { Chance } from './chance.ts';
import type { DomainEvent } from './events.ts';
import { restamp } from './moment.ts';
import type { Moment } from './moment.ts';
import type { Case, SettledCase, StationState } from './state.ts';
import type { CaseNumber, CompartmentLabel, StayId, Waybill } from './words.ts';

/**
 * Who has to act, from the nearest to the gravest (founding document 4, S4-21): the screen itself, the
 * courier or attendant on site, operations, and whoever rescues people.
 */
export const tiers = ['kiosk', 'site', 'operations', 'safety'] as const;
export type Tier = (typeof tiers)[number];

/**
 * What a case is about; `reason` is the class by which the centre routes it (founding document 4, S4-19), and
 * `tier` is where it begins. The safety tier begins with danger to a person and is never reached by waiting:
 * whoever is called for a dented parcel does not run for a child.
 */
export const caseKinds = {
  'not-found': { reason: 'loss', severity: 'major', tier: 'site' },
  damaged: { reason: 'damage', severity: 'minor', tier: 'site' },
  'parts-missing': { reason: 'loss', severity: 'minor', tier: 'site' },
  'wrong-parcel': { reason: 'misdelivery', severity: 'major', tier: 'site' },
  'contents-unclear': { reason: 'loss', severity: 'major', tier: 'site' },
  'door-jammed': { reason: 'delay', severity: 'major', tier: 'site' },
  'left-inside': { reason: 'none', severity: 'minor', tier: 'kiosk' },
  help: { reason: 'none', severity: 'minor', tier: 'kiosk' },
  entrapment: { reason: 'none', severity: 'critical', tier: 'safety' },
} as const satisfies Readonly<
  Record<string, { readonly reason: string; readonly severity: string; readonly tier: Tier }>
>;
export type CaseKind = keyof typeof caseKinds;

/** How a case came to its end, in the operator's words. */
export const caseOutcomes = ['settled', 'unfounded'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

export type CaseSubject = {
  readonly stay: StayId | null;
  readonly compartment: CompartmentLabel | null;
  /** As somebody typed it; it may name no parcel of this station. */
  readonly waybill?: Waybill | null;
};

/** Long enough that two open cases of a station never meet, short enough to be read out on the telephone. */
const numberDigitCount = 6;
/** So many settled cases can still be asked for by their number; the newest displaces the oldest. */
const settledCountMax = 64;

/** The event that opens a case; while one of its kind about the same stay is open there is no second. */
export function openCase(
  state: StationState,
  kind: CaseKind,
  { stay, compartment, waybill = null }: CaseSubject,
  now: Moment,
  chance: Chance,
): readonly Extract<DomainEvent, { type: 'case.opened' }>[] {
  const isKnown = state.cases.some(
    (one) => one.kind === kind && one.stay === stay && one.compartment === compartment && kind !== 'help',
  );
  if (isKnown) return [];
  const number = drawNumber(state, chance);
  const visit = state.visit?.id ?? null;
  return [{ type: 'case.opened', at: now, case: number, kind, stay, compartment, visit, waybill }];
}

function drawNumber(state: StationState, chance: Chance): CaseNumber {
  const taken = new Set<string>([...state.cases, ...state.settledCases].map(({ number }) => number));
  let number = chance.digits(numberDigitCount);
  // The next free one instead of another draw: it ends also with a source that repeats itself.
  while (taken.has(number)) {
    number = String((Number(number) + 1) % 10 ** numberDigitCount).padStart(numberDigitCount, '0');
  }
  return number as CaseNumber;
}

export function findCase(state: StationState, number: CaseNumber): Case | undefined {
  return state.cases.find((one) => one.number === number);
}

export function casesAfter(all: readonly Case[], event: DomainEvent): readonly Case[] {
  switch (event.type) {
    case 'case.opened':
      return [...all, openedCase(event)];
    case 'case.acknowledged':
      return change(all, event.case, (one) => ({ ...one, at: 'acknowledged' }));
    case 'case.escalated':
      return change(all, event.case, (one) => ({ ...one, tier: event.tier }));
    case 'case.respond-overdue':
      return change(all, event.case, (one) => ({ ...one, late: { ...one.late, answer: true } }));
    case 'case.resolve-overdue':
      return change(all, event.case, (one) => ({ ...one, late: { ...one.late, settlement: true } }));
    case 'clock.corrected':
      return all.map((one) => ({ ...one, openedAt: restamp(one.openedAt, event) }));
    case 'case.resolved':
      return all.filter(({ number }) => number !== event.case);
    default:
      return all;
  }
}

function openedCase(event: Extract<DomainEvent, { type: 'case.opened' }>): Case {
  const { case: number, kind, stay, compartment, visit, waybill, at } = event;
  const late = { answer: false, settlement: false };
  const { tier } = caseKinds[kind];
  return { number, kind, stay, compartment, visit, waybill, openedAt: at, at: 'opened', tier, late };
}

function change(all: readonly Case[], number: CaseNumber, how: (one: Case) => Case): readonly Case[] {
  const index = all.findIndex((one) => one.number === number);
  const found = all[index];
  return found === undefined ? all : all.with(index, how(found));
}

/** What is still told about cases that are over; without stay, visit and waybill. */
export function settledCasesAfter(state: StationState, event: DomainEvent): readonly SettledCase[] {
  const all = state.settledCases;
  if (event.type !== 'case.resolved') return all;
  const found = findCase(state, event.case);
  if (found === undefined) return all;
  const { number, kind, openedAt } = found;
  const settled = { number, kind, openedAt, settledAt: event.at, outcome: event.outcome };
  return [...all, settled].slice(-settledCountMax);
}
