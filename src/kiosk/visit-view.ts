import type { VisitView } from '#contract/http';
import type { SendingView } from '#contract/sending-http';
import { visitLeftMs } from '#domain/deadline';
import { feeOf } from '#domain/fees';
import type { Moment } from '#domain/moment';
import { prohibitedGoods } from '#domain/prohibited';
import type { Sending } from '#domain/sending';
import { isSendingStopped } from '#domain/sending-interlocks';
import type { DoorTask, StationState, Visit } from '#domain/state';
import { findStay } from '#domain/stay';
import type { VisitId } from '#domain/words';
import { correctionLeftMs } from '#domain/workflows/deposit-correction';

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
    kind: live.actor.kind,
    step: live.task?.at ?? 'choosing',
    door: live.task === null ? null : viewOfDoor(state, live.task),
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

/** A courier who takes a parcel back owes nothing for its age. */
function feesOf(state: StationState, { task }: Visit, now: Moment): VisitView['fees'] {
  const stay = task?.purpose === 'pickup' ? findStay(state, task.stay) : undefined;
  const fee = stay === undefined ? null : feeOf(stay, now);
  return fee === null ? [] : [fee];
}

function viewOfDoor(state: StationState, task: DoorTask): VisitView['door'] {
  const planned = state.plan.compartments.find(({ label }) => label === task.compartment);
  if (planned === undefined) return null;
  return {
    compartment: task.compartment,
    size: planned.size,
    heightMm: planned.heightMm,
    purpose: task.purpose,
    stay: task.stay ?? '',
    leaving: task.leaving?.cause ?? null,
    recall: task.recall,
    reopensLeft: Math.max(0, state.policy.reopenCountMax - task.reopenCount),
  };
}

/** The newest finished deposit that this courier may still look at again. */
function correctableOf(state: StationState, { actor }: Visit, now: Moment): VisitView['correctable'] {
  if (actor.kind !== 'courier') return null;
  const stay = state.stays.findLast((one) => correctionLeftMs(state, one, actor.courier, now) > 0);
  if (stay === undefined) return null;
  const secondsLeft = Math.ceil(correctionLeftMs(state, stay, actor.courier, now) / 1000);
  return { stay: stay.id, compartment: stay.compartment, secondsLeft };
}
