/** Version of this contract; part of every topic, so that two versions can live on one broker. */
export const contractVersion = 1;

/** What a station may be called: it becomes a topic level, a client id and a CloudEvents source. */
export const stationIdPattern = /^[a-z0-9-]{3,40}$/;

/** MQTT 5 content types; a structured CloudEvent is told by its own (CloudEvents MQTT binding 3.2). */
export const contentTypes = {
  json: 'application/json',
  cloudEvent: 'application/cloudevents+json; charset=utf-8',
  jws: 'application/jose',
} as const;

/** The topics of one station, ready to be published to or subscribed to. */
export type Topics = {
  readonly state: string;
  readonly description: string;
  readonly health: string;
  readonly events: string;
  readonly acks: string;
  readonly replays: string;
  readonly compartment: (label: string) => string;
  readonly fault: (id: string) => string;
  readonly case: (number: string) => string;
  readonly desired: (document: string) => string;
  readonly reported: (document: string) => string;
};

/** Builds the topics of a station; `+` instead of a station id gives the filters of a centre. */
export function topicsOf(station: string): Topics {
  const prefix = `latchkey/v${contractVersion}/${station}`;
  return {
    state: `${prefix}/state`,
    description: `${prefix}/description`,
    health: `${prefix}/health`,
    events: `${prefix}/events`,
    acks: `${prefix}/acks`,
    replays: `${prefix}/replays`,
    compartment: (label) => `${prefix}/compartments/${label}`,
    fault: (id) => `${prefix}/faults/${id}`,
    case: (number) => `${prefix}/cases/${number}`,
    desired: (document) => `${prefix}/desired/${document}`,
    reported: (document) => `${prefix}/reported/${document}`,
  };
}

/** The station id of a topic of this contract, or null. */
export function stationOf(topic: string): string | null {
  const [name, version, station] = topic.split('/');
  if (name !== 'latchkey' || version !== `v${contractVersion}` || station === undefined) return null;
  return stationIdPattern.test(station) ? station : null;
}

/** How each topic is used; the reference for integrators is generated from here. */
export const topicTable = [
  { path: 'state', direction: 'out', retained: true, meaning: 'Birth of a connection, and its will.' },
  { path: 'description', direction: 'out', retained: true, meaning: 'What the station is made of.' },
  {
    path: 'compartments/{label}',
    direction: 'out',
    retained: true,
    meaning: 'The present of one compartment.',
  },
  {
    path: 'faults/{id}',
    direction: 'out',
    retained: true,
    meaning: 'A raised fault; an empty payload clears it.',
  },
  {
    path: 'cases/{number}',
    direction: 'out',
    retained: true,
    meaning: 'An open case; an empty payload clears it.',
  },
  { path: 'health', direction: 'out', retained: true, meaning: 'How machine, lines and link are doing.' },
  { path: 'events', direction: 'out', retained: false, meaning: 'Sequenced, chained CloudEvents.' },
  { path: 'reported/{document}', direction: 'out', retained: true, meaning: 'Which version is applied.' },
  {
    path: 'acks',
    direction: 'in',
    retained: false,
    meaning: 'JWS: the centre has stored everything up to here.',
  },
  { path: 'replays', direction: 'in', retained: false, meaning: 'JWS: send this range again.' },
  {
    path: 'desired/{document}',
    direction: 'in',
    retained: true,
    meaning: 'JWS: a versioned document to apply.',
  },
] as const;
