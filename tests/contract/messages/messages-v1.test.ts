import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ack } from '#contract/ack';
import { rangeTombstone } from '#contract/cloud-event';
import { compartmentStatus } from '#contract/compartment';
import { stationDescription } from '#contract/description';
import { parcelsDocument, reportedDocument } from '#contract/documents';
import { faultStatus } from '#contract/fault';
import { replayRequest } from '#contract/replay';
import { stationPresence } from '#contract/state';

const since = '2026-11-22T08:00:00.250Z';
const hash = 'ab'.repeat(32);

// Do not change this table: stations and centres in the field send exactly these. Add a version.
const frozen: readonly (readonly [string, z.ZodType, unknown])[] = [
  [
    'state, birth',
    stationPresence,
    {
      state: 'ready',
      bootId: 'boot-1',
      connectionId: 'connection-1',
      epoch: '00ff00ff00ff00ff',
      bootReason: 'power-up',
      firstSeq: 1,
      lastSeq: 42,
      ackedSeq: 40,
      lastHash: hash,
      softwareVersion: '0.1.0',
      commandNonce: '0123456789abcdef0123456789abcdef',
      since,
    },
  ],
  ['state, will', stationPresence, { state: 'lost', bootId: 'boot-1', connectionId: 'connection-1' }],
  [
    'description',
    stationDescription,
    {
      contract: 1,
      station: 'north-gate',
      cabinets: ['left'],
      compartments: [{ label: 'A07', size: 'M', cabinet: 'left', heightMm: 900, features: ['door-sensor'] }],
      profileHash: hash,
    },
  ],
  [
    'compartments/{label}',
    compartmentStatus,
    { door: 'closed', occupancy: 'empty', availability: 'free', since, seq: 42 },
  ],
  [
    'faults/{id}',
    faultStatus,
    {
      code: 'board-silent',
      subject: 'left-0',
      severity: 'major',
      cause: 'A lock board does not answer.',
      remedy: 'Check the cable.',
      since,
      compartments: ['A07'],
    },
  ],
  ['acks', ack, { station: 'north-gate', epoch: '00ff00ff00ff00ff', upTo: 42, hash }],
  ['replays', replayRequest, { station: 'north-gate', epoch: '00ff00ff00ff00ff', from: 3, to: 7 }],
  [
    'desired/parcels',
    parcelsDocument,
    { document: 'parcels', station: 'north-gate', version: 3, notified: [{ stay: 'stay-1', at: since }] },
  ],
  [
    'reported/parcels',
    reportedDocument,
    { document: 'parcels', version: 3, rejected: { version: 2, reason: 'version-old' } },
  ],
  [
    'events, a range that was removed',
    rangeTombstone,
    {
      specversion: '1.0',
      id: '00ff00ff00ff00ff-3-7-removed',
      source: '/stations/north-gate',
      type: 'latchkey.range.removed.v1',
      time: since,
      datacontenttype: 'application/json',
      epoch: '00ff00ff00ff00ff',
      historical: true,
      data: { from: 3, to: 7, reason: 'pruned' },
    },
  ],
];

describe('messages, version 1', () => {
  it.each(frozen)('still reads %s, field by field', (_name, schema, message) => {
    expect(schema.parse(message)).toEqual(message);
  });

  it.each(frozen)('still needs every field of %s', (_name, schema, message) => {
    for (const field of Object.keys(message as object)) {
      const { [field]: _, ...rest } = message as Record<string, unknown>;
      expect(schema.safeParse(rest).success, `without ${field}`).toBe(false);
    }
  });

  it('refuses a range that runs backwards and an instant that does not exist', () => {
    const range = { station: 'north-gate', epoch: 'e', from: 7, to: 3 };
    expect(replayRequest.safeParse(range).success).toBe(false);
    const never = { door: 'open', occupancy: 'empty', availability: 'free', seq: 1 };
    expect(compartmentStatus.safeParse({ ...never, since: '2026-02-30T00:00:00.000Z' }).success).toBe(false);
  });
});
