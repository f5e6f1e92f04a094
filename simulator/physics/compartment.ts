import type { SimulatorClock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import type { CompartmentView, HandOutcome, Noticed, Wear } from './happenings.ts';
import { closedAndEmpty, moveMechanism } from './mechanism.ts';
import type { Mechanism, MechanismInput } from './mechanism.ts';
import { hookReadsClosed, infraredReadsOccupied } from './sensors.ts';

/** Solenoids and springs of this class need tens of milliseconds, and no two are quite alike. */
const plungerTravelMs = { low: 15, high: 45 } as const;
const springSwingMs = { low: 20, high: 80 } as const;

const sound: Wear = { latch: { at: 'sound' }, hook: 'sound', infrared: 'sound' };
const done: HandOutcome = { ok: true };

/** A compartment in time: gives the mechanism the moments that its plunger, its spring and its coil need. */
export class VirtualCompartment {
  readonly #clock: SimulatorClock;
  readonly #notice: (noticed: Noticed) => void;
  readonly #plungerMs: number;
  readonly #springMs: number;
  #mechanism: Mechanism = closedAndEmpty;
  #wear: Wear = sound;
  #energisedAtMs = 0;
  #cutDueMs = 0;
  #forgetCut: () => void = () => undefined;
  #forgetTravel: () => void = () => undefined;

  constructor(clock: SimulatorClock, dice: Dice, notice: (noticed: Noticed) => void) {
    this.#clock = clock;
    this.#notice = notice;
    this.#plungerMs = dice.between(plungerTravelMs.low, plungerTravelMs.high);
    this.#springMs = dice.between(springSwingMs.low, springSwingMs.high);
  }

  /** Pulses do not queue: a pulse that meets an energised coil prolongs it, to the later of the two ends. */
  energise(pulseMs: number): void {
    const nowMs = this.#clock.nowMs();
    if (this.#mechanism.coil === 'off') {
      this.#energisedAtMs = nowMs;
      this.#move({ at: 'coil-energised' });
      this.#notice({ what: 'coil-energised' });
      this.#forgetTravel = this.#clock.after(this.#plungerMs, () => this.#travel());
    }
    this.#cutDueMs = Math.max(this.#cutDueMs, nowMs + pulseMs);
    this.#forgetCut();
    this.#forgetCut = this.#clock.after(this.#cutDueMs - nowMs, () => this.cutCoil());
  }

  cutCoil(): void {
    if (this.#mechanism.coil === 'off') return;
    this.#forgetCut();
    this.#forgetTravel();
    this.#cutDueMs = 0;
    this.#move({ at: 'coil-cut' });
    this.#notice({ what: 'coil-cut', energisedMs: this.#clock.nowMs() - this.#energisedAtMs });
  }

  hookReadsClosed(): boolean {
    return hookReadsClosed(this.#mechanism, this.#wear.hook);
  }

  infraredReadsOccupied(): boolean {
    return infraredReadsOccupied(this.#mechanism, this.#wear.infrared);
  }

  openByHand(): HandOutcome {
    if (this.#mechanism.leaf === 'open') return { ok: false, reason: 'door-open' };
    this.#move({ at: 'pulled-open' });
    this.#notice({ what: 'door-opened', by: 'hand' });
    return done;
  }

  closeDoor(): HandOutcome {
    if (this.#mechanism.leaf === 'closed') return { ok: false, reason: 'door-closed' };
    if (this.#move({ at: 'pushed-closed' }).leaf === 'open') {
      this.#notice({ what: 'door-did-not-catch' });
      return { ok: false, reason: 'door-does-not-catch' };
    }
    this.#notice({ what: 'door-closed' });
    return done;
  }

  putParcel(): HandOutcome {
    if (this.#mechanism.leaf === 'closed') return { ok: false, reason: 'door-closed' };
    if (this.#mechanism.parcel === 'inside') return { ok: false, reason: 'occupied' };
    this.#move({ at: 'parcel-put' });
    this.#notice({ what: 'parcel-put' });
    return done;
  }

  takeParcel(): HandOutcome {
    if (this.#mechanism.leaf === 'closed') return { ok: false, reason: 'door-closed' };
    if (this.#mechanism.parcel === 'absent') return { ok: false, reason: 'empty' };
    this.#move({ at: 'parcel-taken' });
    this.#notice({ what: 'parcel-taken' });
    return done;
  }

  setWear(wear: Partial<Wear>): void {
    this.#wear = { ...this.#wear, ...wear };
    this.#move({ at: 'wear-set', wear: this.#wear.latch });
    this.#notice({ what: 'wear-changed' });
  }

  view(): CompartmentView {
    const { leaf, latch, coil, parcel } = this.#mechanism;
    return { door: leaf, latch, coil, parcel, wear: this.#wear };
  }

  #move(input: MechanismInput): Mechanism {
    this.#mechanism = moveMechanism(this.#mechanism, input);
    return this.#mechanism;
  }

  #travel(): void {
    if (this.#mechanism.latch === 'released') return;
    if (this.#move({ at: 'plunger-travelled' }).latch === 'engaged') return;
    this.#notice({ what: 'latch-released' });
    this.#clock.after(this.#springMs, () => this.#swing());
  }

  #swing(): void {
    if (this.#mechanism.leaf === 'open') return;
    if (this.#move({ at: 'spring-pushed' }).leaf === 'closed') return;
    this.#notice({ what: 'door-opened', by: 'spring' });
  }
}
