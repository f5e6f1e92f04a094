import { pulseCountMax, pulseWindowMs } from '#domain/policy';
import type { Checker, Witnessed } from './witness.ts';

/** From the decision to the coil: the queue of a full cabinet that is released, and a slow line. */
const pulseDelayMsMax = 60_000;

type Intended = { readonly compartment: string; isPulsed: boolean };
type Pulse = { readonly compartment: string; readonly atMs: number };

/**
 * I3, I4: a lock moves only after an intention that is on disk, each intention pulses once, and one
 * authorisation allows three pulses within ten seconds (rule R6).
 */
export function watchAuthority(): Checker {
  const intentions = new Map<string, Intended>();
  const authorisations = new Map<string, number[]>();
  let waiting: Pulse[] = [];

  function pulse({ atMs, intention, compartment }: Extract<Witnessed, { kind: 'pulse' }>): string | null {
    const intended = intentions.get(intention);
    if (intended === undefined) return `${compartment} was pulsed without an intention on disk`;
    if (intended.compartment !== compartment) return `${compartment} was pulsed for ${intended.compartment}`;
    if (intended.isPulsed) return `${compartment} was pulsed twice for one intention`;
    intended.isPulsed = true;
    waiting.push({ compartment, atMs });
    return null;
  }

  function energised(compartment: string, atMs: number): string | null {
    waiting = waiting.filter((one) => atMs - one.atMs <= pulseDelayMsMax);
    const index = waiting.findIndex((one) => one.compartment === compartment);
    if (index === -1) return `the coil of ${compartment} pulled although no pulse was sent to it`;
    waiting.splice(index, 1);
    return null;
  }

  function intend(witnessed: Extract<Witnessed, { kind: 'commit' }>): string | null {
    for (const event of witnessed.events) {
      if (!('intention' in event) || !('authorisation' in event)) continue;
      const { intention, authorisation, compartment } = event;
      if (intentions.has(intention)) return `the intention ${intention} was written down twice`;
      intentions.set(intention, { compartment, isPulsed: false });
      const times = [...(authorisations.get(authorisation) ?? []), witnessed.atMs];
      authorisations.set(authorisation, times);
      const isTooLong = witnessed.atMs - (times[0] ?? 0) >= pulseWindowMs;
      if (times.length > pulseCountMax || isTooLong)
        return `one authorisation pulsed ${compartment} too often`;
    }
    return null;
  }

  return {
    name: 'authority',
    see(witnessed) {
      if (witnessed.kind === 'commit') return intend(witnessed);
      if (witnessed.kind === 'pulse') return pulse(witnessed);
      if (witnessed.kind !== 'metal' || witnessed.happening.what !== 'coil-energised') return null;
      return energised(witnessed.happening.compartment, witnessed.atMs);
    },
  };
}
