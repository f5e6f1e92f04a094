import type { DomainEvent } from './events.ts';
import { clearFault, raiseFault } from './fault-list.ts';
import type { Moment } from './moment.ts';
import { quarantine } from './quarantine.ts';
import type { StationState } from './state.ts';
import type { CompartmentLabel } from './words.ts';

/** How far a sensor is believed, out of a hundred; kept only for those that lost some of it. */
export type SensorTrust = {
  readonly compartment: CompartmentLabel;
  readonly kind: 'door' | 'occupancy';
  readonly score: number;
  /** It counts as absent until it has agreed with people often enough, or somebody has mended it. */
  readonly isAbsent: boolean;
};

export type SensorKind = SensorTrust['kind'];

/**
 * What a sensor can show that cannot be, and how much trust that costs of a hundred. Three contradictions of
 * three people are needed before a sensor counts as absent; contents that move behind a shut door need two.
 */
export const implausibilities = {
  /** It changed although the door stayed shut. */
  'moved-behind-shut-door': { kind: 'occupancy', cost: 30 },
  /** A person said the opposite and was at the open door a moment ago. */
  contradicted: { kind: 'occupancy', cost: 20 },
  /** The door read open before a pulse, and went on to. */
  'open-at-pulse': { kind: 'door', cost: 15 },
  /** It opened by itself within a second after it had been shut. */
  bounced: { kind: 'door', cost: 10 },
} as const satisfies Readonly<Record<string, { readonly kind: SensorKind; readonly cost: number }>>;
export type ImplausibleCause = keyof typeof implausibilities;

export const trustFull = 100;
/** Below this a sensor counts as absent: people are asked instead, and evidence says unknown. */
const trustAbsent = 50;
/** It counts again from here on: higher than where it was lost, so that it does not come and go. */
const trustRestored = 80;
/** One visit in which the sensor and a person agree. */
const agreementGain = 10;

export function findTrust(
  state: StationState,
  label: CompartmentLabel,
  kind: SensorKind,
): SensorTrust | undefined {
  return state.sensors.find((sensor) => sensor.compartment === label && sensor.kind === kind);
}

export function isBelieved(state: StationState, label: CompartmentLabel, kind: SensorKind): boolean {
  return findTrust(state, label, kind)?.isAbsent !== true;
}

/** The events of a reading that cannot be; at the threshold the sensor is taken out of use. */
export function distrust(
  state: StationState,
  compartment: CompartmentLabel,
  cause: ImplausibleCause,
  at: Moment,
): readonly DomainEvent[] {
  const { kind, cost } = implausibilities[cause];
  const { score = trustFull, isAbsent = false } = findTrust(state, compartment, kind) ?? {};
  const left = Math.max(0, score - cost);
  const told: DomainEvent = { type: 'sensor.implausible', at, compartment, kind, cause, score: left };
  if (isAbsent || left >= trustAbsent) return [told];
  return [
    told,
    { type: 'sensor.stuck', at, compartment, kind },
    ...raiseFault(state, 'sensor-stuck', `${compartment}-${kind}`, [compartment], at),
    // Without its door sensor nobody can see somebody shut the door from inside (rule R4).
    ...(kind === 'door' ? quarantine(state, compartment, 'sensor-failing', at) : []),
  ];
}

/** The sensor and a person, or a pulse, said the same. */
export function agree(
  state: StationState,
  compartment: CompartmentLabel,
  kind: SensorKind,
  at: Moment,
): readonly DomainEvent[] {
  const trust = findTrust(state, compartment, kind);
  if (trust === undefined) return [];
  const agreed: DomainEvent = { type: 'sensor.agreed', at, compartment, kind };
  const isBack = trust.isAbsent && trust.score + agreementGain >= trustRestored;
  if (!isBack) return [agreed];
  return [
    agreed,
    { type: 'sensor.restored', at, compartment, kind },
    ...clearFault(state, 'sensor-stuck', `${compartment}-${kind}`, at),
  ];
}

export function sensorsAfter(all: readonly SensorTrust[], event: DomainEvent): readonly SensorTrust[] {
  switch (event.type) {
    case 'sensor.implausible':
      return change(all, event, (trust) => ({ ...trust, score: Math.min(trust.score, event.score) }));
    case 'sensor.stuck':
      return change(all, event, (trust) => ({ ...trust, isAbsent: true }));
    case 'sensor.agreed':
      return change(all, event, (trust) => ({ ...trust, score: trust.score + agreementGain }));
    case 'sensor.restored':
      return change(all, event, (trust) => ({ ...trust, isAbsent: false }));
    default:
      return all;
  }
}

/** A sensor with its full trust needs no row. */
function change(
  all: readonly SensorTrust[],
  { compartment, kind }: Pick<SensorTrust, 'compartment' | 'kind'>,
  how: (trust: SensorTrust) => SensorTrust,
): readonly SensorTrust[] {
  const index = all.findIndex((trust) => trust.compartment === compartment && trust.kind === kind);
  const changed = how(all[index] ?? { compartment, kind, score: trustFull, isAbsent: false });
  if (changed.score >= trustFull && !changed.isAbsent) return all.filter((_, place) => place !== index);
  return index === -1 ? [...all, changed] : all.with(index, changed);
}
