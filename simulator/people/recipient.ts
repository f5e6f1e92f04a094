import type { Answer } from '#domain/decision';
import type { DoorTask, Visit } from '#domain/state';
import type { StayId, VisitId } from '#domain/words';
import { Person } from './person.ts';
import type { Message, Parcel, Surroundings, Temper } from './surroundings.ts';

const attemptCountMax = 8;
const doorPatienceMs = 90_000;
const minuteMs = 60_000;
/** After these words nobody comes back. */
const partings: ReadonlySet<string> = new Set(['already-collected', 'no-longer-here']);

/** Waits for a message, comes for a parcel, and comes again for as long as it is inside. */
export class Recipient extends Person {
  readonly parcel: Parcel;
  hasMessage = false;
  hasParcel = false;
  /** Was told that the parcel is gone; whether that is so is for the checkers to say. */
  isTurnedAway = false;
  /** Has rejected the parcel, or has sent somebody else for it. */
  isDone = false;

  constructor(around: Surroundings, temper: Temper, parcel: Parcel, who = `recipient of ${parcel.waybill}`) {
    super(around, who, temper);
    this.parcel = parcel;
  }

  /** `delayMs`: between the message and the first visit; `returnMs`: between two visits. */
  async live(delayMs: number, returnMs: number): Promise<void> {
    const message = await this.around.message(this.parcel.contact);
    this.hasMessage = true;
    await this.around.pause(delayMs);
    while (this.isWaiting) {
      await this.#visit(message);
      if (this.isWaiting) await this.around.pause(Math.round(this.dice.between(0.3, 1) * returnMs));
    }
  }

  /** Whether a person who has the message would still come. */
  get isWaiting(): boolean {
    return this.hasMessage && !this.isTurnedAway && !this.isDone && this.#isInside();
  }

