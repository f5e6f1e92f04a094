import { stationOf, topicsOf } from '#contract/topics';
import type { PublishedEvent } from '#contract/cloud-event';
import type { SimulatorClock } from '../clock.ts';
import { createMachineClock } from '../wires/clocks.ts';
import { wallMs } from '../wires/wall-clock.ts';
import { openClient } from './centre-client.ts';
import type { Arrival } from './centre-client.ts';
import type { CentreKeys } from './keys.ts';
import { LossAnswer } from './loss-answer.ts';
import { Notification } from './notification.ts';
import type { OpenedNotice } from './notifier.ts';
import type { Jwk } from './seals.ts';
import { StationDesk } from './station-desk.ts';
import { emptyTally } from './verdict.ts';
import type { Verdict } from './verdict.ts';

export type { OpenedNotice } from './notifier.ts';
export type { Verdict } from './verdict.ts';

/** An event that the centre has on disk. */
export type StoredEvent = Omit<PublishedEvent, 'subject'> & {
  readonly station: string;
  /** Empty where the event is about the station as a whole. */
  readonly subject: string;
};

export type CentreInput = {
  /** `mqtt://HOST:PORT` */
  readonly broker: string;
  readonly stations: readonly string[];
  readonly keys: CentreKeys;
  /** Where events and documents are kept; a centre that starts again goes on from there. */
  readonly directory: string;
  /** The public key by which a station signs its notices; asked when a notice comes. */
  readonly stationKey: (station: string) => Promise<Jwk | null>;
  /** Called once for each event, in order, after it is on disk; not for those of an earlier run. */
  readonly onEvent?: (event: StoredEvent) => void;
  /** Stands for the message to the recipient. */
  readonly onNotice?: (notice: OpenedNotice) => void;
  readonly clock?: SimulatorClock;
};

export interface Centre {
  /** Hears what is published from now on; before, events pile up at the station. */
  isListening(): boolean;
  /** Everything on disk, in order. */
  events(): readonly StoredEvent[];
  /** Everybody who was told, in this run. */
  notices(): readonly OpenedNotice[];
  /** The sum over the stations; `lastSeq` is that of the station named, or of the first one. */
  verdict(station?: string): Verdict;
  /** Leaves at once, as a crash would: what is not on disk comes again. */
  stop(): Promise<void>;
}

type Desk = {
  readonly desk: StationDesk;
  readonly notification: Notification;
  readonly loss: LossAnswer;
};
type Post = (topic: string, payload: string, retained: boolean) => void;

/**
 * The reference tracking centre: it believes nothing but what it has computed itself, and acknowledges
 * nothing but what is on its disk (rules R20 and R21).
 */
export async function startCentre(input: CentreInput): Promise<Centre> {
  const events: StoredEvent[] = [];
  const notices: OpenedNotice[] = [];
  const desks = new Map<string, Desk>();
  let post: Post = () => {};
  for (const station of input.stations) {
    const desk = await openDesk(station, { input, events, notices, post: (...letter) => post(...letter) });
    desks.set(station, desk);
  }
  const all = [...desks.values()];
  const { state, events: eventsTopic } = topicsOf('+');
  const client = openClient({
    broker: input.broker,
    clientId: `tracking-centre-${input.stations.join('-')}`,
    filters: [state, eventsTopic],
    received: (arrival) => deliver(desks, arrival),
    connected: () => {
      for (const { desk, notification, loss } of all) {
        desk.repeat();
        void notification.repeat();
        void loss.repeat();
      }
    },
  });
  post = (...letter) => client.publish(...letter);
  for (const { notification } of all) notification.begin();

  return {
    isListening: () => client.isListening(),
    events: () => events,
    notices: () => notices,
    verdict: (station) => sum(all, desks.get(station ?? '') ?? all[0]),
    async stop() {
      await client.stop();
      await Promise.all(all.flatMap(({ desk, notification }) => [notification.close(), desk.close()]));
    },
  };
}

type Shelf = {
  readonly input: CentreInput;
  readonly events: StoredEvent[];
  readonly notices: OpenedNotice[];
  readonly post: Post;
};

async function openDesk(station: string, { input, events, notices, post }: Shelf): Promise<Desk> {
  const { directory, keys, stationKey, clock = createMachineClock() } = input;
  let isLive = false;
  const loss = new LossAnswer({ station, keys, publish: post });
  const notification = await Notification.open({
    station,
    directory,
    keys,
    wallMs,
    stationKey,
    publish: post,
    tell: (notice) => {
      notices.push(notice);
      input.onNotice?.(notice);
    },
    learned: (stay, contact) => loss.learn(stay, contact),
    doubted: () => (desk.tally.mismatched += 1),
  });
  const stored = (event: PublishedEvent) => {
    const kept: StoredEvent = { ...event, station, subject: event.subject ?? '' };
    events.push(kept);
    notification.follow(event);
    loss.follow(event);
    if (isLive) input.onEvent?.(kept);
  };
  const desk = await StationDesk.open({ station, directory, keys, clock, publish: post, stored });
  isLive = true;
  return { desk, notification, loss };
}

function deliver(desks: ReadonlyMap<string, Desk>, { topic, payload, isRetained }: Arrival): void {
  const station = stationOf(topic);
  const desk = station === null ? undefined : desks.get(station)?.desk;
  if (station === null || desk === undefined) return;
  if (topic === topicsOf(station).events) desk.receive(payload);
  // A retained birth may be older than the events that are already here.
  if (topic === topicsOf(station).state && !isRetained) desk.meet(payload);
}

function sum(all: readonly Desk[], named: Desk | undefined): Verdict {
  const total = emptyTally();
  for (const { desk } of all) {
    const { verdict } = desk;
    total.stored += verdict.stored;
    total.duplicate += verdict.duplicate;
    total.gap += verdict.gap;
    total.reordered += verdict.reordered;
    total.mismatched += verdict.mismatched;
  }
  return { ...total, lastSeq: named?.desk.verdict.lastSeq ?? 0 };
}
