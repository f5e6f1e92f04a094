import { connect } from 'node:net';
import { MqttClient } from 'mqtt';

export type Arrival = { readonly topic: string; readonly payload: string; readonly isRetained: boolean };

export interface CentreClient {
  /** Connected and subscribed. */
  isListening(): boolean;
  /** Publishes at QoS 1 where there is a connection; what was not sent is sent again by its owner. */
  publish(topic: string, payload: string, retained: boolean): void;
  stop(): Promise<void>;
}

type Wish = {
  readonly broker: string;
  readonly clientId: string;
  readonly filters: readonly string[];
  readonly received: (arrival: Arrival) => void;
  readonly connected: () => void;
};

/** The centre's side of the wire: a session that survives a short absence, without Nagle's delay. */
export function openClient({ broker, clientId, filters, received, connected }: Wish): CentreClient {
  const { hostname, port } = new URL(broker);
  const client = new MqttClient(() => connect({ host: hostname, port: Number(port), noDelay: true }), {
    protocolVersion: 5,
    protocolId: 'MQTT',
    clientId,
    clean: false,
    keepalive: 20,
    reconnectPeriod: 500,
    connectTimeout: 5_000,
    resubscribe: false,
    properties: { sessionExpiryInterval: 7 * 86_400, receiveMaximum: 1_000 },
  });
  let isSubscribed = false;
  client.on('close', () => (isSubscribed = false));
  // Each loss is followed by another attempt; there is nobody to tell.
  client.on('error', () => {});
  client.on('message', (topic, payload, packet) =>
    received({ topic, payload: payload.toString(), isRetained: packet.retain }),
  );
  client.on('connect', () => {
    client.subscribe([...filters], { qos: 1 }, (error) => {
      isSubscribed = error === null;
      if (isSubscribed) connected();
    });
  });

  return {
    isListening: () => isSubscribed,
    publish(topic, payload, retained) {
      if (client.connected) client.publish(topic, payload, { qos: 1, retain: retained });
    },
    async stop() {
      await client.endAsync(true);
    },
  };
}
