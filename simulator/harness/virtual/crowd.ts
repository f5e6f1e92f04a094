import type { Size } from '#domain/words';
import { Courier } from '../../people/courier.ts';
import { Recipient, returnMsMax } from '../../people/recipient.ts';
import { makeOrder, Sender } from '../../people/sender.ts';
import { guess, hideInside, lookAfter, shutDoors, steal } from '../../people/strangers.ts';
import { throwTemper } from '../../people/surroundings.ts';
import type { Message, Parcel, Surroundings, Temper } from '../../people/surroundings.ts';
import { Technician } from '../../people/technician.ts';
import { Turns } from '../../people/turns.ts';
import type { Dice } from '../../dice.ts';
import type { VirtualWorld } from './virtual-world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Knows the station and wants to be gone. */
const brisk: Temper = { name: 'brisk', pace: 0.3, slipShare: 0, lieShare: 0, whimShare: 0 };
const sizes: readonly Size[] = ['S', 'S', 'S', 'M', 'M', 'L', 'XS'];

export type CrowdInput = {
  readonly lengthMs: number;
  /** Parcels a day that couriers bring. */
  readonly parcelsPerDay: number;
  /** Whether guessers, thieves and children come too. */
  readonly hasStrangers: boolean;
  /** At the end nobody brings anything any more. */
  readonly fetchOnlyMs: number;
  /** Between a message and the first visit of its recipient. */
  readonly waitMs: { readonly low: number; readonly high: number };
  /** Everybody is in a hurry and nobody is confused. */
  readonly isHasty: boolean;
};

/** Everybody who comes to a station, by the dice. */
export class Crowd {
  readonly recipients: Recipient[] = [];
  readonly #world: VirtualWorld;
  readonly #dice: Dice;
  readonly #around: Surroundings;
  readonly #input: CrowdInput;
  #parcelCount = 0;

  constructor(world: VirtualWorld, input: CrowdInput) {
    this.#world = world;
    this.#input = input;
    this.#dice = world.dice.split('crowd');
    this.#around = surroundingsOf(world, this.#dice, (parcel) => this.#inviteDelegate(parcel));
  }

