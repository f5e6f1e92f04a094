import type { VisitView } from '#contract/http';
import type { SendingView } from '#contract/sending-http';
import { visitLeftMs } from '#domain/deadline';
import { feeOf } from '#domain/fees';
import type { Moment } from '#domain/moment';
import { findPlanned, isReachable } from '#domain/compartment';
import { delegatesOf, findCode } from '#domain/codes';
import { reopensLeftOf, shelvedOf } from '#domain/entitlement';
import { allowedSteps, reopensLeftNow } from '#domain/pickup-steps';
import { prohibitedGoods } from '#domain/prohibited';
import type { Sending } from '#domain/sending';
import { isSendingStopped } from '#domain/sending-interlocks';
import type { Actor, DoorTask, StationState, Stay, Visit } from '#domain/state';
import type { VisitId } from '#domain/words';
import { correctionLeftMs } from '#domain/workflows/deposit-correction';

/** As many characters of a waybill as tell a few parcels apart. */
const tailLength = 4;

/** By what a person tells their parcels apart; a whole waybill is on nobody's screen. */
export function tailOf({ waybill }: Pick<Stay, 'waybill'>): string {
  return waybill.slice(-tailLength);
}

/** The screen serves a delegate as it serves a recipient. */
export function kindOf({ kind }: Actor): VisitView['kind'] {
  return kind === 'delegate' ? 'recipient' : kind;
}

/** What is remembered of a visit that is over. */
export type EndedVisit = {
  readonly kind: VisitView['kind'];
  readonly done: Visit['done'];
  readonly reason: VisitView['endReason'];
};

/**
 * Where a visit stands, for the screen. A visit that the station no longer has is shown as ended, with what
 * is remembered of it.
 */
export function viewOfVisit(
  state: StationState,
  visit: VisitId,
  now: Moment,
  ended: EndedVisit | null = null,
): VisitView {
  const live = state.visit;
  if (live === null || live.id !== visit) return viewOfEnded(state, visit, ended);
  return {
    visit,
    kind: kindOf(live.actor),
    step: live.task?.at ?? 'choosing',
    door: live.task === null ? null : viewOfDoor(state, live, live.task),
    parcels: parcelsOf(state, live, now),
    ...shelvedIn(state, live),
    delegates: delegatesIn(state, live),
    may: [...allowedSteps(state, live, now)],
    done: live.done,
    correctable: correctableOf(state, live, now),
    fees: feesOf(state, live, now),
    sending: live.sending === null ? null : viewOfSending(state, live.sending),
    stopped: live.stopped,
    endReason: null,
    secondsLeft: Math.ceil(visitLeftMs(state, live, now) / 1000),
  };
}

function viewOfEnded(state: StationState, visit: VisitId, ended: EndedVisit | null): VisitView {
  const survey: string = visit;
  const isInvited = state.surveys.some(({ code }) => code === survey);
  return {
    visit,
    kind: ended?.kind ?? 'recipient',
    step: 'ended',
    door: null,
    parcels: [],
    delegates: [],
    may: [],
    done: ended?.done ?? null,
    correctable: null,
    fees: [],
    sending: null,
    stopped: null,
    endReason: ended?.reason ?? null,
    ...(isInvited && { survey }),
    secondsLeft: 0,
  };
}

function viewOfSending(state: StationState, sending: Sending): SendingView {
  const { waybill, carrier, weightGrams, identity, collectWithinHours } = sending;
  const { version, kinds } = prohibitedGoods;
  return {
    waybill,
    carrier,
    weightGrams,
    isIdentified: identity !== null,
    collectWithinHours,
    prohibited: { version, kinds: [...kinds] },
    isStopped: isSendingStopped(state),
  };
}

/** Of every parcel that may still be taken, before its door opens; taking one back costs nothing. */
function feesOf({ stays }: StationState, { entitlement }: Visit, now: Moment): VisitView['fees'] {
  const own = new Set(entitlement?.parcels.map(({ stay }) => stay));
  return stays.flatMap((stay) => (own.has(stay.id) ? (feeOf(stay, now) ?? []) : []));
}

function viewOfDoor(state: StationState, visit: Visit, task: DoorTask): VisitView['door'] {
  const planned = findPlanned(state, task.compartment);
  if (planned === undefined) return null;
  return {
    compartment: task.compartment,
    size: planned.size,
    heightMm: planned.heightMm,
    purpose: task.purpose,
    stay: task.stay ?? '',
    leaving: task.leaving?.cause ?? null,
    recall: task.recall,
    reopensLeft: reopensLeftOf(state, visit, task.compartment),
    said: task.said?.what ?? null,
  };
}

function parcelsOf(state: StationState, visit: Visit, now: Moment): VisitView['parcels'] {
  return (visit.entitlement?.parcels ?? []).flatMap((parcel) => {
    const { stay, compartment, carrier, waybill, at } = parcel;
    const planned = findPlanned(state, compartment);
    if (planned === undefined) return [];
    const { size, heightMm } = planned;
    const view = {
      stay,
      compartment,
      size,
      heightMm,
      carrier,
      waybillTail: tailOf({ waybill }),
      at,
      available: isReachable(state, compartment),
      reopensLeft: at === 'waiting' ? 0 : reopensLeftNow(state, visit, parcel, now),
      case: state.cases.find((one) => one.stay === stay && one.visit === visit.id)?.number ?? null,
    };
    return [view];
  });
}

/** The exact place of what lies on open shelves (S4-17). */
function shelvedIn(state: StationState, { entitlement }: Visit): Pick<VisitView, 'shelved'> {
  if (entitlement === null) return {};
  const shelved = shelvedOf(state, findCode(state, entitlement.code));
  if (shelved.length === 0) return {};
  return { shelved: shelved.map((stay) => ({ position: stay.compartment, waybillTail: tailOf(stay) })) };
}

/** Who else has a code; a delegate is not told of others. */
function delegatesIn(state: StationState, { actor, entitlement }: Visit): VisitView['delegates'] {
  if (entitlement === null || actor.kind !== 'recipient') return [];
  return delegatesOf(state, entitlement.code).map(({ id, delegate }) => ({
    delegate: id,
    contact: delegate?.maskedContact ?? '',
  }));
}

/** The newest finished deposit that this courier may still look at again. */
function correctableOf(state: StationState, { actor }: Visit, now: Moment): VisitView['correctable'] {
  if (actor.kind !== 'courier') return null;
  const stay = state.stays.findLast((one) => correctionLeftMs(state, one, actor.courier, now) > 0);
  if (stay === undefined) return null;
  const secondsLeft = Math.ceil(correctionLeftMs(state, stay, actor.courier, now) / 1000);
  return { stay: stay.id, compartment: stay.compartment, secondsLeft };
}
