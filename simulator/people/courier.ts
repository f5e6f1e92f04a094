import type { DoorTask } from '#domain/state';
import type { StayId, VisitId } from '#domain/words';
import { Collector } from './collector.ts';
import { Person } from './person.ts';
import type { Parcel } from './surroundings.ts';

const attemptCountMax = 6;
const doorPatienceMs = 60_000;
/** All couriers of a virtual world are of one company. */
const carrier = 'SF';

type StayTask = DoorTask & { readonly stay: StayId };

/** Brings parcels: one badge, one door after the other, no tap more than needed. */
export class Courier extends Person {
  /** Parcels that are left in the courier's bag at the end. */
  readonly kept: Parcel[] = [];

  async deliver(parcels: readonly Parcel[]): Promise<void> {
    const { turns, screen } = this.around;
    await turns.take();
    const signedIn = await this.insist(() => screen.showBadge(this.who, this.who), attemptCountMax);
    const visit = signedIn?.ok === true ? signedIn.visit : null;
    for (const parcel of parcels) {
      const isIn = visit !== null && (await this.#deposit(visit, parcel));
      if (!isIn) this.kept.push(parcel);
    }
    if (visit !== null) await this.#collect(visit);
    if (visit !== null && screen.visit?.id === visit) {
      await screen.ask(this.who, { do: 'finish-visit', visit });
    }
    turns.give();
  }

  /** Goes with what has to go back, and sometimes with what should not have come. */
  async #collect(visit: VisitId): Promise<void> {
    const collector = new Collector(this.around, this.who, this.temper);
    const stays = this.around.screen.state?.stays ?? [];
    const own = stays.filter(({ at, courier }) => at === 'stored' && courier === this.who);
    const mistaken = own[this.dice.below(Math.max(1, own.length))];
    if (mistaken !== undefined && this.hasWhim()) await collector.takeBack(visit, mistaken.waybill);
    await collector.collect(visit, carrier);
  }

  /** Whether the parcel is out of the bag. */
  async #deposit(visit: VisitId, parcel: Parcel): Promise<boolean> {
    const { screen, reach } = this.around;
    if (screen.visit?.id !== visit) return false;
    await this.linger(2_500);
    const answer = await screen.startDeposit(this.who, visit, parcel);
    if (answer?.ok !== true || answer.stay === null) return false;
    const { stay } = answer;
    const task = await this.awaitTask(stay, ['open', 'jammed', 'unseen', 'asking'], doorPatienceMs);
    if (task === null) return false;
    if (task.at !== 'open') return this.#giveUp(visit, { ...task, stay }, parcel);
    await this.linger(1_500);
    return this.#putIn(visit, { ...task, stay }, parcel).then(() => reach.placeOf(parcel.waybill) !== null);
  }

  async #putIn(visit: VisitId, { stay, compartment }: StayTask, parcel: Parcel): Promise<void> {
    const { reach } = this.around;
    const isForgotten = this.slips();
    if (!isForgotten && reach.isOpen(compartment)) reach.put(compartment, parcel.waybill);
    await this.linger(1_200);
    // Somebody who is called away leaves the door as it is.
    if (this.slips()) return;
    if (this.slips()) await this.#cancel(visit, stay, parcel);
    await this.shut(compartment);
    const task = await this.awaitTask(stay, ['asking'], doorPatienceMs);
    if (task?.at === 'asking') await this.#answer(visit, { ...task, stay }, parcel);
  }

  /** The sensors do not tell; the courier is asked. */
  async #answer(visit: VisitId, { stay, compartment, purpose }: StayTask, parcel: Parcel): Promise<void> {
    const { screen } = this.around;
    const isInside = this.holds(compartment, parcel.waybill);
    const says = this.lies() ? !isInside : isInside;
    if (says !== isInside)
      this.#lie(`says that ${parcel.waybill} is ${says ? 'in' : 'out'}`, parcel, compartment);
    if (says && purpose === 'deposit' && !this.slips()) {
      await screen.ask(this.who, { do: 'confirm-deposit', visit, stay });
    } else await this.#cancel(visit, stay, parcel, says ? 'yes' : 'no');
  }

  async #cancel(visit: VisitId, stay: StayId, parcel: Parcel, said?: 'yes' | 'no'): Promise<void> {
    const { screen, reach } = this.around;
    const compartment = this.taskOf(stay)?.compartment ?? '';
    const parcelInside = said ?? (this.holds(compartment, parcel.waybill) ? 'yes' : 'no');
    await screen.ask(this.who, { do: 'cancel-deposit', visit, stay, parcelInside });
    const task = await this.awaitTask(stay, ['open', 'jammed', 'unseen'], doorPatienceMs);
    if (task?.at !== 'open') return;
    await this.linger(1_000);
    if (this.holds(task.compartment, parcel.waybill)) reach.take(task.compartment, parcel.waybill);
    await this.shut(task.compartment);
    const asked = await this.awaitTask(stay, ['asking'], doorPatienceMs);
    if (asked?.at !== 'asking') return;
    const isInside = this.holds(task.compartment, parcel.waybill);
    await screen.ask(this.who, {
      do: 'cancel-deposit',
      visit,
      stay,
      parcelInside: isInside ? 'yes' : 'no',
    });
  }

  async #giveUp(visit: VisitId, { stay, compartment }: StayTask, parcel: Parcel): Promise<boolean> {
    const { screen } = this.around;
    const isInside = this.holds(compartment, parcel.waybill);
    const parcelInside = isInside ? 'yes' : 'no';
    await screen.ask(this.who, { do: 'cancel-deposit', visit, stay, parcelInside });
    return isInside;
  }

  #lie(what: string, { waybill }: Parcel, compartment: string): void {
    this.around.mischief(`${this.who} ${what}`, waybill, compartment);
  }
}
