/** What a line has been through since the start, for health and for the technician. */
export type LineCounters = {
  /** Requests whose frame went out. */
  requests: number;
  answered: number;
  /** Replies that were owed and did not come in time. */
  timeouts: number;
  /** Timeouts during which bytes came that made no reply: a wrong baud rate, a collision, a bad line. */
  garbledReplies: number;
  /** Whole frames that answered nothing that was asked. */
  strayReplies: number;
  /** Bytes that belonged to no frame. */
  discardedBytes: number;
  echoesStripped: number;
  /** Frames that a board sent unasked. */
  pushes: number;
  writeFailures: number;
  openFailures: number;
  lost: number;
  reopened: number;
};

function countFromZero(): LineCounters {
  return {
    requests: 0,
    answered: 0,
    timeouts: 0,
    garbledReplies: 0,
    strayReplies: 0,
    discardedBytes: 0,
    echoesStripped: 0,
    pushes: 0,
    writeFailures: 0,
    openFailures: 0,
    lost: 0,
    reopened: 0,
  };
}

/** What one board has to do with: the errors of its own exchanges. */
export type BoardLineCounters = Pick<
  LineCounters,
  'requests' | 'answered' | 'timeouts' | 'garbledReplies' | 'strayReplies' | 'discardedBytes' | 'pushes'
>;

/** Counts for the line and, where it is clear who was asked or who spoke, for the board as well. */
export class LineTally {
  readonly line: LineCounters = countFromZero();
  readonly #boards = new Map<number, BoardLineCounters>();

  /** `board` is null where nobody was being asked. */
  count(kind: keyof BoardLineCounters, board: number | null, by = 1): void {
    this.line[kind] += by;
    if (board !== null) this.#countersOf(board)[kind] += by;
  }

  of(board: number): Readonly<BoardLineCounters> {
    return { ...this.#countersOf(board) };
  }

  #countersOf(board: number): BoardLineCounters {
    const counters = this.#boards.get(board) ?? { ...boardFromZero };
    this.#boards.set(board, counters);
    return counters;
  }
}

const boardFromZero: BoardLineCounters = {
  requests: 0,
  answered: 0,
  timeouts: 0,
  garbledReplies: 0,
  strayReplies: 0,
  discardedBytes: 0,
  pushes: 0,
};