  /** Lets everybody set out; they arrive while time passes. */
  invite(): void {
    const { lengthMs, parcelsPerDay, hasStrangers } = this.#input;
    const parcelCount = Math.max(2, Math.round((parcelsPerDay * lengthMs) / (24 * hourMs)));
    for (let invited = 0; invited < parcelCount;) {
      const count = Math.min(parcelCount - invited, 1 + this.#dice.below(7));
      this.#inviteCourier(count);
      invited += count;
    }
    this.#keepOrder();
    if (!hasStrangers) return;
    this.#inviteStrangers();
    this.#inviteSenders();
    this.#inviteStaff();
  }

  /** The last round of whoever looks after the place, at the end of the day. */
  async tidyUp(): Promise<void> {
    await lookAfter(this.#around, 'attendant at the end');
  }

  #inviteCourier(count: number): void {
    const who = `courier-${String(1 + this.#dice.below(9))}`;
    const parcels = Array.from({ length: count }, () => this.#makeParcel());
    const courier = new Courier(this.#around, who, this.#temper());
    const { lengthMs, fetchOnlyMs } = this.#input;
    this.#at(this.#dice.between(0, lengthMs - fetchOnlyMs), () => courier.deliver(parcels));
    for (const parcel of parcels) this.#inviteRecipient(parcel);
  }

  #inviteRecipient(parcel: Parcel): void {
    const recipient = new Recipient(this.#around, this.#temper(), parcel);
    const { low, high } = this.#input.waitMs;
    const delayMs = Math.round(this.#dice.between(low, high));
    this.recipients.push(recipient);
    this.#at(0, () => recipient.live(delayMs, Math.min(returnMsMax, this.#input.lengthMs / 12)));
  }

  #inviteDelegate(parcel: Parcel): void {
    const delegate = new Recipient(this.#around, this.#temper(), parcel, `delegate for ${parcel.waybill}`);
    const { lengthMs } = this.#input;
    this.recipients.push(delegate);
    const delayMs = Math.round(this.#dice.between(minuteMs, lengthMs / 8));
    this.#at(0, () => delegate.live(delayMs, Math.min(returnMsMax, lengthMs / 12)));
  }

  #inviteSenders(): void {
    const { lengthMs, fetchOnlyMs } = this.#input;
    const orders = Array.from({ length: this.#dice.below(4) }, (_, index) => makeOrder(index + 1));
    const { screen } = this.#around;
    const told = { do: 'record-sendings', sendings: orders, numbered: [] } as const;
    for (const order of orders) {
      const sender = new Sender(this.#around, `sender of ${order.waybill}`, this.#temper());
      this.#at(this.#dice.between(0, lengthMs - fetchOnlyMs), async () => {
        await screen.ask('camera', { do: 'see-camera', camera: 'healthy' });
        await screen.ask('centre', told);
        await sender.send(order);
      });
    }
  }

  /** A technician, and a centre that wants a parcel back. */
  #inviteStaff(): void {
    const { lengthMs } = this.#input;
    const { screen, reach } = this.#around;
    if (this.#dice.below(2) === 0) {
      const technician = new Technician(this.#around, 'technician-1', this.#temper());
      const labels = reach.labels.filter(() => this.#dice.below(4) === 0);
      this.#at(this.#dice.between(0, lengthMs), () => technician.work(labels));
    }
    if (this.#dice.below(2) === 0) return;
    this.#at(this.#dice.between(0, lengthMs), async () => {
      const stays = screen.state?.stays ?? [];
      const stay = stays[this.#dice.below(Math.max(1, stays.length))];
      if (stay !== undefined) await screen.ask('centre', { do: 'recall-parcel', stay: stay.id });
    });
  }

  #temper(): Temper {
    return this.#input.isHasty ? brisk : throwTemper(this.#dice);
  }

  #makeParcel(): Parcel {
    this.#parcelCount += 1;
    const number = String(this.#parcelCount).padStart(6, '0');
    const contact = `13${String(100 + this.#dice.below(900))}${number}`;
    return { waybill: `SF0000${number}`, size: sizes[this.#dice.below(sizes.length)] ?? 'S', contact };
  }

  #keepOrder(): void {
    const everyMs = Math.min(2 * hourMs, this.#input.lengthMs / 6);
    for (let atMs = everyMs; atMs < this.#input.lengthMs; atMs += everyMs) {
      this.#at(atMs, () => lookAfter(this.#around, `attendant ${String(atMs)}`));
    }
  }

  #inviteStrangers(): void {
    const acts = [
      (who: string) => guess(this.#around, who, 1 + this.#dice.below(4)),
      (who: string) => steal(this.#around, who),
      (who: string) => shutDoors(this.#around, who),
      (who: string) => shutDoors(this.#around, who),
      (who: string) => hideInside(this.#around, who),
      (who: string) => hideInside(this.#around, who),
    ];
    for (const [index, act] of acts.entries()) {
      if (this.#dice.below(2) === 0) continue;
      this.#at(this.#dice.between(0, this.#input.lengthMs), () => act(`stranger ${String(index)}`));
    }
  }

  /** Somebody sets out; what a person trips over is a defect of the world and must not stay unseen. */
  #at(delayMs: number, act: () => Promise<void>): void {
    const world = this.#world;
    world.agenda.after(Math.round(delayMs), () => {
      act().catch((error: unknown) => world.fail('people', String(error)));
    });
  }
}

function surroundingsOf(world: VirtualWorld, dice: Dice, sendFor: Surroundings['sendFor']): Surroundings {
  const { kiosk, hands, agenda, cabinet } = world;
  return {
    dice,
    screen: kiosk,
    reach: Object.assign(hands, { labels: cabinet.labels }),
    turns: new Turns(),
    sendFor,
    nowMs: () => agenda.nowMs(),
    pause: (ms) => agenda.pause(ms),
    message: (contact) => new Promise<Message>((resolve) => world.onMessage(contact, resolve)),
    claim: (waybill, compartment, answer, hasExtension) =>
      world.witness({ kind: 'claimed', waybill, compartment, answer, hasExtension }),
    mischief: (what, ...about) => world.witness({ kind: 'mischief', what: `${what}.`, about }),
  };
}
