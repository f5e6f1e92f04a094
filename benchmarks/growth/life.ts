import assert from 'node:assert/strict';
import type { Chance } from '#domain/chance';
import type { Command } from '#domain/commands';
import { decide } from '#domain/decide';
import type { Answer } from '#domain/decision';
import type { Effect } from '#domain/effects';
import type { DomainEvent } from '#domain/events';
import { evolveAll } from '#domain/evolve';
import type { Moment } from '#domain/moment';
import { defaultPolicy } from '#domain/policy';
import type { StationPlan, StationState } from '#domain/state';
import type { BoardId, BootId, CodeMac, CompartmentLabel } from '#domain/words';
import { encodeEvent } from '#contract/event-encoder';
import { openLedger } from '#ledger/ledger';
import type { OpenLedger } from '#ledger/ledger';
import { newSalt } from '#platform/boot';
import { systemChance } from '#platform/chance';
import type { KeptAnswer } from '#station/ports';

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** As many compartments as codes of nine digits serve in full cabinets (rule R10). */
const compartmentCount = 96;
export const plan: StationPlan = {
  station: 'bench-1',
  jurisdiction: 'cn',
  compartments: Array.from({ length: compartmentCount }, (_, index) => ({
    label: `A${String(index + 1).padStart(2, '0')}` as CompartmentLabel,
    size: 'M',
    board: 'left' as BoardId,
    heightMm: 900,
    doorSensor: true,
    occupancySensor: true,
  })),
};

export type Told = { readonly answer: Answer; readonly effects: readonly Effect[] };

/**
 * A station on a real ledger, without wires and screens: it decides as the station's loop does and commits
 * what was decided in one transaction. Time passes only when it is told to.
 */
export class Life {
  readonly opened: OpenLedger;
  readonly chance: Chance;
  #state: StationState;
  #after: StationState;
  #events: DomainEvent[] = [];
  #answers: KeptAnswer[] = [];
  #now: Moment;

  constructor(path: string, begunAt: Moment, chance: Chance = systemChance, salt = newSalt) {
    this.chance = chance;
    this.#now = begunAt;
    this.opened = openLedger({
      path,
      markPath: `${path}.mark`,
      station: plan.station,
      encode: encodeEvent,
      now: () => this.#now,
      newEpoch: () => chance.digits(16),
      newSalt: salt,
      log: silentLog,
    });
    this.#state = this.opened.ledger.load(plan, defaultPolicy);
    this.#after = this.#state;
  }

  get now(): Moment {
    return this.#now;
  }

  pass(durationMs: number): void {
    const { wallMs, monoMs } = this.#now;
    this.#now = { ...this.#now, wallMs: wallMs + durationMs, monoMs: monoMs + durationMs };
  }

  /** Decides; on disk with the next `commit`, as what the station takes from its inbox in one round. */
  tell(command: Command, key: string | null = null): Told {
    const { events, effects, answer } = decide(this.#after, command, this.#now, this.chance);
    assert(answer.ok, `the station refused to ${command.do}: ${JSON.stringify(answer)}`);
    this.#after = evolveAll(this.#after, events);
    for (const event of events) this.#events.push(event);
    if (key !== null) this.#answers.push({ key, fingerprint: key, answer });
    return { answer, effects };
  }

  recall(code: CodeMac): ReturnType<OpenLedger['ledger']['recallCode']> {
    return this.opened.ledger.recallCode(code, null, this.#now);
  }

  commit(): void {
    const commit = { before: this.#state, after: this.#after, events: this.#events, answers: this.#answers };
    this.opened.ledger.commit({ ...commit, at: this.#now });
    this.#state = this.#after;
    this.#events = [];
    this.#answers = [];
  }

  close(): void {
    this.opened.ledger.close();
  }
}

/** One run of the process, so that every duration is beyond doubt and what may be swept away is. */
export const beginning: Moment = {
  wallMs: Date.UTC(2026, 0, 1),
  monoMs: 0,
  boot: 'benchmark' as BootId,
  clock: 'trusted',
};
