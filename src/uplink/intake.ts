import { ack } from '#contract/ack';
import type { Ack } from '#contract/ack';
import { replayRequest } from '#contract/replay';
import type { Topics } from '#contract/topics';
import type { Clock, Log, Outbox } from '#station/ports';
import type { Drain } from './drain.ts';
import type { Reports } from './fault-reports.ts';
import { readSigned } from './signatures.ts';
import type { UplinkKeys, Verify } from './signatures.ts';
import { TokenBucket } from './token-bucket.ts';

/** Messages that may wait for their signature to be checked; more than that is a flood. */
const waitingMax = 64;
/** Replays cost the station's card and the link; a centre that needs more has a different problem. */
const replaysPerSecondMax = 1;
/** A forged ack stays reported until honest ones have come alone for this long. */
const forgeryMemoryMs = 600_000;

export type IntakePorts = {
  readonly station: string;
  readonly topics: Topics;
  readonly outbox: Pick<Outbox, 'acknowledge' | 'offerCheckpoint' | 'position'>;
  readonly drain: Pick<Drain, 'progressed' | 'replay'>;
  readonly reports: Reports;
  /** The centre has the beginning of this epoch; called with every ack. */
  readonly acknowledged: () => void;
  /** The ledger is an older copy than the one that the centre knows. */
  readonly outran: (ack: Ack) => void;
  readonly documents: readonly { readonly name: string; take(payload: string): Promise<void> }[];
  readonly verify: Verify;
  readonly keys: UplinkKeys;
  readonly clock: Clock;
  readonly log: Log;
};

/** What the centre says to the station: each message is checked by its own key, one after the other. */
export class Intake {
  readonly #ports: IntakePorts;
  readonly #replayBudget: TokenBucket;
  readonly #takers: ReadonlyMap<string, (payload: string) => Promise<void>>;
  #waitingCount = 0;
  #tail: Promise<void> = Promise.resolve();
  #forgedAtMs: number | null = null;
  #isOver = false;

  constructor(ports: IntakePorts) {
    this.#ports = ports;
    this.#replayBudget = new TokenBucket(ports.clock.now().monoMs, replaysPerSecondMax);
    this.#takers = new Map([
      [ports.topics.acks, (payload) => this.#takeAck(payload)],
      [ports.topics.replays, (payload) => this.#takeReplay(payload)],
      ...ports.documents.map(
        (document) =>
          [ports.topics.desired(document.name), (payload: string) => document.take(payload)] as const,
      ),
    ]);
  }

  get subscriptions(): readonly string[] {
    return [...this.#takers.keys()];
  }

  /** Puts a message in line; resolves when it has been dealt with, at once for topics that are not ours. */
  receive(topic: string, payload: string): Promise<void> {
    const take = this.#takers.get(topic);
    if (take === undefined || this.#isOver) return Promise.resolve();
    if (this.#waitingCount >= waitingMax) {
      this.#ports.log.warn({ topic }, 'More messages arrive than can be checked; one was left out.');
      return Promise.resolve();
    }
    this.#waitingCount += 1;
    this.#tail = this.#inTurn(this.#tail, () => take(payload));
    return this.#tail;
  }

  /** Takes nothing more; resolves when what was in line has been dealt with. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#tail;
  }

  async #inTurn(before: Promise<void>, task: () => Promise<void>): Promise<void> {
    await before;
    try {
      await task();
    } finally {
      this.#waitingCount -= 1;
    }
  }

  async #takeAck(payload: string): Promise<void> {
    const { station, reports, clock, log, verify, keys } = this.#ports;
    const parsed = ack.safeParse(await readSigned(verify, payload, keys.ack));
    if (!parsed.success || parsed.data.station !== station) {
      this.#forgedAtMs = clock.now().monoMs;
      log.error({}, 'An ack is not signed by the key of acks, or not meant for this station.');
      reports.raise('ack-mismatch', 'signature');
      return;
    }
    const isQuiet = this.#forgedAtMs === null || clock.now().monoMs - this.#forgedAtMs >= forgeryMemoryMs;
    if (isQuiet) reports.clear('ack-mismatch', 'signature');
    this.#moveCursor(parsed.data, payload);
  }

  #moveCursor({ epoch, upTo, hash }: Ack, jws: string): void {
    const { outbox, drain, reports, acknowledged, outran, log } = this.#ports;
    const outcome = outbox.acknowledge(epoch, upTo, hash);
    if (outcome === 'advanced') {
      drain.progressed();
      outbox.offerCheckpoint({ seq: upTo, jws });
    }
    // The first event of an epoch says that it began: whoever acknowledged any has acknowledged that.
    if (outcome === 'advanced' || outcome === 'old') acknowledged();
    if (outcome !== 'mismatch') return;
    log.error({ upTo, lastSeq: outbox.position().lastSeq }, 'The centre acknowledged what was never sent.');
    reports.raise('ack-mismatch', 'hash');
    outran({ station: this.#ports.station, epoch, upTo, hash });
  }

  async #takeReplay(payload: string): Promise<void> {
    const { station, drain, clock, log, verify, keys } = this.#ports;
    const parsed = replayRequest.safeParse(await readSigned(verify, payload, keys.centre));
    if (!parsed.success || parsed.data.station !== station) {
      log.warn({}, 'A replay request is not signed by the centre, or not meant for this station.');
      return;
    }
    const { from, to } = parsed.data;
    const isTaken = this.#replayBudget.take(clock.now().monoMs) && drain.replay(parsed.data);
    if (!isTaken) log.warn({ from, to }, 'Too many replay requests; one was left out.');
  }
}
