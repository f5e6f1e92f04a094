import { parseInstant } from '#contract/instant';
import { textOf } from './story.ts';
import type { StoryEvent } from './story.ts';

/**
 * Who answers for the parcel. `unclear`: the record does not say, and does not pretend to (rules R6 and R7:
 * quarantine instead of a guess).
 */
type Holder = 'courier' | 'sender' | 'station' | 'recipient' | 'unclear';

/** One unbroken time during which the same party held the parcel. */
export type CustodySpan = {
  readonly stay: string;
  readonly holder: Holder;
  /** The courier's id, or the compartment or shelf position where the station held it. */
  readonly who: string | null;
  readonly from: string;
  /** Null while it goes on. */
  readonly to: string | null;
  /** Whole seconds by the wall clock of the station; null while it goes on. */
  readonly seconds: number | null;
  readonly clock: string;
  /** The event that says so. */
  readonly because: string;
  /** What the sensors and the person said, as four facts that are never merged. */
  readonly evidence: unknown;
};

type Turn = Pick<CustodySpan, 'holder' | 'who'>;

/**
 * What an event does to custody; null for the many that leave it where it is. An opened door, a notice, an
 * overdue parcel or a visit that ended without an answer moves nothing: the station goes on answering for it.
 */
function turnOf(event: StoryEvent): Turn | null {
  const courier = textOf(event, 'courier');
  switch (event.kind) {
    case 'deposit.started':
      return { holder: 'courier', who: courier };
    case 'drop-off.started':
      return { holder: 'sender', who: null };
    case 'deposit.completed':
    case 'drop-off.accepted':
    case 'shelf.placed':
      return { holder: 'station', who: textOf(event, 'compartment') };
    case 'shelf.moved':
      return { holder: 'station', who: textOf(event, 'to') };
    case 'deposit.cancelled':
      return textOf(event, 'parcelInside') === 'no'
        ? { holder: 'courier', who: null }
        : { holder: 'unclear', who: textOf(event, 'compartment') };
    case 'drop-off.cancelled':
      return textOf(event, 'parcelInside') === 'no'
        ? { holder: 'sender', who: null }
        : { holder: 'unclear', who: textOf(event, 'compartment') };
    case 'stay.closed':
    case 'custody.doubted':
    case 'parcel.adjudicated':
      return { holder: 'unclear', who: textOf(event, 'compartment') };
    case 'stay.restored':
    case 'custody.confirmed':
      return { holder: 'station', who: textOf(event, 'compartment') };
    case 'drop-off.collected':
    case 'recall.completed':
      return { holder: 'courier', who: courier };
    case 'pickup.completed':
    case 'shelf.released':
    case 'shelf.handed-over':
      return { holder: 'recipient', who: null };
    default:
      return null;
  }
}

/** The custody of every stay among `events`, which come in the order of the log. */
export function custodyOf(events: readonly StoryEvent[]): readonly CustodySpan[] {
  const spans: CustodySpan[] = [];
  for (const event of events) {
    const stay = textOf(event, 'stay');
    const turn = stay === null ? null : turnOf(event);
    if (stay === null || turn === null) continue;
    const index = spans.findLastIndex((span) => span.stay === stay);
    const before = spans[index];
    if (before !== undefined) spans[index] = endSpan(before, event);
    const { time: from, clock, id: because, data } = event;
    const evidence = data['evidence'] ?? null;
    spans.push({ stay, ...turn, from, to: null, seconds: null, clock, because, evidence });
  }
  return spans;
}

function endSpan(span: CustodySpan, { time }: StoryEvent): CustodySpan {
  const [from, to] = [parseInstant(span.from), parseInstant(time)];
  const seconds = from === null || to === null ? null : Math.floor((to - from) / 1_000);
  return { ...span, to: time, seconds };
}