  #isInside(): boolean {
    return this.#place() !== null;
  }

  #place(): string | null {
    return this.around.reach.placeOf(this.parcel.waybill);
  }

  async #visit(message: Message): Promise<void> {
    const { turns, screen } = this.around;
    await turns.take();
    if (this.slips()) await screen.typeCode(this.who, mistype(message.code, this.dice.below(9)), '');
    const answer = await this.insist(() => this.#claim(message), attemptCountMax);
    if (answer?.ok === true && answer.stay !== null) {
      await this.#atDoor(answer.stay);
      const visit = screen.visit?.id;
      if (visit === answer.visit && visit !== undefined && !this.slips()) {
        await screen.ask(this.who, { do: 'finish-visit', visit });
      }
    }
    turns.give();
  }

  /** Types the code, and the extension where it is asked for. */
  async #claim({ code, extension }: Message): Promise<Answer | null> {
    await this.linger(4_000);
    const alone = await this.#type(code, '');
    const isAsked = alone?.ok === false && alone.refusal === 'extension-needed';
    if (!isAsked) return this.#hear(alone);
    await this.linger(3_000);
    return this.#hear(await this.#type(code, extension));
  }

  #hear(answer: Answer | null): Answer | null {
    this.isTurnedAway = answer?.ok === false && partings.has(answer.refusal);
    return answer;
  }

  async #type(code: string, extension: string): Promise<Answer | null> {
    const { screen } = this.around;
    const place = this.#place();
    const answer = await screen.typeCode(this.who, code, extension);
    if (place !== null) this.around.claim(this.parcel.waybill, place, answer, extension !== '');
    return answer;
  }

  async #atDoor(stay: string): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      const task = await this.awaitTask(stay, ['open', 'jammed', 'unseen', 'asking'], doorPatienceMs);
      const place = this.#place();
      if (place !== null && this.around.reach.isOpen(place)) await this.#atParcel(place, stay as StayId);
      if (task === null) return this.#leave();
      await this.#close(task.compartment);
      const asked = await this.awaitTask(stay, ['asking', 'jammed', 'unseen'], doorPatienceMs);
      if (asked === null) return this.#leave();
      const isOver = asked.at === 'jammed' ? !(await this.#reopen()) : await this.#answer(asked);
      if (isOver) return this.#leave();
    }
    this.#leave();
  }

  /** Most people take the parcel; some say something of it first, and some leave it. */
  async #atParcel(place: string, stay: StayId): Promise<void> {
    const visit = this.#ownVisit();
    if (visit === null || !this.hasWhim()) return this.#take(place);
    const whim = this.dice.below(3);
    if (whim === 0) this.isDone = await this.#reject(visit.id, stay);
    else if (whim === 1) this.isDone = await this.#sendSomebody(visit);
    else await this.#report(visit.id, stay);
    if (!this.isDone) await this.#take(place);
  }

  async #reject(visit: VisitId, stay: StayId): Promise<boolean> {
    const { screen } = this.around;
    const rejected = { visit, stay, reason: 'damaged', photos: [] } as const;
    return (await screen.ask(this.who, { do: 'reject-parcel', ...rejected }))?.ok === true;
  }

  async #report(visit: VisitId, stay: StayId): Promise<void> {
    const reported = { visit, stay, kind: 'wet', photos: [] } as const;
    await this.around.screen.ask(this.who, { do: 'report-problem', ...reported });
  }

  async #sendSomebody({ id, actor }: Visit): Promise<boolean> {
    if (actor.kind !== 'recipient') return false;
    // Nobody else has a number that begins so.
    const contact = `19${this.parcel.contact.slice(2)}`;
    const answer = await this.around.screen.delegate(this.who, id, contact);
    if (answer?.ok === true) this.around.sendFor({ ...this.parcel, contact });
    return answer?.ok === true;
  }

  async #take(place: string): Promise<void> {
    const { reach } = this.around;
    await this.linger(1_800);
    // Some people shut the door and remember the parcel afterwards.
    if (this.slips() || !reach.isOpen(place) || !this.holds(place, this.parcel.waybill)) return;
    this.hasParcel = reach.take(place, this.parcel.waybill).ok;
    await this.linger(1_500);
  }

  async #close(compartment: string): Promise<void> {
    if (!this.slips()) await this.shut(compartment);
  }

  /** The sensors do not tell; the recipient is asked. Whether the visit is over then. */
  async #answer({ compartment }: DoorTask): Promise<boolean> {
    const { screen } = this.around;
    const visit = this.#ownVisit();
    if (visit === null) return true;
    const isTaken = !this.#isInside();
    const says = this.lies() ? !isTaken : isTaken;
    if (!says && !isTaken && !this.isDone && !this.slips()) return !(await this.#reopen());
    if (says !== isTaken)
      this.around.mischief(`${this.who} says what is not so`, this.parcel.waybill, compartment);
    await screen.ask(this.who, { do: 'confirm-pickup', visit: visit.id, taken: says });
    return true;
  }

  async #reopen(): Promise<boolean> {
    const visit = this.#ownVisit();
    if (visit === null) return false;
    const answer = await this.around.screen.ask(this.who, { do: 'reopen-door', visit: visit.id });
    return answer?.ok === true;
  }

  /** Nobody else can be at the kiosk while this person has the turn, except after an idle end. */
  #ownVisit(): Visit | null {
    const { visit } = this.around.screen;
    return visit?.actor.kind === 'recipient' || visit?.actor.kind === 'delegate' ? visit : null;
  }

  /** With the parcel under the arm and no word said, the station goes on believing that it is inside. */
  #leave(): void {
    const { waybill } = this.parcel;
    if (!this.hasParcel) return;
    const isStillRecorded = this.around.screen.state?.stays.some((stay) => stay.waybill === waybill) ?? true;
    if (isStillRecorded) this.around.mischief(`${this.who} leaves with the parcel without a word`, waybill);
  }
}

/** One digit becomes another one; the check digit finds every such slip. */
function mistype(code: string, at: number): string {
  const wrong = String((Number(code.charAt(at)) + 1) % 10);
  return code.slice(0, at) + wrong + code.slice(at + 1);
}

/** The longest time between two visits of one person, in milliseconds. */
export const returnMsMax = 60 * minuteMs;
