import type { LookupAddress } from 'node:dns';
import { connect as connectPlain, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IClientOptions, IConnackPacket, MqttClient } from 'mqtt';
import type { Clock, Log } from '#station/ports';
import { BrokerNames } from './broker-address.ts';
import type {
  Connection,
  ConnectionLimits,
  ConnectionListener,
  ConnectionWish,
  Dial,
  DialOutcome,
  Publication,
} from './connection.ts';
import { PublishGate } from './publish-gate.ts';
import type { UplinkSettings } from './settings.ts';

/** MQTT 5 reason code 0x8E: another client came with our id (rule R24). */
const sessionTakenOver = 0x8e;
/** What an older broker (1, MQTT 3.1.1) or a newer one (0x84) answers to a protocol it does not speak. */
const protocolRefusals: ReadonlySet<unknown> = new Set([1, 0x84]);
/** Absent announcements mean the largest values of the protocol (MQTT 5, 3.2.2.3). */
const receiveMaxDefault = 65_535;
const packetSizeDefault = 268_435_455;
const connectTimeoutMs = 15_000;
const goodbyeMs = 500;
/** Most bytes that a PUBLISH of ours has beside topic, content type and payload (MQTT 5, 3.3). */
const packetOverhead = 16;

/**
 * Makes connections over MQTT 5. The driver's own store and its reconnection are not used: its store lives in
 * memory and forgets on a second break, so it is only the wire, and the outbox remembers.
 */
export function mqttDialer(settings: UplinkSettings, clock: Clock, log: Log): Dial {
  const names = new BrokerNames();
  return async (wish, listener, abort) => {
    const broker = parseBroker(settings.broker);
    if (broker === null) return { ok: false, reason: 'the broker must be mqtt://host or mqtts://host' };
    const addresses = await names.resolve(broker.host);
    if (addresses.length === 0) return { ok: false, reason: 'the name of the broker cannot be resolved' };
    const driver = await import('mqtt');
    const open = () => openSocket(broker, addresses);
    const client = new driver.MqttClient(open, clientOptions(settings, wish));
    return greet(client, wish, listener, { clock, log, abort });
  };
}

type Broker = { readonly isTls: boolean; readonly host: string; readonly port: number };

function parseBroker(broker: string): Broker | null {
  if (!URL.canParse(broker)) return null;
  const url = new URL(broker);
  const isTls = url.protocol === 'mqtts:';
  if (url.hostname === '' || (!isTls && url.protocol !== 'mqtt:')) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { isTls, host, port: url.port === '' ? (isTls ? 8_883 : 1_883) : Number(url.port) };
}

function openSocket({ isTls, host, port }: Broker, addresses: readonly LookupAddress[]): Socket {
  const [first] = addresses;
  const lookup: LookupFunction = (_host, options, callback) =>
    options.all === true
      ? callback(null, [...addresses])
      : callback(null, first?.address ?? '', first?.family);
  const socket = isTls
    ? connectTls({ host, port, lookup, servername: isIP(host) === 0 ? host : '' })
    : connectPlain({ host, port, lookup });
  // With Nagle's algorithm on either end an answer waits for the peer's delayed acknowledgement (40 ms).
  return socket.setNoDelay(true);
}

function clientOptions(settings: UplinkSettings, wish: ConnectionWish): IClientOptions {
  return {
    protocolVersion: 5,
    protocolId: 'MQTT',
    clientId: settings.clientId,
    clean: true,
    keepalive: settings.keepAliveSeconds,
    connectTimeout: connectTimeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    timerVariant: 'native',
    // The driver would keep a buffer for each of the 65536 packet numbers, 7 MB for a few microseconds.
    writeCache: false,
    properties: { sessionExpiryInterval: 60, receiveMaximum: 100, maximumPacketSize: 1_048_576 },
    will: {
      topic: wish.will.topic,
      payload: Buffer.from(wish.will.payload),
      qos: 1,
      retain: true,
      properties: { willDelayInterval: settings.willDelaySeconds, contentType: 'application/json' },
    },
    ...(settings.username === null ? {} : { username: settings.username }),
    ...(settings.password === null ? {} : { password: settings.password }),
  };
}

