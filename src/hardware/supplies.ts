import type { BoardId } from '#domain/words';
import { CoilLane } from './coil-lane.ts';
import type { BoardWiring, Wiring } from './wiring.ts';

/**
 * Who has to wait for whom before a coil is energised. A board has a fuse of its own, and the supply that it
 * hangs on carries so many coils at the same time, wherever their boards are; boards that the station file
 * names in no supply share one with the rest of their bus, which carries what the weakest of them allows.
 */
export class Supplies {
  readonly #lanes = new Map<string, readonly CoilLane[]>();

  constructor({ buses, gpio = [], supplies = [] }: Pick<Wiring, 'buses' | 'gpio' | 'supplies'>) {
    const named = new Map(
      supplies.flatMap(({ boards, solenoidsAtOnceMax }) => {
        const lane = new CoilLane(solenoidsAtOnceMax);
        return boards.map((board) => [board, lane] as const);
      }),
    );
    for (const { boards } of buses) {
      const usual = new CoilLane(weakest(boards.filter(({ id }) => !named.has(id))));
      for (const board of boards) {
        const ofBoard = new CoilLane(board.profile.solenoidsAtOnceMax);
        this.#lanes.set(board.id, [ofBoard, named.get(board.id) ?? usual]);
      }
    }
    for (const { id, solenoidsAtOnceMax } of gpio) {
      const supply = named.get(id);
      this.#lanes.set(id, [new CoilLane(solenoidsAtOnceMax), ...(supply === undefined ? [] : [supply])]);
    }
  }

  /** In the order in which they have to be entered, the same for every board. */
  lanesOf(board: BoardId): readonly CoilLane[] {
    return this.#lanes.get(board) ?? [];
  }
}

function weakest(boards: readonly BoardWiring[]): number {
  return Math.min(...boards.map(({ profile }) => profile.solenoidsAtOnceMax));
}
