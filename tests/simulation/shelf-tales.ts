import { strict as assert } from 'node:assert';
import type { BookedStay } from '#domain/commands/recovery-commands';
import type { Stay } from '#domain/state';
import type { CompartmentLabel, StaffId, StayId, VisitId } from '#domain/words';
import { admitStaff, allow, declare, enter, handIn } from '../unit/domain/sender.ts';
import { second, ShelfPlay } from '../unit/domain/shelf-play.ts';

/** Stories of an attended station, and of ledgers that were put back: each way into a state, each way out. */

const hourMs = 3_600_000;

type Step = (play: ShelfPlay, stay: StayId) => void;

function pass(play: ShelfPlay, hours: number): void {
  play.wait(hours * hourMs);
  play.do({ do: 'pass-time' });
}

const tell: Step = (play, stay) => void play.yes({ do: 'record-notified', stay, notifiedAtMs: 0 });

/** How far a parcel has come. */
const ages: readonly Step[] = [
  () => undefined,
  tell,
  (play, stay) => {
    tell(play, stay);
    pass(play, 25);
  },
  (play, stay) => {
    tell(play, stay);
    pass(play, 25);
    pass(play, 72);
  },
  (play, stay) => void play.yes({ do: 'recall-parcel', stay }),
  (play, stay) => {
    tell(play, stay);
    play.yes({ do: 'recall-parcel', stay });
  },
];

function find(play: ShelfPlay, id: StayId): Stay {
  const found = play.state.stays.find((stay) => stay.id === id);
  assert(found !== undefined);
  return found;
}

/** A copy of the ledger is put back: nobody knows what has happened since. */
function restore(play: ShelfPlay): void {
  play.reboot(1_000);
  const beginning = { cause: 'restored', previousEpoch: 'e', previousSeq: 1, previousHash: 'h' } as const;
  const start = { do: 'start-station', cause: 'restart', softwareVersion: '0' } as const;
  play.yes({ ...start, beginning, readings: [], silentBoards: [] });
}

function bookedAt(stay: Stay, compartment: string): BookedStay {
  const place = compartment as CompartmentLabel;
  const {
    id,
    waybill,
    courier,
    carrier,
    size,
    sealedContact: sealed,
    maskedContact: masked,
    recipient,
  } = stay;
  const contact = { sealed, masked };
  return { stay: id, waybill, compartment: place, courier, carrier, size, contact, recipient };
}

const restorations = (other: string): readonly Step[] => [
  (play, stay) => {
    restore(play);
    play.yes({ do: 'compare-stays', present: [], ended: [stay] });
  },
  (play, stay) => {
    restore(play);
    play.yes({ do: 'compare-stays', present: [bookedAt(find(play, stay), other)], ended: [] });
  },
];

const audited: Step = (play, stay) => {
  const { compartment } = find(play, stay);
  const visit = admitStaff(play, 'technician');
  play.yes({ do: 'start-audit', visit });
  play.yes({ do: 'record-finding', visit, compartment, seen: 'empty' });
  play.yes({ do: 'adjudicate', visit, compartment, verdict: 'parcel-absent' });
};

const released: Step = (play, stay) => void play.checkOut(stay, [find(play, stay).waybill]);

const handedOver: Step = (play, stay) => {
  const proof = { by: 'code', ...play.numbersOf(stay) } as const;
  assert(play.handOver(play.attendant(), find(play, stay).waybill, proof).answer.ok);
};

const takenBack: Step = (play, stay) => {
  const { recall, waybill } = find(play, stay);
  if (recall === null) return;
  play.yes({ do: 'scan-recalled', visit: play.courier(), stay, waybill });
};

const extended: readonly Step[] = [1, 200].flatMap((extraHours): Step[] => [
  (play, stay) => void play.yes({ do: 'extend-retention', stay, extraHours }),
  (play) => void play.yes({ do: 'extend-policy', cause: 'weather', extraHours }),
]);

const throughDoors: readonly Step[] = [...restorations('A02')];
const throughShelves: readonly Step[] = [
  ...restorations('5-1-0001'),
  audited,
  released,
  handedOver,
  takenBack,
  ...extended,
];

function fromTo(
  begin: (play: ShelfPlay) => StayId,
  ends: readonly Step[],
): readonly ((play: ShelfPlay) => void)[] {
  return ages.flatMap((age) =>
    ends.map((end) => (play: ShelfPlay) => {
      const stay = begin(play);
      age(play, stay);
      end(play, stay);
    }),
  );
}

/** Parcels on their way out know no recipient; the collection is late after a day. */
function outbound(hours: number, end: Step): (play: ShelfPlay) => void {
  return (play) => {
    allow(play);
    const stay = handIn(play);
    pass(play, hours);
    end(play, stay);
  };
}

