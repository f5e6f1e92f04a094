import type { DomainEvent } from './events.ts';
import { delegateCodeCountMax } from './policy.ts';
import type { Code, CodeRecord, StationState, Stay } from './state.ts';
import type { CodeId, StayId } from './words.ts';

export function findCode(state: StationState, id: CodeId): Code | undefined {
  return state.codes.find((code) => code.id === id);
}

/** The recipient's own code of a stay; a delegate's does not count. */
export function recipientCodeOf(state: StationState, stay: StayId): Code | undefined {
  return state.codes.find((code) => code.delegate === null && code.stays.includes(stay));
}

/** The code that another parcel of the same recipient has already, so that one message opens both. */
export function codeToJoin(state: StationState, { id, recipient }: Stay): Code | undefined {
  if (recipient === null) return undefined;
  const others = state.stays.filter((stay) => stay.recipient === recipient && stay.id !== id);
  return state.codes.find(
    (code) => code.delegate === null && others.some((stay) => code.stays.includes(stay.id)),
  );
}

/** The codes that the recipient of this one gave away and did not take back. */
export function delegatesOf(state: StationState, id: CodeId): readonly Code[] {
  return state.codes.filter(({ delegate }) => delegate?.of === id);
}

/** Rule R10: how many codes of delegates the station may have beside one code for every compartment. */
export function hasRoomForDelegate(state: StationState): boolean {
  const delegateCount = state.codes.filter(({ delegate }) => delegate !== null).length;
  return delegateCount < delegateCodeCountMax(state.plan.compartments.length);
}

/** Whether the digits of this record are those of another code; the ledger finds a code by nothing else. */
export function isCodeTaken(state: StationState, { code: drawn }: CodeRecord): boolean {
  return state.codes.some((code) => code.record.code === drawn);
}

/** `stays` are those after the event: a code ends with its last stay, whatever ended that. */
export function codesAfter(
  { codes, stays: staysBefore }: StationState,
  event: DomainEvent,
  stays: readonly Stay[],
): readonly Code[] {
  switch (event.type) {
    case 'code.issued': {
      const { codeId: id, record, stay } = event;
      return [...codes, { id, record, stays: [stay], delegate: null }];
    }
    case 'code.joined':
      return codes.map((code) => (isJoined(code, event, stays) ? withStay(code, event.stay) : code));
    case 'code.delegated': {
      const { codeId: id, record, of, maskedContact } = event;
      return [...codes, { id, record, stays: event.stays, delegate: { of, maskedContact } }];
    }
    case 'code.revoked':
      return codes.filter(({ id, delegate }) => id !== event.codeId && delegate?.of !== event.codeId);
    default:
      return stays.length < staysBefore.length ? withoutEnded(codes, stays) : codes;
  }
}

/**
 * A delegate's code is joined only where the new parcel lies behind a door that it opens anyway: the door
 * cannot tell parcels apart.
 */
function isJoined(
  code: Code,
  { codeId, compartment }: Extract<DomainEvent, { type: 'code.joined' }>,
  stays: readonly Stay[],
): boolean {
  if (code.id === codeId) return true;
  if (code.delegate?.of !== codeId) return false;
  return stays.some((stay) => stay.compartment === compartment && code.stays.includes(stay.id));
}

function withStay(code: Code, stay: StayId): Code {
  return { ...code, stays: [...code.stays, stay] };
}

function withoutEnded(codes: readonly Code[], stays: readonly Stay[]): readonly Code[] {
  const here = new Set(stays.map(({ id }) => id));
  if (codes.every((code) => code.stays.every((id) => here.has(id)))) return codes;
  return codes.flatMap((code) => {
    const left = code.stays.filter((id) => here.has(id));
    if (left.length === code.stays.length) return [code];
    return left.length === 0 ? [] : [{ ...code, stays: left }];
  });
}
