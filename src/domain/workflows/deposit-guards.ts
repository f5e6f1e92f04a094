import { goodsOf, proveConsent } from '../advice.ts';
import type { Advice, ConsentProof, Method } from '../advice.ts';
import type { Command } from '../commands.ts';
import type { Declared } from '../events/declared.ts';
import { isBinding } from '../jurisdiction.ts';
import type { Interlock } from '../jurisdiction.ts';
import { surelyElapsedMs } from '../moment.ts';
import type { Moment } from '../moment.ts';
import { retiredCodeMs } from '../policy.ts';
import { obstacleToDeposits } from '../recovery.ts';
import type { Refusal, RefusalCode } from '../refusals.ts';
import type { StationState } from '../state.ts';
import { isOffWeight } from '../weight.ts';
import type { Waybill } from '../words.ts';

export type StartDeposit = Extract<Command, { do: 'start-deposit' }>;

/** Why a parcel must not be placed; `interlock` where the law says so and no setting can change it. */
export type Objection = {
  readonly refusal: RefusalCode;
  readonly interlock: Interlock | null;
  readonly details: Omit<Refusal, 'ok' | 'refusal'>;
};

/** What is said and known of a parcel, wherever it is to be placed. */
export type Offered = Pick<StartDeposit, 'contact' | 'declared' | 'knowledge'>;
/** A compartment, or the shelf of an attended station. */
export type Place = Exclude<Method, 'door'>;

type Asked = {
  readonly state: StationState;
  readonly command: Offered;
  readonly place: Place;
  readonly waybill: Waybill;
  readonly advice: Advice | null;
  readonly now: Moment;
};
type Guard = (asked: Asked) => Objection | null;

/**
 * In this order: what makes the parcel not this station's business, what is missing, what the law forbids.
 * The first objection is told; the next scan would tell the next.
 */
const guards: readonly Guard[] = [
  guardLedger,
  guardLink,
  guardTwin,
  guardCollected,
  guardStation,
  guardUnknown,
  guardMethod,
  guardConsent,
  guardCondition,
  guardWeight,
  guardGoods,
  guardWindow,
];

/** The first reason against placing this parcel, or null. */
export function objectTo(
  state: StationState,
  command: Offered,
  waybill: Waybill,
  now: Moment,
  place: Place,
): Objection | null {
  const asked: Asked = { state, command, place, waybill, advice: command.knowledge.advice, now };
  for (const guard of guards) {
    const objection = guard(asked);
    if (objection !== null) return objection;
  }
  return null;
}

function object(refusal: RefusalCode, details: Objection['details'] = {}): Objection {
  return { refusal, interlock: null, details };
}

/** An objection of the law, where it binds this station. */
function interlock(state: StationState, name: Interlock, refusal: RefusalCode): Objection | null {
  return isBinding(state.plan.jurisdiction, name) ? { refusal, interlock: name, details: {} } : null;
}

/** Rules R22 and R23: a ledger that may have missed something is not added to. */
function guardLedger({ state }: Asked): Objection | null {
  const obstacle = obstacleToDeposits(state);
  return obstacle === null ? null : object(obstacle);
}

/** Rule R13. */
function guardLink({ state }: Asked): Objection | null {
  return state.link === 'down' && state.policy.offlineDeposits === 'refuse' ? object('link-needed') : null;
}

function guardTwin({ state, waybill }: Asked): Objection | null {
  const twin = state.stays.find((stay) => stay.waybill === waybill);
  return twin === undefined ? null : object('waybill-duplicate', { compartment: twin.compartment });
}

/** A parcel that was collected does not come back under its old waybill; one that was recalled may. */
function guardCollected({ command, now }: Asked): Objection | null {
  const { ended } = command.knowledge;
  if (ended?.ending !== 'collected') return null;
  return surelyElapsedMs(ended.endedAt, now) < retiredCodeMs ? object('waybill-collected') : null;
}