type Surroundings = { readonly clock: Clock; readonly log: Log; readonly abort: AbortSignal };

/** Waits for CONNACK and SUBACK; whatever breaks before that is an expected failure with a reason. */
function greet(
  client: MqttClient,
  wish: ConnectionWish,
  listener: ConnectionListener,
  { clock, log, abort }: Surroundings,
): Promise<DialOutcome> {
  return new Promise((resolve) => {
    let reason = 'the broker closed the connection';
    const giveUp = () => {
      abort.removeEventListener('abort', giveUp);
      client.end(true);
      resolve({ ok: false, reason });
    };
    client.on('error', (error) => {
      reason = reasonOf(error);
      log.warn({ reason }, 'The broker connection reports an error.');
    });
    client.once('close', giveUp);
    abort.addEventListener('abort', giveUp, { once: true });
    client.on('message', (topic, payload, packet) =>
      listener.received(topic, payload.toString(), packet.retain),
    );
    client.once('connect', (connack) => {
      client.subscribe([...wish.subscriptions], { qos: 1 }, (error) => {
        client.off('close', giveUp);
        abort.removeEventListener('abort', giveUp);
        if (error !== null) {
          reason = `the broker refused a subscription: ${error.message}`;
          giveUp();
        } else resolve({ ok: true, connection: wrap(client, limitsOf(connack), listener, clock) });
      });
    });
  });
}

function reasonOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  if (protocolRefusals.has(code)) return 'the broker does not speak MQTT 5, which this station needs';
  return error.message === '' ? String(code) : error.message;
}

function limitsOf(connack: IConnackPacket): ConnectionLimits {
  return {
    receiveMax: connack.properties?.receiveMaximum ?? receiveMaxDefault,
    packetSizeMax: connack.properties?.maximumPacketSize ?? packetSizeDefault,
  };
}

function wrap(
  client: MqttClient,
  limits: ConnectionLimits,
  listener: ConnectionListener,
  clock: Clock,
): Connection {
  const gate = new PublishGate((publication, done) => {
    const { topic, payload, retained, contentType } = publication;
    const properties = { contentType, payloadFormatIndicator: true };
    client.publish(topic, payload, { qos: 1, retain: retained, properties }, (error) => {
      if (error === undefined || error === null) done('puback');
      else done(client.connected ? 'refused' : 'lost');
    });
  }, limits.receiveMax);

  let isTakenOver = false;
  let isClosing = false;
  client.on('disconnect', (packet) => {
    isTakenOver = packet.reasonCode === sessionTakenOver;
  });
  client.once('close', () => {
    gate.shut();
    // Gives the driver's unanswered publications back as errors; without this they would never end.
    client.end(true);
    if (!isClosing) listener.lost(isTakenOver ? 'taken-over' : 'closed');
  });

  return {
    limits,
    fits: (publication) => sizeOf(publication, limits.packetSizeMax) <= limits.packetSizeMax,
    publish: (publication) => gate.publish(publication),
    close() {
      isClosing = true;
      return sayGoodbye(client, clock);
    },
  };
}

/** Bytes of the packet; measured only where the text might come near the limit. */
function sizeOf({ topic, payload, contentType }: Publication, limit: number): number {
  const around = packetOverhead + topic.length + contentType.length;
  const most = around + payload.length * 3;
  return most <= limit ? most : around + Buffer.byteLength(payload);
}

function sayGoodbye(client: MqttClient, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    if (!client.connected) {
      resolve();
      return;
    }
    // A broker that answers nothing must not hold a station that wants to stop.
    const cancel = clock.after(goodbyeMs, () => client.stream.destroy());
    client.once('close', () => {
      cancel();
      resolve();
    });
    client.end(false, { reasonCode: 0 });
  });
}
