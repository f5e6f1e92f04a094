import { prohibitedGoods } from '#domain/prohibited';
import type { Sending } from '#domain/sending';
import type { CodeMac, StayId, VisitId, Waybill } from '#domain/words';
import { Person } from './person.ts';

const doorPatienceMs = 60_000;
const attemptCountMax = 4;

/** An order that the centre allows to be handed in here. */
export type SendingOrder = Omit<Sending, 'authority' | 'waybill'> & {
  readonly code: CodeMac;
  readonly waybill: Waybill;
};

/** The order of this number, of somebody who is known, for a parcel of a kilogram. */
export function makeOrder(number: number): SendingOrder {
  const text = String(number).padStart(6, '0');
  return {
    code: `mac-of-drop-off-${text}` as CodeMac,
    waybill: `SF0990${text}` as Waybill,
    carrier: 'SF',
    weightGrams: 1_000,
    identity: { factors: ['account'], reference: `proof-${text}` },
    collectWithinHours: 4,
  };
}

/** Hands one parcel in: the code of the order, the list, the scale, the door. */
export class Sender extends Person {
  async send({ code, waybill }: SendingOrder): Promise<void> {
    const { turns, screen } = this.around;
    await turns.take();
    const entered = await this.insist(
      () => screen.ask(this.who, { do: 'begin-drop-off', wellFormed: true, code }),
      attemptCountMax,
    );
    const visit = entered?.ok === true ? entered.visit : null;
    if (visit !== null) await this.#handIn(visit, waybill);
    if (visit !== null && screen.visit?.id === visit) {
      await screen.ask(this.who, { do: 'finish-visit', visit });
    }
    turns.give();
  }

  async #handIn(visit: VisitId, waybill: Waybill): Promise<void> {
    const { screen, reach } = this.around;
    await this.linger(5_000);
    const grams = this.slips() ? 3_000 : 1_010;
    const answer = await screen.ask(this.who, {
      do: 'start-drop-off',
      visit,
      size: 'S',
      prohibitedVersion: this.slips() ? null : prohibitedGoods.version,
      isUnsealed: true,
      isLabelled: true,
      weighing: { grams, weighedBy: 'scale' },
    });
    if (answer?.ok !== true || answer.stay === null) return;
    const { stay } = answer;
    const task = await this.awaitTask(stay, ['open', 'jammed', 'unseen', 'asking'], doorPatienceMs);
    if (task?.at !== 'open') return this.#takeBack(visit, stay, waybill);
    await this.linger(1_500);
    if (!this.slips() && reach.isOpen(task.compartment)) reach.put(task.compartment, waybill);
    // Somebody who is called away leaves the door as it is.
    if (this.slips()) return;
    await this.shut(task.compartment);
    const asked = await this.awaitTask(stay, ['asking'], doorPatienceMs);
    if (asked?.at !== 'asking') return;
    if (!this.holds(asked.compartment, waybill) || this.slips()) {
      return this.#takeBack(visit, stay, waybill);
    }
    await screen.ask(this.who, { do: 'confirm-drop-off', visit, stay });
  }

  async #takeBack(visit: VisitId, stay: StayId, waybill: Waybill): Promise<void> {
    const { screen, reach } = this.around;
    const compartment = this.taskOf(stay)?.compartment ?? '';
    const parcelInside = this.holds(compartment, waybill) ? 'yes' : 'no';
    await screen.ask(this.who, { do: 'cancel-drop-off', visit, stay, parcelInside });
    const task = await this.awaitTask(stay, ['open', 'jammed', 'unseen'], doorPatienceMs);
    if (task?.at !== 'open') return;
    await this.linger(1_000);
    if (this.holds(task.compartment, waybill)) reach.take(task.compartment, waybill);
    await this.shut(task.compartment);
    const asked = await this.awaitTask(stay, ['asking'], doorPatienceMs);
    if (asked?.at !== 'asking') return;
    const isInside = this.holds(task.compartment, waybill);
    await screen.ask(this.who, {
      do: 'cancel-drop-off',
      visit,
      stay,
      parcelInside: isInside ? 'yes' : 'no',
    });
  }
}
