import { strict as assert } from 'node:assert';
import { nothingDeclared, nothingKnown } from '#domain/advice';
import { codeToJoin } from '#domain/codes';
import type { Decision } from '#domain/decision';
import type { DoorTask, VisitParcel } from '#domain/state';
import type { CodeMac, StayId, VisitId } from '#domain/words';
import { adviceOf } from './announced.ts';
import { planned, Play, soundParcel } from './play.ts';

export const fourDoors = [
  planned('A01', 'S'),
  planned('A02', 'S'),
  planned('A03', 'S', { occupancySensor: false }),
  planned('B01', 'S', { board: 'board-2' as never }),
];

/** What a courier declares of a sound parcel whose recipient the centre names. */
export function parcelFor(
  recipient: string,
  waybill: string,
  { joins = false, station = 'test' }: { readonly joins?: boolean; readonly station?: string } = {},
) {
  const { contact } = soundParcel;
  const advice = adviceOf(waybill, { station, recipient, contact, consent: null, senderNamedLocker: true });
  return {
    contact: null,
    declared: { ...nothingDeclared, joins },
    knowledge: { ...nothingKnown, advice },
  };
}

/** Plays what recipients do with several parcels, on top of what everybody does. */
export class RecipientPlay extends Play {
  get visit(): VisitId {
    return this.state.visit?.id ?? ('none' as VisitId);
  }

  get task(): DoorTask | null {
    return this.state.visit?.task ?? null;
  }

  /**
   * A whole deposit for somebody; the first of their parcels gets the code and the others join it. `joins`:
   * the courier lays it beside the first.
   */
  depositFor(recipient: string, waybill: string, joins = false): StayId {
    const { visit } = this.admit();
    const { answer } = this.startDeposit(visit, waybill, 'S', parcelFor(recipient, waybill, { joins }));
    assert(answer.ok && answer.stay !== null, JSON.stringify(answer));
    const compartment = this.compartmentOf(answer.stay);
    this.settle('opened');
    this.see(compartment, 'closed', this.occupancyOf(compartment) === 'unknown' ? 'unknown' : 'occupied');
    this.do({ do: 'confirm-deposit', visit, stay: answer.stay });
    this.giveCode(answer.stay);
    this.yes({ do: 'finish-visit', visit });
    return answer.stay;
  }

  /** Does what the shell does about the effect `issue-code`. */
  giveCode(id: StayId): void {
    const stay = this.state.stays.find((one) => one.id === id);
    const joined = stay === undefined ? undefined : codeToJoin(this.state, stay);
    if (joined === undefined) this.issueCode(id);
    else this.yes({ do: 'join-code', stay: id, code: joined.id, notice: 'sealed notice' });
  }

  parcel(stay: StayId): VisitParcel {
    const found = this.state.visit?.entitlement?.parcels.find((parcel) => parcel.stay === stay);
    assert(found !== undefined, 'no such parcel in the visit');
    return found;
  }

  open(stay: StayId): Decision {
    return this.do({ do: 'open-parcel', visit: this.visit, stay });
  }

  /** The door of the task is seen to open, then to close over what the sensor shows. */
  openAndShut(occupancy: 'occupied' | 'empty' | 'unknown'): void {
    const compartment = this.task?.compartment;
    assert(compartment !== undefined, 'no door is in use');
    this.settle('opened');
    this.see(compartment, 'closed', occupancy);
  }

  delegate(): Decision {
    const number = this.state.codes.length;
    const mac = (kind: string): CodeMac => `${kind}-of-delegate-${String(number)}` as CodeMac;
    const record = { code: mac('code'), extension: mac('extension'), key: 'k1', issuedAt: this.now };
    const drawn = { record, notice: 'sealed notice' };
    return this.do({ do: 'delegate-code', visit: this.visit, maskedContact: '139******00', drawn });
  }
}
