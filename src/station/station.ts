import type { Chance } from '#domain/chance';
import type { Command } from '#domain/commands';
import { nextDeadlineMs } from '#domain/deadline';
import { decide } from '#domain/decide';
import type { Answer, Decision } from '#domain/decision';
import type { Effect } from '#domain/effects';
import type { DomainEvent } from '#domain/events';
import type { EpochBeginning } from '#domain/events/station-events';
import { evolveAll } from '#domain/evolve';
import type { Policy } from '#domain/policy';
import type { StationPlan, StationState } from '#domain/state';
import type { StationControl } from './control.ts';
import { createEffectRunner } from './effect-runner.ts';
import type { EffectRunner } from './effect-runner.ts';
import { createInbox } from './inbox.ts';
import type { Inbox, Waiting } from './inbox.ts';
import type { Clock, Doors, KeptAnswer, Ledger, Log, Vault } from './ports.ts';
import { createPurger } from './purger.ts';
import { openDoors } from './startup.ts';

type CommitListener = Parameters<StationControl['onCommitted']>[0];

export type StationParts = {
  readonly plan: StationPlan;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly doors: Doors;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly softwareVersion: string;
  readonly startCause: 'power-up' | 'restart';
  /** How the ledger's epoch begins; null where it goes on (rule R22). */
  readonly beginning: EpochBeginning | null;
  /**
   * A commit failed: whether it is on disk is unknown. Nothing more may be fired, said or written; the
   * process must end and find out at its next start.
   */
  readonly halt: (error: unknown) => void;
};

/** Visits end on time by themselves; everything slower is looked at this often. */
const idleTickMs = 30_000;

/**
 * The loop of the station: take what waits, decide it in order, commit state, events and answers in one
 * transaction, then act and answer. It runs at its own pace, never inside a callback of a wire or a socket.
 */
export class Station implements StationControl {
  readonly #parts: StationParts;
  readonly #inbox: Inbox;
  readonly #effects: EffectRunner;
  readonly #purge: (state: StationState) => void;
  readonly #listeners = new Set<CommitListener>();
  #state: StationState;
  #phase: 'starting' | 'serving' | 'halted' = 'starting';
  #cancelTick: () => void = () => undefined;

  constructor(parts: StationParts) {
    this.#parts = parts;
    this.#state = parts.ledger.load(parts.plan, parts.policy);
    this.#inbox = createInbox(() => {
      parts.clock.soon(() => {
        this.#drain();
      });
    });
    const ask = (command: Command): Promise<Answer> => this.ask(command);
    this.#effects = createEffectRunner({ ...parts, state: () => this.#state, ask });
    this.#purge = createPurger({ ...parts, ask });
  }

  state(): StationState {
    return this.#state;
  }

  isServing(): boolean {
    return this.#phase === 'serving';
  }

  ask(command: Command, once?: { readonly key: string; readonly fingerprint: string }): Promise<Answer> {
    if (this.#phase !== 'serving') return Promise.resolve({ ok: false, refusal: 'station-starting' });
    return new Promise((resolve) => {
      const isTaken = this.#inbox.put({ command, once: once ?? null, answer: resolve });
      if (!isTaken) resolve({ ok: false, refusal: 'try-later', waitS: 1 });
    });
  }

  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reads the doors, reconciles the ledger with them and begins to serve. */
  async start(): Promise<void> {
    const { doors, softwareVersion, beginning, plan, log, startCause: cause } = this.#parts;
    const opened = await openDoors(doors, (command) => void this.ask(command));
    this.#phase = 'serving';
    await this.ask({ do: 'start-station', cause, softwareVersion, beginning, ...opened.found });
    opened.followUp();
    log.info(
      { compartments: plan.compartments.length, stays: this.#state.stays.length, cause },
      'station serves',
    );
  }

  async stop(): Promise<void> {
    this.#phase = 'halted';
    this.#cancelTick();
    await this.#parts.doors.stop();
  }

  #drain(): void {
    if (this.#phase === 'halted') return;
    const decided = this.#decideAll(this.#inbox.takeAll());
    if (!this.#commit(decided)) return;
    this.#state = decided.after;
    for (const effect of decided.effects) this.#effects.run(effect);
    for (const reply of decided.replies) reply();
    if (decided.events.length > 0) this.#announce(decided.events);
    this.#scheduleTick();
  }

  #decideAll(taken: readonly Waiting[]): Decided {
    const { clock, chance } = this.#parts;
    const decided: Decided = { after: this.#state, events: [], effects: [], answers: [], replies: [] };
    for (const waiting of taken) {
      addDecision(decided, waiting, decide(decided.after, waiting.command, clock.now(), chance));
    }
    return decided;
  }

  #commit({ after, events, answers }: Decided): boolean {
    if (events.length === 0 && answers.length === 0) return true;
    const { ledger, clock, halt } = this.#parts;
    try {
      ledger.commit({ before: this.#state, after, events, answers, at: clock.now() });
      return true;
    } catch (error) {
      this.#phase = 'halted';
      this.#cancelTick();
      halt(error);
      return false;
    }
  }

  #announce(events: readonly DomainEvent[]): void {
    this.#effects.attendDoors();
    for (const listener of this.#listeners) listener(this.#state, events);
  }

  #scheduleTick(): void {
    const { clock } = this.#parts;
    this.#cancelTick();
    const dueMs = nextDeadlineMs(this.#state, clock.now()) ?? idleTickMs;
    const delayMs = Math.max(1, Math.min(dueMs, idleTickMs));
    this.#cancelTick = clock.after(delayMs, () => {
      void this.ask({ do: 'pass-time' });
      this.#purge(this.#state);
    });
  }
}

/** What one round of the loop has decided so far. */
type Decided = {
  after: StationState;
  readonly events: DomainEvent[];
  readonly effects: Effect[];
  readonly answers: KeptAnswer[];
  readonly replies: (() => void)[];
};

function addDecision(decided: Decided, waiting: Waiting, { events, effects, answer }: Decision): void {
  decided.after = evolveAll(decided.after, events);
  decided.events.push(...events);
  decided.effects.push(...effects);
  if (waiting.once !== null) decided.answers.push({ ...waiting.once, answer });
  decided.replies.push(() => {
    waiting.answer(answer);
  });
}
