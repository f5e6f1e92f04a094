import { strict as assert } from 'node:assert';
import type { Declaration, WaybillKnowledge } from '#domain/advice';
import type { Command } from '#domain/commands';
import type { Accepted, Decision } from '#domain/decision';
import type { ShelfPlan } from '#domain/shelves';
import type { CourierId, StayId, VisitId } from '#domain/words';
import { adviceOf } from './announced.ts';
import { Play, soundParcel } from './play.ts';
import { admitStaff } from './sender.ts';

/** What couriers, attendants and recipients do at the shelves of an attended station. */

export const shelves: ShelfPlan = {
  layers: [
    { shelf: '5', layer: '1', firstNumber: 1, positionCount: 3, heightMm: 100 },
    { shelf: '5', layer: '2', firstNumber: 3001, positionCount: 3, heightMm: 900 },
  ],
  hasGate: true,
};

type Placement = {
  readonly visit: VisitId;
  readonly waybill?: string;
  readonly position?: string;
  readonly carrier?: string | null;
  readonly declared?: Partial<Declaration>;
  readonly knowledge?: WaybillKnowledge;
};

export const first = 'SF1234567890123';
export const second = 'SF2222222222222';

/** A centre that announced the parcel for the shelves of this very station. */
export function awaited(waybill: string, changes: Parameters<typeof adviceOf>[1] = {}): WaybillKnowledge {
  return { advice: adviceOf(waybill, { method: 'station', ...changes }), ended: null };
}

export class ShelfPlay extends Play {
  constructor(options: ConstructorParameters<typeof Play>[0] = {}) {
    super({ shelves, ...options });
  }

  attendant(): VisitId {
    return admitStaff(this, 'attendant');
  }

  courier(carrier = 'SF'): VisitId {
    const { visit } = this.yes({ do: 'admit-courier', courier: { id: 'c1' as CourierId, carrier } });
    assert(visit !== null);
    return visit;
  }

  place({ visit, waybill = first, position = '5-2-3001', ...more }: Placement): Decision {
    const { carrier = 'SF', declared = {}, knowledge = soundParcel.knowledge } = more;
    return this.do({
      do: 'place-parcel',
      visit,
      waybill,
      position,
      size: 'S',
      carrier,
      contact: soundParcel.contact,
      declared: { ...soundParcel.declared, ...declared },
      knowledge,
    });
  }

  refusedPlace(placement: Placement): string {
    const { answer } = this.place(placement);
    assert(!answer.ok, 'was placed');
    return answer.refusal;
  }

  /** A whole placement by an attendant whose visit ends with it; returns the stay, which has its code. */
  shelve(waybill = first, position = '5-2-3001', knowledge: WaybillKnowledge = awaited(waybill)): StayId {
    const visit = this.attendant();
    const { answer } = this.place({ visit, waybill, position, knowledge });
    assert(answer.ok && answer.stay !== null, JSON.stringify(answer));
    this.code(answer.stay);
    this.yes({ do: 'finish-visit', visit });
    return answer.stay;
  }

  /** The shell draws a code, or tells that an earlier one opens this parcel too. */
  code(stay: StayId): void {
    const recipient = this.state.stays.find(({ id }) => id === stay)?.recipient ?? null;
    const other = this.state.stays.find((one) => one.id !== stay && one.recipient === recipient);
    const joined = other === undefined || recipient === null ? undefined : this.ownCodeOf(other.id);
    if (joined === undefined) this.issueCode(stay);
    else this.yes({ do: 'join-code', stay, code: joined.id, notice: 'sealed notice' });
  }

  /** A parcel of the recipient whom `awaited` names, behind the door of A01. */
  depositBeside(waybill: string): StayId {
    const visit = this.courier();
    const knowledge = awaited(waybill, { method: 'locker' });
    const { answer } = this.startDeposit(visit, waybill, 'S', { knowledge });
    assert(answer.ok && answer.stay !== null, JSON.stringify(answer));
    this.settle('opened');
    this.see('A01', 'closed', 'occupied');
    this.code(answer.stay);
    this.yes({ do: 'finish-visit', visit });
    return answer.stay;
  }

  numbersOf(stay: StayId, extension: 'right' | 'wrong' | 'absent' = 'right') {
    const code = this.codeOf(stay).id;
    return { wellFormed: true, knowledge: { kind: 'active', code, extension } } as const;
  }

  checkOut(stay: StayId, waybills: readonly string[]): Decision {
    return this.do({ do: 'check-out', waybills, ...this.numbersOf(stay) });
  }

  exit(): Accepted {
    return this.yes({ do: 'open-gate' });
  }

  handOver(visit: VisitId, waybill: string, proof: Extract<Command, { do: 'hand-over' }>['proof']): Decision {
    return this.do({ do: 'hand-over', visit, waybill, proof });
  }
}
