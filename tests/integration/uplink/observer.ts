import { MqttClient } from 'mqtt';
import { createConnection } from 'node:net';
import { waitFor } from '#simulator/harness/patience';

type Seen = { readonly topic: string; readonly payload: string };

/** Comes to the broker under a client id that may be another's. */
export function connectAs(port: number, clientId: string): MqttClient {
  const client = new MqttClient(() => createConnection({ port, host: '127.0.0.1' }), {
    protocolVersion: 5,
    protocolId: 'MQTT',
    clientId,
    clean: true,
    reconnectPeriod: 0,
    keepalive: 20,
    connectTimeout: 5_000,
  });
  client.on('error', () => {});
  return client;
}

/** Somebody else at the broker: sees everything below a filter, and may say something too. */
export async function startObserver(port: number, clientId: string, filter: string) {
  const client = connectAs(port, clientId);
  const seen: Seen[] = [];
  client.on('message', (topic, payload) => seen.push({ topic, payload: payload.toString() }));
  await waitFor(`${clientId} is connected`, () => client.connected);
  await client.subscribeAsync(filter, { qos: 1 });
  return {
    seen,
    on: (topic: string) => seen.filter((one) => one.topic === topic).map(({ payload }) => payload),
    say: (topic: string, payload: string, retain = false) =>
      client.publishAsync(topic, payload, { qos: 1, retain }),
    stop: () => client.endAsync(true),
  };
}

export type Observer = Awaited<ReturnType<typeof startObserver>>;