/** The recipient looks into the compartment, leaves the parcel there and names a delegate. */
function delegated(play: ShelfPlay, stay: StayId): void {
  play.enterCodeOf(stay);
  const visit = play.state.visit?.id ?? ('none' as VisitId);
  play.settle('opened');
  play.see('A01', 'closed', 'occupied');
  if (play.state.visit?.task != null) play.yes({ do: 'confirm-pickup', visit, taken: false });
  const record = { code: 'd' as never, extension: 'e' as never, key: 'k1', issuedAt: play.now };
  const drawn = { record, notice: 'n' };
  assert(play.do({ do: 'delegate-code', visit, maskedContact: 'm', drawn }).answer.ok);
  play.yes({ do: 'finish-visit', visit });
}

/** A delegate could take two parcels; the recipient takes the one behind the door. */
function halfTaken(play: ShelfPlay): StayId {
  const shelvedStay = play.shelve();
  const stay = play.depositBeside(second);
  delegated(play, stay);
  play.enterCodeOf(stay);
  const visit = play.state.visit?.id ?? ('none' as VisitId);
  play.settle('opened');
  play.see('A01', 'closed', 'empty');
  play.yes({ do: 'finish-visit', visit });
  return shelvedStay;
}

const recoveries: readonly ((play: ShelfPlay) => void)[] = [
  ...['A02', '5-1-0001'].map((place) => (play: ShelfPlay) => {
    const booked = bookedAt(find(play, play.deposit()), place);
    play.yes({ do: 'compare-stays', present: [{ ...booked, stay: 'elsewhere' as StayId }], ended: [] });
  }),
  (play) => {
    allow(play);
    assert(declare(play, enter(play)).answer.ok);
    restore(play);
  },
  (play) => {
    play.deposit();
    restore(play);
    play.yes({ do: 'acknowledge-epoch' });
    restore(play);
    lookEverywhere(play, 'parcel-present');
    restore(play);
    play.yes({ do: 'acknowledge-epoch' });
    lookEverywhere(play, 'parcel-present');
    play.yes({ do: 'demand-audit', cause: 'centre' });
    restore(play);
    lookEverywhere(play, 'parcel-absent');
    play.yes({ do: 'acknowledge-epoch' });
  },
  (play) => {
    play.deposit();
    restore(play);
    const [stay] = play.state.stays;
    assert(stay !== undefined);
    play.yes({ do: 'compare-stays', present: [bookedAt(stay, stay.compartment)], ended: [] });
  },
  (play) => {
    const { visit } = play.admit();
    play.startDeposit(visit);
    restore(play);
  },
  ...['walking', 'undecided'].flatMap((state) =>
    [restore, (play: ShelfPlay) => void play.yes({ do: 'demand-audit', cause: 'centre' })].map(
      (interrupt) => (play: ShelfPlay) => {
        const visit = admitStaff(play, 'technician');
        play.yes({ do: 'start-audit', visit });
        const seen = state === 'walking' ? 'empty' : 'parcel';
        play.yes({ do: 'record-finding', visit, compartment: 'A01' as CompartmentLabel, seen });
        interrupt(play);
      },
    ),
  ),
  (play) => {
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    play.see('A01', 'closed', 'occupied');
    restore(play);
    play.yes({ do: 'compare-stays', present: [bookedAt(find(play, stay), 'A02')], ended: [] });
  },
  (play) => {
    const stay = play.deposit();
    play.see('A01', 'open', 'occupied');
    play.see('A01', 'closed', 'occupied');
    restore(play);
    play.yes({ do: 'compare-stays', present: [], ended: [stay] });
  },
  (play) => {
    play.deposit();
    play.yes({ do: 'renew-codes', key: 'another' });
  },
  (play) => {
    const stay = play.deposit();
    delegated(play, stay);
    restore(play);
    play.yes({ do: 'compare-stays', present: [], ended: [stay] });
  },
  ...[released, handedOver].map((end) => (play: ShelfPlay) => {
    end(play, halfTaken(play));
  }),
];

function lookEverywhere(play: ShelfPlay, verdict: 'parcel-present' | 'parcel-absent'): void {
  const visit = play.yes({ do: 'admit-staff', staff: { id: 't' as StaffId, role: 'technician' } }).visit;
  assert(visit !== null);
  play.yes({ do: 'start-audit', visit });
  const full = play.state.stays[0]?.compartment;
  for (const { label: compartment } of play.state.compartments) {
    const isFull = compartment === full;
    const seen = isFull && verdict === 'parcel-present' ? 'parcel' : 'empty';
    play.yes({ do: 'record-finding', visit, compartment, seen });
    if (isFull) play.yes({ do: 'adjudicate', visit, compartment, verdict });
  }
  play.yes({ do: 'finish-audit', visit });
  play.yes({ do: 'finish-visit', visit });
}

export const shelfTales: readonly ((play: ShelfPlay) => void)[] = [
  ...fromTo((play) => play.deposit(), throughDoors),
  ...fromTo((play) => play.shelve(), throughShelves),
  ...[1, 25].flatMap((hours) => throughDoors.map((end) => outbound(hours, end))),
  ...recoveries,
  (play) => {
    play.shelve(second);
    play.exit();
  },
];
