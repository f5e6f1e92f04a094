/** What is still to come of our own bytes. */
export type EchoAwaited = {
  readonly sent: Uint8Array;
  /** How many of them have come back so far. */
  readonly seenCount: number;
};

export type EchoStripped = {
  /** The bytes that are not our echo. */
  readonly rest: Uint8Array;
  /** Null once the echo was complete, or once it was clear that there is none. */
  readonly awaited: EchoAwaited | null;
  readonly isComplete: boolean;
};

/**
 * Takes exactly the bytes that were just sent off the front of what comes in, once.
 *
 * A reply of an 8A board can be identical to its request, so nothing more than one copy is ever taken, and
 * bytes that turn out to be no echo are given back.
 */
export function stripEcho(awaited: EchoAwaited, received: Uint8Array): EchoStripped {
  const expected = awaited.sent.subarray(awaited.seenCount);
  const length = Math.min(expected.length, received.length);
  for (let index = 0; index < length; index += 1) {
    if (received[index] === expected[index]) continue;
    const given = Uint8Array.from([...awaited.sent.subarray(0, awaited.seenCount), ...received]);
    return { rest: given, awaited: null, isComplete: false };
  }
  const rest = received.subarray(length);
  if (length === expected.length) return { rest, awaited: null, isComplete: true };
  const seenCount = awaited.seenCount + length;
  return { rest, awaited: { sent: awaited.sent, seenCount }, isComplete: false };
}
