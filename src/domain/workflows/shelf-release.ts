import { openCase } from '../cases.ts';
import type { Chance } from '../chance.ts';
import type { Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { shelvedOf } from '../entitlement.ts';
import type { DomainEvent } from '../events.ts';
import { wordAlone } from '../events/evidence.ts';
import type { Evidence } from '../events/evidence.ts';
import type { Moment } from '../moment.ts';
import { isConfirmed } from '../recovery.ts';
import { isShelved } from '../shelves.ts';
import type { ReleaseProof } from '../shelves.ts';
import { staffVisit } from '../staff.ts';
import type { Code, StationState, Stay } from '../state.ts';
import { placementOf } from '../stay.ts';
import { readWaybill } from '../waybill.ts';
import type { VisitId, Waybill } from '../words.ts';
import { judgeNumbers } from './code-judgement.ts';
import { pulseGate } from './gate.ts';
import { acceptRejection } from './pickup-outcome.ts';
import { findShelved } from './shelf-placement.ts';
import { accept, refuse } from './verdict.ts';

type Do<Name extends Command['do']> = Extract<Command, { do: Name }>;

/**
 * Somebody carries parcels out: everything was scanned, and both numbers of a code were given. All of it is
 * the code's own, or nothing is released and the staff are called (S4-9). It is a visit of one moment: who
 * stands at the gate does not wait for whoever stands at the kiosk.
 */
export function checkOut(
  state: StationState,
  command: Do<'check-out'>,
  now: Moment,
  chance: Chance,
): Decision {
  const judged = judgeNumbers(state, command, now);
  if ('refused' in judged) return judged.refused;
  const { code } = judged;
  const scanned = [...new Set(command.waybills.map(readWaybill))];
  if (scanned.length === 0 || scanned.includes(null)) return refuse('waybill-malformed');
  const visit = chance.id() as VisitId;
  const entitled = shelvedOf(state, code);
  const own = entitled.filter(({ waybill }) => scanned.includes(waybill));
  const foreign = scanned.find((waybill) => entitled.every((stay) => stay.waybill !== waybill)) ?? null;
  if (foreign !== null) return stop(state, { code, visit, foreign, count: scanned.length }, now, chance);
  const doubtful = own.find(({ id }) => !isConfirmed(state, id));
  if (doubtful !== undefined) return unconfirmed(doubtful).refused;
  const released = own.map((stay) => releasedBy(code, stay, visit, now));
  const gate = pulseGate(state, { cause: 'checkout', visit }, now, chance);
  return accept([...released, ...gate.events], { visit }, gate.effects);
}

function releasedBy({ id: code, delegate }: Code, stay: Stay, visit: VisitId, at: Moment): DomainEvent {
  const by = delegate === null ? 'recipient' : 'delegate';
  return { type: 'shelf.released', at, ...placementOf(stay), visit, by, code };
}

type Mismatch = {
  readonly code: Code;
  readonly visit: VisitId;
  readonly foreign: Waybill;
  readonly count: number;
};

/** The person is told where the strange parcel belongs, and can still go out: see `gate.ts`. */
function stop(
  state: StationState,
  { code, visit, foreign, count }: Mismatch,
  now: Moment,
  chance: Chance,
): Decision {
  const stay = state.stays.find((one) => one.waybill === foreign && isShelved(one));
  const position = stay?.compartment ?? null;
  const about = { visit, code: code.id, waybill: foreign, position, scannedCount: count };
  const subject = { stay: stay?.id ?? null, compartment: position, waybill: foreign };
  // The case is about this check-out, whoever stands at the kiosk.
  const called = openCase({ ...state, visit: null }, 'wrong-parcel', subject, now, chance);
  return refuse('checkout-mismatch', position === null ? {} : { compartment: position }, [
    { type: 'checkout.stopped', at: now, ...about },
    ...called.map((opened) => ({ ...opened, visit })),
  ]);
}

/**
 * An attendant gives a parcel into somebody's hands who proved with both numbers of the code, or with a
 * document that the attendant looked at, that it is theirs. A face alone is never enough (M11).
 */
export function handOver(state: StationState, command: Do<'hand-over'>, now: Moment): Decision {
  const found = findAttended(state, command);
  if ('refused' in found) return found.refused;
  const { visit, staff, stay } = found;
  const proved = prove(state, command.proof, stay, now);
  if ('refused' in proved) return proved.refused;
  const { proof } = proved;
  const handed = { ...placementOf(stay), visit, staff, proof };
  return accept([{ type: 'shelf.handed-over', at: now, ...handed }], { visit, stay: stay.id });
}

function prove(
  state: StationState,
  given: Do<'hand-over'>['proof'],
  stay: Stay,
  now: Moment,
): { readonly proof: ReleaseProof } | { readonly refused: Decision } {
  if (given.by === 'identity') {
    const { factors, reference } = given.identity;
    const isEnough = factors.some((factor) => factor !== 'face');
    return isEnough ? { proof: { by: 'identity', reference } } : { refused: refuse('identity-insufficient') };
  }
  const judged = judgeNumbers(state, given, now);
  if ('refused' in judged) return judged;
  const { code } = judged;
  // Right numbers of another parcel's code are nobody's guess, but they entitle to nothing here.
  if (!code.stays.includes(stay.id)) return { refused: refuse('checkout-mismatch') };
  return { proof: { by: 'code', code: code.id } };
}

/** Must M6: rejected on the spot before an attendant, who keeps it until a courier of its carrier comes. */
export function rejectShelved(state: StationState, command: Do<'reject-shelved'>, now: Moment): Decision {
  const found = findAttended(state, command);
  if ('refused' in found) return found.refused;
  const { visit, stay } = found;
  const about = { visit, stay: stay.id };
  if (stay.recall !== null) return accept([], about);
  const evidence: Evidence = { ...wordAlone, confirmedBy: 'attendant' };
  return accept(acceptRejection([stay], command, evidence, now), about);
}

/** Rule R23: of a restored ledger only what the centre or an audit has confirmed is given away. */
function unconfirmed({ compartment }: Stay): { readonly refused: Decision } {
  return { refused: refuse('stay-unconfirmed', { compartment }) };
}

type Attended = { readonly visit: VisitId; readonly waybill: string };

/** The attendant's own visit and the parcel whose label they scanned. */
function findAttended(state: StationState, { visit: id, waybill }: Attended) {
  const visit = staffVisit(state, id);
  if (visit === null) return { refused: refuse('visit-over') };
  if (visit.actor.role !== 'attendant') return { refused: refuse('role-unfitting') };
  const stay = findShelved(state, waybill);
  if ('refused' in stay) return stay;
  if (!isConfirmed(state, stay.id)) return unconfirmed(stay);
  return { visit: id, staff: visit.actor.staff, stay };
}
