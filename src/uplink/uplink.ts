import type { Chance } from '#domain/chance';
import type { Ack } from '#contract/ack';
import type { StationDescription } from '#contract/description';
import type { StationReadings } from '#contract/health';
import type { StationBirth } from '#contract/state';
import { contractVersion, topicsOf } from '#contract/topics';
import type { StationControl } from '#station/control';
import type { Clock, Log, Outbox } from '#station/ports';
import type { Dial } from './connection.ts';
import { DropOffs } from './drop-offs-document.ts';
import { Drain } from './drain.ts';
import { Reports } from './fault-reports.ts';
import { Health } from './health.ts';
import { Intake } from './intake.ts';
import { Link } from './link.ts';
import type { LinkListener } from './link.ts';
import { mqttDialer } from './mqtt-connection.ts';
import { Outage, packetSizeNeeded } from './outage.ts';
import { Parcels } from './parcels-document.ts';
import { Presence } from './presence.ts';
import { Present } from './present.ts';
import { Restore } from './restore-document.ts';
import { Retained } from './retained.ts';
import { readiness } from './snapshots.ts';
import type { UplinkSettings } from './settings.ts';
import type { UplinkKeys, Verify } from './signatures.ts';

const farewellMs = 700;
const lastWordsMs = 300;

export type UplinkPorts = {
  readonly settings: UplinkSettings;
  readonly control: StationControl;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly verify: Verify;
  readonly keys: UplinkKeys;
  readonly softwareVersion: string;
  readonly bootId: string;
  readonly bootReason: StationBirth['bootReason'];
  readonly description: Omit<StationDescription, 'contract' | 'station'>;
  /** The ledger is an older copy than the centre knows; the process must end and begin a new epoch. */
  readonly outran: () => void;
  /** What the machine and the lines say of themselves at this moment; must not throw. */
  readonly readings: () => StationReadings;
  /** Makes connections; MQTT where nothing else is given. */
  readonly dial?: Dial;
};

export interface Uplink {
  /** Says `disconnected` where there is a connection, and is gone within two seconds. */
  stop(): Promise<void>;
}

/**
 * Connects the station with its centre for as long as the process runs. Whatever happens to the link, the
 * kiosk notices nothing but `link`: everything here runs in callbacks of its own and nothing waits for it.
 */
export function startUplink(ports: UplinkPorts): Uplink {
  const { settings, clock, chance, log } = ports;
  const parts = assemble(ports);
  const dial = ports.dial ?? mqttDialer(settings, clock, log);
  const link = new Link({ dial, clock, chance, log }, listenerOf(parts, ports));
  const unfollow = follow(parts, ports);
  link.start();

  return {
    async stop() {
      unfollow();
      parts.drain.stop();
      parts.outage.end();
      await within(clock, lastWordsMs, parts.intake.end());
      if (link.isUp) await within(clock, farewellMs, parts.presence.announce('disconnected'));
      parts.presence.end();
      parts.health.end();
      parts.retained.stop();
      await link.stop();
    },
  };
}

function assemble(ports: UplinkPorts) {
  const { settings, control, outbox, clock, log, keys } = ports;
  const { station, eventsPerSecondMax } = settings;
  const topics = topicsOf(station);
  const reports = new Reports(control, log);
  const retained = new Retained(clock, log, topics.state);
  const shared = { ...ports, station, topics, retained, reports };
  const onTooLarge = (seq: number) => {
    log.error({ seq }, 'An event is larger than the broker takes; it and all after it are kept.');
    reports.raise('packet-limit', 'broker');
  };
  const drain = new Drain({ ...shared, topic: topics.events, eventsPerSecondMax, onTooLarge });
  const signed = { ...shared, centreKey: keys.centre };
  const documents = [new Parcels(signed), new DropOffs(signed), new Restore(signed)];
  return {
    topics,
    retained,
    drain,
    documents,
    presence: new Presence(shared),
    present: new Present({ retained, topics, outbox }),
    health: new Health(shared),
    intake: new Intake({
      ...shared,
      drain,
      documents,
      acknowledged: () => reports.epochKnown(),
      outran: (ack) => giveUp(ports, ack),
    }),
    outage: new Outage(clock, reports),
  };
}

/**
 * Rule R22: two histories under one epoch could never be told apart. Not while a recovery is under way: then
 * a person has been called already, and a centre that is wrong must not keep the station restarting.
 */
function giveUp({ control, outbox, outran, log }: UplinkPorts, { upTo, hash }: Ack): void {
  if (control.state().recovery !== null) return;
  log.error({ upTo }, 'This ledger is an older copy than the centre knows; a new epoch begins.');
  outbox.outrun(upTo, hash);
  outran();
}

type Parts = ReturnType<typeof assemble>;

function listenerOf(parts: Parts, { control, settings, description }: UplinkPorts): LinkListener {
  const { topics, retained, presence, present, health, drain, intake, documents, outage } = parts;
  const described = JSON.stringify({ contract: contractVersion, station: settings.station, ...description });
  return {
    wish: () => ({
      will: presence.nextWill(),
      subscriptions: [...intake.subscriptions, topics.state, topics.fault('+'), topics.case('+')],
    }),
    received: (topic, payload, isRetained) => receive(parts, topic, payload, isRetained),
    up(connection) {
      const state = control.state();
      presence.begin();
      void retained.show(topics.description, described);
      present.show(state);
      for (const document of documents) document.report();
      health.begin();
      retained.start(connection);
      presence.update(readiness(state));
      outage.connected(connection.limits);
      if (connection.limits.packetSizeMax >= packetSizeNeeded) drain.start(connection);
    },
    down(loss) {
      drain.stop();
      retained.stop();
      presence.end();
      health.lose();
      outage.disconnected(loss);
    },
  };
}

function receive(parts: Parts, topic: string, payload: string, isRetained: boolean): void {
  const { topics, presence, present, intake, outage } = parts;
  if (topic === topics.state) presence.meet(payload, isRetained, () => outage.impersonated());
  else if (topic.startsWith(topics.fault('')) || topic.startsWith(topics.case('')))
    present.meet(topic, payload);
  else void intake.receive(topic, payload);
}

/** Follows the station: new events leave, the retained topics change with the state. */
function follow({ drain, present, presence }: Parts, { control, outbox, clock }: UplinkPorts): () => void {
  let isDue = false;
  let isOver = false;
  const catchUp = () => {
    isDue = false;
    if (isOver) return;
    drain.wake();
    present.show(control.state());
    presence.update(readiness(control.state()));
  };
  // Never inside the commit: the person at the kiosk waits for its end.
  const soon = () => {
    if (!isDue) clock.soon(catchUp);
    isDue = true;
  };
  const cancels = [outbox.onAppended(soon), control.onCommitted(soon)];
  return () => {
    isOver = true;
    for (const cancel of cancels) cancel();
  };
}

function within(clock: Clock, limitMs: number, task: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(limitMs, resolve);
    void task.finally(() => {
      cancel();
      resolve();
    });
  });
}
