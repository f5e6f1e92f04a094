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

export function countFromZero(): LineCounters {
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
