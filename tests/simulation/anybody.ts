import { codeToJoin } from '#domain/codes';
import type { Command } from '#domain/commands';
import { prohibitedGoods } from '#domain/prohibited';
import type { CodeMac, CompartmentLabel, Door, StayId } from '#domain/words';
import type { Dice } from '#simulator/dice';
import { parcelFor } from '../unit/domain/recipient-play.ts';
import { dropOffCodes, Surroundings } from './surroundings.ts';

/** What a story is mostly about, so that the rarer turns are reached as well. */
const themes = ['deposits', 'corrections', 'pickups', 'recalls', 'senders', 'staff', 'anything'] as const;

/** Whatever people, doors, centre and time may do next to a small station, drawn by dice. */
export class Anybody extends Surroundings {
  /** Of a hundred deeds, how many are what comes next; the others are anything. */
  readonly #calm: number;
  readonly #theme: (typeof themes)[number];
  #drawn = 0;

  constructor(dice: Dice) {
    super(dice);
    this.#calm = this.pick([50, 80, 90, 95]);
    this.#theme = this.pick(themes);
  }

  /** Somebody or something does what happens next. */
  act(): void {
    if (this.dice.below(200) === 0) {
      this.play.reboot(1_000, this.pick(['trusted', 'bounded', 'unknown']));
      this.play.do(this.restart());
      return;
    }
    const command = this.#next();
    this.play.wait(this.#waitMs());
    this.play.do(command);
  }

  #next(): Command {
    const isUsual = this.dice.below(100) < this.#calm;
    return (isUsual ? this.#natural() : null) ?? this.#anything();
  }

  /** How long it takes until somebody does something: people stay for seconds, nobody comes for hours. */
  #waitMs(): number {
    const soonMs = this.pick([0, 0, 0, 400, 400, 1_500, 2_500, 11_000]);
    if (this.dice.below(100) < this.#calm) return this.state.visit === null ? soonMs * 10 : soonMs;
    return this.pick([soonMs, 25_000, 45_000, 70_000, 200_000, 1_200_000, 7_000_000, 90_000_000]);
  }

  #natural(): Command | null {
    return this.#pulseEnds() ?? this.#doorShuts() ?? this.#codeIsDrawn() ?? this.#personGoesOn();
  }

