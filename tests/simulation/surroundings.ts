import type { Command } from '#domain/commands';
import type { StationState, Stay } from '#domain/state';
import type { CodeMac, CompartmentLabel, Door, Occupancy, StayId, VisitId, Waybill } from '#domain/words';
import type { Dice } from '#simulator/dice';
import { planned } from '../unit/domain/play.ts';
import { RecipientPlay } from '../unit/domain/recipient-play.ts';

export const doors = [
  planned('A01', 'S'),
  planned('A02', 'S', { occupancySensor: false }),
  planned('A03', 'M', { doorSensor: false, occupancySensor: false }),
  planned('B01', 'S', { board: 'board-2' as never }),
  planned('B02', 'L', { board: 'board-2' as never }),
];

export const dropOffCodes = ['11', '12', '13', '14', '15', '16'] as readonly string[] as readonly CodeMac[];

/** What happens around the person at the kiosk: the centre, the metal, passers-by and the power. */
export class Surroundings {
  readonly play = new RecipientPlay({ compartments: doors });
  protected readonly dice: Dice;

  constructor(dice: Dice) {
    this.dice = dice;
    this.play.do({ do: 'record-sendings', sendings: this.sendings(), numbered: [] });
    this.play.do({ do: 'see-camera', camera: 'healthy' });
  }

  protected pick<Item>(items: readonly Item[]): Item {
    return items[this.dice.below(items.length)] as Item;
  }

  protected maybe<Item>(item: Item, other: Item): Item {
    return this.dice.below(2) === 0 ? item : other;
  }

  protected get state(): StationState {
    return this.play.state;
  }

  protected get visit(): VisitId {
    return this.state.visit?.id ?? ('none' as VisitId);
  }

  protected anyStay(): Stay | undefined {
    const { stays, visit } = this.state;
    const inHand = stays.find(({ id }) => id === visit?.task?.stay);
    return inHand !== undefined && this.dice.below(3) > 0 ? inHand : this.pick([...stays, undefined]);
  }

  protected anyCompartment(): CompartmentLabel {
    const used = [this.state.visit?.task?.compartment, ...this.state.releases.map((one) => one.compartment)];
    const label = this.pick([...doors.map((one) => one.label), ...used]);
    return label ?? ('A01' as CompartmentLabel);
  }

  /** What is not measured reads unknown. */
  protected seen(compartment: CompartmentLabel, door: Door, occupancy?: Occupancy): Command {
    const known = doors.find(({ label }) => label === compartment);
    const inside = occupancy ?? this.pick(['occupied', 'empty', 'empty', 'unknown'] as const);
    return {
      do: 'see-door',
      compartment,
      door: known?.doorSensor === true ? door : 'unknown',
      occupancy: known?.occupancySensor === true ? inside : 'unknown',
    };
  }

  protected centre(): Command {
    const stay = this.anyStay()?.id ?? ('none' as StayId);
    const compartment = this.anyCompartment();
    const { wallMs } = this.play.now;
    const known = this.pick([...this.state.cases, undefined])?.number ?? ('none' as never);
    const reservation = this.pick(['q1', 'q2', 'q3']) as never;
    const extraHours = this.pick([1, 24, 48, 200]);
    const sendings = this.sendings();
    const outbound = this.state.stays.find((one) => one.outbound !== null);
    const numbered = outbound === undefined ? [] : [{ stay: outbound.id, waybill: 'SF77' as Waybill }];
    const survey = this.pick([...this.state.surveys, undefined])?.code ?? ('none' as never);
    return this.pick<Command>([
      { do: 'record-notified', stay, notifiedAtMs: wallMs },
      { do: 'record-notified', stay, notifiedAtMs: wallMs },
      { do: 'record-notified', stay, notifiedAtMs: wallMs },
      { do: 'extend-retention', stay, extraHours },
      { do: 'extend-policy', cause: 'weather', extraHours },
      { do: 'recall-parcel', stay },
      { do: 'record-sendings', sendings: this.maybe(sendings, sendings.slice(1)), numbered },
      { do: 'record-sendings', sendings, numbered: [] },
      {
        do: 'reserve',
        reservation,
        holder: { kind: 'courier', courier: 'c1' as never },
        place: this.maybe({ compartment }, { size: 'S', needsReach: false }),
        notBeforeMs: wallMs,
        notAfterMs: wallMs + 60_000,
      },
      { do: 'cancel-reservation', reservation },
      { do: 'correct-deposit', visit: null, stay, compartment },
      { do: 'acknowledge-case', case: known, operator: 'o' as never },
      { do: 'acknowledge-case', case: known, operator: 'o' as never },
      { do: 'resolve-case', case: known, operator: 'o' as never, outcome: 'settled' },
      { do: 'answer-survey', code: survey, score: 5, tags: [] },
      { do: 'see-camera', camera: this.pick(['healthy', 'healthy', 'healthy', 'blocked', 'absent']) },
    ]);
  }

  protected sendings() {
    return dropOffCodes.map((code) => ({
      code,
      waybill: this.maybe(null, `SF99000000${code}` as Waybill),
      carrier: 'SF',
      weightGrams: null,
      identity: { factors: ['account'], reference: 'p' } as const,
      collectWithinHours: this.pick([1, 24]),
    }));
  }

  protected metal(): Command {
    const compartment = this.anyCompartment();
    return this.pick<Command>([
      this.seen(compartment, 'open'),
      this.seen(compartment, 'closed'),
      this.seen(compartment, 'closed'),
      this.seen(compartment, 'unknown'),
      { do: 'lose-board', board: 'board-2' as never },
      { do: 'restore-board', board: 'board-2' as never },
      { do: 'change-link', link: this.maybe('up', 'down') },
    ]);
  }

  protected passer(): Command {
    const compartment = this.anyCompartment();
    return this.pick<Command>([
      { do: 'report-inside' },
      { do: 'confirm-empty', compartment },
      { do: 'confirm-empty', compartment },
      { do: 'call-help', visit: null, compartment, waybill: null },
      { do: 'pass-time' },
    ]);
  }

  protected restart(): Command {
    const readings = doors.map(({ label, doorSensor, occupancySensor }) => ({
      compartment: label,
      door: doorSensor ? this.pick<Door>(['closed', 'closed', 'closed', 'open']) : 'unknown',
      occupancy: occupancySensor ? this.pick<Occupancy>(['empty', 'occupied']) : ('unknown' as const),
    }));
    const start = { do: 'start-station', cause: 'power-up', softwareVersion: '0' } as const;
    return { ...start, beginning: null, readings, silentBoards: [] };
  }
}
