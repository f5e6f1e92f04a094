import { dueRecalls } from '#domain/recalls';
import type { Answer } from '#domain/decision';
import type { Stay } from '#domain/state';
import type { VisitId } from '#domain/words';
import { Person } from './person.ts';

const doorPatienceMs = 60_000;
/** What fits under the arms of one person. */
const carriedCountMax = 4;
/** A label that happens to lie in the bag of a courier who scans the wrong one. */
const otherLabel = 'SF0000999999';

/** A courier who takes parcels back: overdue ones, rejected ones, those that the own hands put in wrongly. */
export class Collector extends Person {
  /** Everything on the list of the carrier, and the count at the end. */
  async collect(visit: VisitId, carrier: string): Promise<void> {
    const { screen } = this.around;
    const due = screen.state === null ? [] : dueRecalls(screen.state, carrier);
    let carriedCount = 0;
    for (const { stay } of due.slice(0, carriedCountMax)) {
      if (screen.visit?.id !== visit) return;
      const asking = screen.ask(this.who, { do: 'start-recall', visit, stay: stay.id });
      if (await this.#takeOut(visit, stay, asking)) carriedCount += 1;
    }
    await this.#count(visit, carriedCount);
  }

  /** A parcel of the own hands that should not have come here. */
  async takeBack(visit: VisitId, waybill: string): Promise<void> {
    const { screen } = this.around;
    const stay = screen.state?.stays.find((one) => one.waybill === waybill);
    if (stay === undefined || screen.visit?.id !== visit) return;
    const asking = screen.ask(this.who, { do: 'take-back', visit, waybill });
    await this.#count(visit, (await this.#takeOut(visit, stay, asking)) ? 1 : 0);
  }

  /** Whether the parcel is in the courier's hands. */
  async #takeOut(visit: VisitId, stay: Stay, asking: Promise<Answer | null>): Promise<boolean> {
    const { screen, reach } = this.around;
    const { id, waybill, compartment } = stay;
    if ((await asking)?.ok !== true) return false;
    const task = await this.awaitTask(id, ['open', 'jammed', 'unseen', 'asking'], doorPatienceMs);
    await this.linger(1_500);
    const isHere = task?.at === 'open' && reach.isOpen(compartment) && this.holds(compartment, waybill);
    if (!isHere || this.slips()) return this.#leaveInside(visit, stay);
    const hasIt = reach.take(compartment, waybill).ok;
    const label = this.slips() ? otherLabel : waybill;
    const scanned = await screen.ask(this.who, { do: 'scan-recalled', visit, stay: id, waybill: label });
    const isPutBack = scanned !== null && !scanned.ok && reach.put(compartment, waybill).ok;
    if (isPutBack || !hasIt) return this.#leaveInside(visit, stay);
    await this.linger(1_000);
    await this.shut(compartment);
    await this.awaitTask(id, ['asking'], doorPatienceMs);
    if (this.#isRecorded(waybill)) this.#carryOff(stay);
    if (this.taskOf(id) !== null) await screen.ask(this.who, { do: 'cancel-recall', visit, stay: id });
    return true;
  }

  async #leaveInside(visit: VisitId, { id, compartment }: Stay): Promise<boolean> {
    await this.shut(compartment);
    const task = await this.awaitTask(id, ['asking', 'jammed', 'unseen'], doorPatienceMs);
    if (task !== null) await this.around.screen.ask(this.who, { do: 'cancel-recall', visit, stay: id });
    return false;
  }

  /** The station could not be shown that the parcel is out, and the courier goes with it all the same. */
  #carryOff({ waybill, compartment }: Stay): void {
    this.around.mischief(`${this.who} leaves with ${waybill} and without a word`, waybill, compartment);
  }

  #isRecorded(waybill: string): boolean {
    return this.around.screen.state?.stays.some((stay) => stay.waybill === waybill) ?? true;
  }

  /** Whoever counts wrong is told so, and stands by it or not. */
  async #count(visit: VisitId, carriedCount: number): Promise<void> {
    const { screen } = this.around;
    if (carriedCount === 0 || screen.visit?.id !== visit) return;
    const countedCount = carriedCount + (this.slips() ? 1 : 0);
    const counted = { do: 'close-manifest', visit, countedCount } as const;
    const answer = await screen.ask(this.who, { ...counted, isDeclared: false });
    if (answer?.ok === false) await screen.ask(this.who, { ...counted, isDeclared: true });
  }
}
