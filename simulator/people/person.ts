import type { Answer } from '#domain/decision';
import type { DoorTask } from '#domain/state';
import type { Dice } from '../dice.ts';
import type { Surroundings, Temper } from './surroundings.ts';

const lookMs = 400;
const shutAttemptCountMax = 4;

/** What everybody does in the same way: looks at the screen, waits for a door, pushes it shut. */
export class Person {
  readonly who: string;
  readonly temper: Temper;
  readonly around: Surroundings;
  readonly dice: Dice;

  constructor(around: Surroundings, who: string, temper: Temper) {
    this.around = around;
    this.who = who;
    this.temper = temper;
    this.dice = around.dice.split(who);
  }

  /** Pauses for about this long, as this person does. */
  async linger(ms: number): Promise<void> {
    await this.around.pause(Math.round(this.dice.between(0.5, 1.5) * ms * this.temper.pace));
  }

  holds(compartment: string, waybill: string): boolean {
    return this.around.reach.contentsOf(compartment).includes(waybill);
  }

  slips(): boolean {
    return this.dice.between(0, 1) < this.temper.slipShare;
  }

  /** Wants something else than most people do. */
  hasWhim(): boolean {
    return this.dice.between(0, 1) < this.temper.whimShare;
  }

  lies(): boolean {
    return this.dice.between(0, 1) < this.temper.lieShare;
  }

  /** The task of this stay as the screen shows it; null when it is over, or the screen is dark. */
  taskOf(stay: string): DoorTask | null {
    const task = this.around.screen.visit?.task ?? null;
    return task?.stay === stay ? task : null;
  }

  /** Looks at the screen until the task has come to one of these points, or is over. */
  async awaitTask(
    stay: string,
    points: readonly DoorTask['at'][],
    patienceMs: number,
  ): Promise<DoorTask | null> {
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
      const task = this.taskOf(stay);
      if (task === null || points.includes(task.at)) return task;
      await this.around.pause(lookMs);
    }
    return this.taskOf(stay);
  }

  /** Pushes a door shut, more than once where it does not catch. */
  async shut(compartment: string): Promise<void> {
    const { reach } = this.around;
    for (let count = 0; count < shutAttemptCountMax && reach.isOpen(compartment); count += 1) {
      reach.close(compartment);
      await this.linger(500);
    }
  }

  /** Asks again while it is only a matter of waiting; gives up after some attempts. */
  async insist(attempt: () => Promise<Answer | null>, countMax: number): Promise<Answer | null> {
    let answer = await attempt();
    for (let count = 1; count < countMax && isWorthWaiting(answer); count += 1) {
      const waitS = answer !== null && !answer.ok ? (answer.waitS ?? 15) : 30;
      await this.around.pause(waitS * 1_000 + this.dice.below(2_000));
      answer = await attempt();
    }
    return answer;
  }
}

function isWorthWaiting(answer: Answer | null): boolean {
  if (answer === null) return true;
  return !answer.ok && ['kiosk-busy', 'try-later', 'station-starting'].includes(answer.refusal);
}