  #pulseEnds(): Command | null {
    const pending = this.pick([...this.state.intentions, undefined]);
    if (pending === undefined) return null;
    const { id: intention, compartment } = pending;
    const isShut = this.#doorOf(compartment) === 'closed';
    const outcome = this.pick(['opened', 'opened', 'opened', 'no-movement', 'unseen', 'not-sent'] as const);
    if (isShut && outcome === 'opened' && this.dice.below(3) > 0) return this.seen(compartment, 'open');
    return { do: 'settle-unlock', intention, outcome };
  }

  #doorOf(label: CompartmentLabel): Door {
    return this.state.compartments.find((one) => one.label === label)?.door ?? 'unknown';
  }

  #doorShuts(): Command | null {
    const task = this.state.visit?.task ?? null;
    if (task?.at !== 'open' || this.dice.below(3) === 0) return null;
    const isPuttingIn = task.purpose === 'deposit' || task.purpose === 'drop-off';
    return this.seen(task.compartment, 'closed', isPuttingIn && task.leaving === null ? 'occupied' : 'empty');
  }

  #codeIsDrawn(): Command | null {
    const { stays, codes } = this.state;
    const codeless = stays.find(
      ({ id, at, outbound }) =>
        at === 'stored' && outbound === null && !codes.some((one) => one.stays.includes(id)),
    );
    if (codeless === undefined) return null;
    const joined = codeToJoin(this.state, codeless);
    if (joined !== undefined) return { do: 'join-code', stay: codeless.id, code: joined.id, notice: 'n' };
    return { do: 'record-code', stay: codeless.id, record: this.#record(), notice: 'n' };
  }

  #record() {
    this.#drawn += 1;
    const drawn = `drawn-${String(this.#drawn)}`;
    return { code: drawn as CodeMac, extension: 'e' as CodeMac, key: 'k', issuedAt: this.play.now };
  }

  #personGoesOn(): Command | null {
    const { visit } = this.state;
    if (visit === null) return this.#somebodyComes();
    const stay = visit.task?.stay ?? null;
    if (visit.task !== null && stay !== null) return this.#atDoor(stay);
    switch (visit.actor.kind) {
      case 'courier':
        return this.pick(this.#courier());
      case 'staff':
        return this.pick(this.#staff());
      case 'sender':
        return this.pick(this.#sender());
      default:
        return this.pick(this.#recipient());
    }
  }

  /** What fits the door in hand, and now and then what does not. */
  #atDoor(stay: StayId): Command {
    const purpose = this.state.visit?.task?.purpose;
    if (this.dice.below(5) === 0) return this.pick([...this.#handingIn(stay), ...this.#takingOut(stay)]);
    if (purpose === 'pickup' || purpose === 'search') return this.pick(this.#takingOut(stay));
    return this.pick(purpose === 'recall' ? this.#takingBack(stay) : this.#handingIn(stay));
  }

  #handingIn(stay: StayId): readonly Command[] {
    const visit = this.visit;
    const compartment = this.anyCompartment();
    return [
      { do: 'confirm-deposit', visit, stay },
      { do: 'confirm-deposit', visit, stay },
      { do: 'resize-deposit', visit, stay, size: this.maybe(null, 'L') },
      { do: 'report-occupied', visit, stay },
      { do: 'cancel-deposit', visit, stay, parcelInside: this.pick(['yes', 'no', 'unknown']) },
      { do: 'reopen-deposit', visit, stay },
      { do: 'correct-deposit', visit, stay, compartment },
      { do: 'confirm-drop-off', visit, stay },
      { do: 'cancel-drop-off', visit, stay, parcelInside: this.maybe('yes', 'no') },
      { do: 'pass-time' },
    ];
  }

  #takingOut(stay: StayId): readonly Command[] {
    const visit = this.visit;
    return [
      { do: 'confirm-pickup', visit, taken: this.maybe(true, false) },
      { do: 'confirm-pickup', visit, taken: [stay] },
      { do: 'reopen-door', visit },
      { do: 'reject-parcel', visit, stay, reason: 'unwanted', photos: [] },
      { do: 'report-missing', visit, stay },
      { do: 'report-problem', visit, stay, kind: this.pick(['wet', 'wrong-parcel']), photos: [] },
      { do: 'finish-visit', visit },
    ];
  }

  #takingBack(stay: StayId): readonly Command[] {
    const visit = this.visit;
    const waybill = this.state.stays.find(({ id }) => id === stay)?.waybill ?? 'ZZ99999999';
    return [
      { do: 'scan-recalled', visit, stay, waybill },
      { do: 'scan-recalled', visit, stay, waybill: this.pick([waybill, waybill, 'ZZ99999999']) },
      { do: 'reopen-recall', visit, stay },
      { do: 'cancel-recall', visit, stay },
    ];
  }

  #somebodyComes(): Command {
    const coded = this.pick([...this.state.codes, undefined]);
    const courier: Command = {
      do: 'admit-courier',
      courier: { id: this.pick(['c1', 'c1', 'c2']) as never, carrier: 'SF' },
    };
    const role = this.maybe('technician', 'attendant');
    const staff: Command = { do: 'admit-staff', staff: { id: role as never, role } };
    const sender: Command = {
      do: 'begin-drop-off',
      wellFormed: true,
      code: this.pick(dropOffCodes),
    };
    const knowledge = { kind: 'active', code: coded?.id ?? ('none' as never), extension: 'right' } as const;
    const code: Command = { do: 'enter-code', wellFormed: true, withExtension: true, knowledge };
    const recipient = coded === undefined ? courier : code;
    const often = {
      deposits: courier,
      corrections: courier,
      pickups: recipient,
      recalls: courier,
      senders: sender,
      staff,
      anything: recipient,
    };
    const usual = often[this.#theme];
    return this.pick([usual, usual, usual, usual, usual, courier, courier, recipient, sender, staff]);
  }

  #courier(): readonly Command[] {
    const all = this.#everythingOfCourier();
    const own = all.filter(({ do: name }) => {
      if (this.#theme === 'corrections') return name === 'reopen-deposit' || name === 'start-deposit';
      if (this.#theme === 'recalls' || this.#theme === 'senders') return name === 'start-recall';
      return name === 'start-deposit';
    });
    return this.dice.below(2) === 0 ? all : own;
  }

  #everythingOfCourier(): readonly Command[] {
    const visit = this.visit;
    const stay = this.anyStay()?.id ?? ('none' as StayId);
    const waybill = this.pick([`BB${String(this.play.now.monoMs)}00000000`, 'AA00000001', 'AA00000002']);
    const recipient = this.pick(['r0', 'r1']);
    const due = this.state.stays.find(({ recall }) => recall !== null)?.id ?? stay;
    const told = parcelFor(recipient, waybill, { joins: this.maybe(true, false) });
    return [
      { do: 'start-deposit', visit, waybill, size: this.pick(['S', 'S', 'M']), ...told },
      { do: 'start-deposit', visit, waybill, size: 'S', ...told },
      { do: 'start-recall', visit, stay: due },
      { do: 'start-recall', visit, stay: due },
      { do: 'take-back', visit, waybill: this.anyStay()?.waybill ?? waybill },
      { do: 'reopen-deposit', visit, stay },
      { do: 'correct-deposit', visit, stay, compartment: this.anyCompartment() },
      { do: 'close-manifest', visit, countedCount: 1, isDeclared: this.maybe(true, false) },
      { do: 'finish-visit', visit },
    ];
  }

  #recipient(): readonly Command[] {
    const visit = this.visit;
    const parcels = this.state.visit?.entitlement?.parcels ?? [];
    const stay = this.pick([...parcels.map((one) => one.stay), 'none' as StayId]);
    const delegate = this.state.codes.find((one) => one.delegate !== null)?.id ?? ('none' as never);
    return [
      { do: 'open-parcel', visit, stay },
      { do: 'open-parcel', visit, stay },
      { do: 'reopen-door', visit, stay },
      { do: 'reopen-door', visit, stay },
      { do: 'reject-parcel', visit, stay, reason: 'unwanted', photos: [] },
      { do: 'report-missing', visit, stay },
      { do: 'report-problem', visit, stay, kind: 'wet', photos: [] },
      { do: 'delegate-code', visit, maskedContact: 'm', drawn: { record: this.#record(), notice: 'n' } },
      { do: 'revoke-delegate', visit, delegate },
      { do: 'finish-visit', visit },
    ];
  }

  #sender(): readonly Command[] {
    const visit = this.visit;
    const declared = {
      prohibitedVersion: prohibitedGoods.version,
      isUnsealed: true,
      isLabelled: true,
      weighing: { grams: 1_000, weighedBy: 'scale' },
    } as const;
    return [
      { do: 'start-drop-off', visit, size: this.pick(['S', 'M', 'L']), ...declared },
      { do: 'start-drop-off', visit, size: 'S', ...declared },
      { do: 'finish-visit', visit },
    ];
  }

  #staff(): readonly Command[] {
    const visit = this.visit;
    const compartment = this.anyCompartment();
    const proof = { factors: ['document'], reference: 'p' } as const;
    const allowed = { waybill: null, carrier: 'SF', weightGrams: null, identity: proof } as const;
    const known = this.pick([...this.state.cases.map(({ number }) => number), null]);
    const seen = this.pick(['parcel', 'empty', 'unclear'] as const);
    const verdict = this.pick(['parcel-present', 'parcel-absent', 'empty', 'unknown'] as const);
    return [
      { do: 'open-service', visit, compartment, case: known },
      { do: 'open-service', visit, compartment, case: null },
      { do: 'disable-compartment', visit, compartment, reason: 'cleaning' },
      { do: 'enable-compartment', visit, compartment },
      { do: 'start-audit', visit },
      { do: 'record-finding', visit, compartment, seen },
      { do: 'record-finding', visit, compartment, seen },
      { do: 'adjudicate', visit, compartment, verdict },
      { do: 'adjudicate', visit, compartment, verdict },
      { do: 'adjudicate', visit, compartment, verdict },
      { do: 'finish-audit', visit },
      { do: 'allow-drop-off', visit, ...allowed },
      ...this.#sender(),
    ];
  }

  #anything(): Command {
    const stay = this.anyStay()?.id ?? ('none' as StayId);
    return this.pick([
      () => this.centre(),
      () => this.metal(),
      () => this.passer(),
      (): Command => ({ do: 'pass-time' }),
      () => this.#pulseEnds() ?? this.metal(),
      () => this.#atDoor(stay),
      () => this.pick([...this.#courier(), ...this.#recipient(), ...this.#staff()]),
      () => this.#somebodyComes(),
    ])();
  }
}
