import type { BridgeClock } from '#bridge/clock';
import type { UnlockOutcome } from '#domain/events/door-events';
import type { PulseTurn } from '#station/ports';
import type { BoardWatch } from './board-watch.ts';
import { enterAll, leaveAll, type CoilLane } from './coil-lane.ts';
import { isSettled, outcomeOf, see, watchFrom } from './movement.ts';
import { Pause } from './pause.ts';
import type { CompartmentWiring } from './wiring.ts';

/** Time between two looks at a door that should be opening. */
const confirmMs = 100;

/** One pulse, from the wait for the supply to what the door did. */
export class Opening {
  readonly #clock: BridgeClock;
  readonly #lanes: readonly CoilLane[];
  readonly #watch: BoardWatch;
  readonly compartment: CompartmentWiring;
  readonly #turn: PulseTurn;
  readonly #pause: Pause;
  #isStopped = false;

  constructor(
    clock: BridgeClock,
    lanes: readonly CoilLane[],
    watch: BoardWatch,
    compartment: CompartmentWiring,
    turn: PulseTurn,
  ) {
    this.#clock = clock;
    this.#lanes = lanes;
    this.#watch = watch;
    this.compartment = compartment;
    this.#turn = turn;
    this.#pause = new Pause(clock);
  }

  /** Resolves with the outcome, or with null if it was stopped before anything could be told. */
  async run(): Promise<Exclude<UnlockOutcome, 'unknown'> | null> {
    const entering = enterAll(this.#lanes, this.#turn);
    if (entering !== null) await entering;
    if (this.#isStopped) return null;
    const before = this.#watch.doorBefore(this.compartment, this.#clock.nowMs());
    this.#watch.hold(this.compartment, Number.POSITIVE_INFINITY);
    const sent = await this.#watch.board.unlock(this.compartment.channel);
    if (sent.kind === 'not-sent') {
      this.#watch.hold(this.compartment, this.#clock.nowMs());
      leaveAll(this.#lanes);
      return 'not-sent';
    }
    const { pulseMs, settleMs, openDetectMs } = this.#watch.board.profile.timing;
    const pulseOverAt = sent.writtenAtMs + this.#watch.board.latencyMs + pulseMs;
    this.#watch.hold(this.compartment, pulseOverAt + settleMs);
    await this.#pause.until(pulseOverAt);
    leaveAll(this.#lanes);
    await this.#pause.until(pulseOverAt + settleMs);
    this.#watch.hold(this.compartment, this.#clock.nowMs());
    let movement = watchFrom(before);
    while (this.compartment.doorSensor && !this.#isStopped) {
      const begunAt = this.#clock.nowMs();
      this.#watch.take(await this.#watch.board.readDoors('confirm'), begunAt);
      movement = see(movement, this.#watch.doorNow(this.compartment));
      if (isSettled(movement) || this.#clock.nowMs() >= pulseOverAt + openDetectMs) break;
      await this.#pause.until(begunAt + confirmMs);
    }
    return this.#isStopped ? null : outcomeOf(movement);
  }

  stop(): void {
    this.#isStopped = true;
    this.#pause.end();
  }
}