function guardStation({ state, advice }: Asked): Objection | null {
  return advice !== null && advice.station !== state.plan.station ? object('wrong-station') : null;
}

/** Nobody vouches for what is typed here, so that it is typed twice. */
function guardUnknown({ state, command, advice }: Asked): Objection | null {
  if (advice !== null) return null;
  if (state.policy.unknownWaybills === 'refuse') return object('waybill-unknown');
  return command.contact !== null && command.declared.contactRepeat !== 'same'
    ? object('contact-unrepeated')
    : null;
}

/**
 * The recipient chose another way; no compartment and no shelf is a way around that choice, wherever the
 * station stands.
 */
function guardMethod({ state, advice, place }: Asked): Objection | null {
  if (advice === null || advice.method === place) return null;
  const isLaw = isBinding(state.plan.jurisdiction, 'consent');
  return {
    refusal: 'recipient-declined',
    interlock: isLaw ? 'consent' : null,
    details: { agreed: advice.method },
  };
}

/** Must M1: consent, or a sender who named the locker, before anything is placed. */
function guardConsent({ state, command, place, now }: Asked): Objection | null {
  const proof = consentTo(place, command, now);
  return proof === null ? interlock(state, 'consent', 'consent-missing') : null;
}

/** A sender who named the locker has said nothing about a shelf. */
function consentTo(place: Place, { knowledge, declared }: Offered, now: Moment): ConsentProof | null {
  const { advice } = knowledge;
  const counted = advice === null || place === 'locker' ? advice : { ...advice, senderNamedLocker: false };
  return proveConsent(counted, declared, now.wallMs);
}

/** Must M2, first half. */
function guardCondition({ state, command }: Asked): Objection | null {
  return command.declared.damaged ? interlock(state, 'condition', 'parcel-damaged') : null;
}

/** Must M2, second half. */
function guardWeight({ state, command, advice }: Asked): Objection | null {
  const { weightG } = command.declared;
  const declaredG = advice?.declaredWeightG ?? null;
  if (weightG === null || declaredG === null || !isOffWeight(declaredG, weightG)) return null;
  return interlock(state, 'condition', 'weight-differs');
}

/** Must M3. */
function guardGoods({ state, command, advice }: Asked): Objection | null {
  if (advice?.goodsAgreed === true) return null;
  const { fresh, valuable } = goodsOf(advice, command.declared);
  if (fresh) return interlock(state, 'special-goods', 'fresh-goods');
  return valuable ? interlock(state, 'special-goods', 'valuable-goods') : null;
}

/**
 * Too early is refused, because the recipient agreed to nothing before that hour; too late is taken and
 * flagged, because a parcel that goes back helps nobody. A clock in doubt refuses nothing.
 */
function guardWindow({ advice, now }: Asked): Objection | null {
  const notBeforeMs = advice?.notBeforeMs ?? null;
  const isEarly = notBeforeMs !== null && now.clock === 'trusted' && now.wallMs < notBeforeMs;
  return isEarly ? object('too-early') : null;
}

/** What the record keeps of all that was said of a parcel that is placed. */
export function declaredOf(place: Place, offered: Offered, now: Moment): Declared {
  const { declared, knowledge } = offered;
  const { advice } = knowledge;
  return {
    recipient: advice?.recipient ?? null,
    needsReach: advice?.needsReach ?? false,
    consent: consentTo(place, offered, now),
    goods: goodsOf(advice, declared),
    goodsAgreed: advice?.goodsAgreed ?? false,
    damaged: declared.damaged,
    weightG: declared.weightG,
    late: isLate(advice, now),
  };
}

/** Whether the agreed time is over; flagged with the deposit. */
function isLate(advice: Advice | null, now: Moment): boolean {
  const notAfterMs = advice?.notAfterMs ?? null;
  return notAfterMs !== null && now.clock !== 'unknown' && now.wallMs > notAfterMs;
}
