import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeEvent } from '#contract/event-encoder';
import { topicsOf } from '#contract/topics';
import { createCentreKeys } from '#simulator/centre/keys';
import type { CentreKeys } from '#simulator/centre/keys';
import { openSignature } from '#simulator/centre/seals';
import { StationDesk } from '#simulator/centre/station-desk';
import { createHandClock } from '#simulator/hand-clock';
import type { HandClock } from '#simulator/hand-clock';
import { sampleEnvelope, sampleEvents } from '../../contract/messages/sample-events.ts';
import { waitFor } from '#simulator/harness/patience';

const { station, epoch } = sampleEnvelope;
const topics = topicsOf(station);

let directory: string;
let keys: CentreKeys;
let clock: HandClock;
let said: { topic: string; payload: string }[];
let stored: number[];
let desk: StationDesk;

async function openDesk(): Promise<StationDesk> {
  return StationDesk.open({
    station,
    directory,
    keys,
    clock,
    publish: (topic, payload) => said.push({ topic, payload }),
    stored: ({ seq }) => stored.push(seq),
  });
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-centre-'));
  keys = await createCentreKeys(directory);
  clock = createHandClock();
  said = [];
  stored = [];
  desk = await openDesk();
});

afterEach(async () => {
  await desk.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A chain as a station's ledger writes it. */
function chain(length: number, inEpoch = epoch): string[] {
  let prevHash = '0'.repeat(64);
  return Array.from({ length }, (_, at) => {
    const envelope = { station, epoch: inEpoch, seq: at + 1, prevHash };
    const text = encodeEvent(sampleEvents['door.opened'], envelope);
    prevHash = createHash('sha256').update(prevHash, 'hex').update(text).digest('hex');
    return `${text.slice(0, -1)},"hash":"${prevHash}"}`;
  });
}

const hashOf = (body: string | undefined) => (JSON.parse(body ?? '{}') as { hash: string }).hash;
const historical = (body: string | undefined) => `${(body ?? '').slice(0, -1)},"historical":true}`;

function receive(bodies: readonly string[], ...seqs: number[]): void {
  for (const seq of seqs) desk.receive(bodies[seq - 1] ?? '');
}

async function lastSaid(topic: string, key: keyof CentreKeys & ('ack' | 'centre')): Promise<unknown> {
  await waitFor(`something is said on ${topic}`, () => said.some((one) => one.topic === topic));
  const last = said.findLast((one) => one.topic === topic);
  return openSignature(last?.payload ?? '', keys[key].publicKey);
}

describe('the centre', () => {
  it('R21 acknowledges what is on its disk, with the hash that it has computed itself', async () => {
    const bodies = chain(3);
    receive(bodies, 1, 2, 3);
    await waitFor('all are stored', () => stored.length === 3);
    const lines = readFileSync(join(directory, `${station}.events.jsonl`), 'utf8');
    expect(lines).toBe(bodies.map((body) => `${body}\n`).join(''));
    clock.advance(200);
    await waitFor('the ack that covers all', () => said.length === 2);
    expect(await lastSaid(topics.acks, 'ack')).toEqual({ station, epoch, upTo: 3, hash: hashOf(bodies[2]) });
  });

  it('drops what comes twice, and acknowledges again', async () => {
    const bodies = chain(2);
    receive(bodies, 1, 2, 1, 2);
    await waitFor('both are stored', () => stored.length === 2);
    expect(desk.verdict).toMatchObject({ stored: 2, duplicate: 2, mismatched: 0 });
  });

  it('R21 asks for what is missing, stores nothing before it, and everything in order after it', async () => {
    const bodies = chain(6);
    receive(bodies, 1, 2, 5, 6);
    expect(await lastSaid(topics.replays, 'centre')).toEqual({ station, epoch, from: 3, to: 4 });
    await waitFor('two are stored', () => stored.length === 2);
    for (const seq of [3, 4]) desk.receive(historical(bodies[seq - 1]));
    await waitFor('all are stored', () => stored.length === 6);
    expect(stored).toEqual([1, 2, 3, 4, 5, 6]);
    expect(desk.verdict).toMatchObject({ gap: 1, reordered: 0, mismatched: 0 });
  });

  it('asks again every second while the hole is there', async () => {
    receive(chain(3), 1, 3);
    await lastSaid(topics.replays, 'centre');
    clock.advance(3_000);
    expect(desk.verdict.gap).toBe(4);
  });

  it('notices what was overtaken', async () => {
    receive(chain(3), 1, 3, 2);
    await waitFor('all are stored', () => stored.length === 3);
    expect(desk.verdict.reordered).toBe(1);
  });

  it('R20 stores nothing that does not fit the chain', async () => {
    const bodies = chain(3);
    receive(bodies, 1);
    desk.receive((bodies[1] ?? '').replace('A07', 'A08'));
    desk.receive(chain(2, 'ffffffffffffffff')[1]?.replace('ffffffffffffffff', epoch) ?? '');
    desk.receive('{"no":"event"}');
    desk.receive('no json');
    await waitFor('one is stored', () => stored.length === 1);
    expect(desk.verdict).toMatchObject({ stored: 1, mismatched: 4 });
  });

  it('R22 keeps the epochs of a station apart', async () => {
    const [older, newer] = [chain(2), chain(3, 'ffffffffffffffff')];
    receive(older, 1, 2);
    receive(newer, 1, 2, 3);
    await waitFor('all are stored', () => stored.length === 5);
    expect(desk.verdict).toMatchObject({ stored: 5, gap: 0, duplicate: 0, mismatched: 0 });
  });

  it('R22 notices a ledger that was rolled back', async () => {
    receive(chain(3), 1, 2, 3);
    await waitFor('all are stored', () => stored.length === 3);
    const birth = {
      state: 'init',
      bootId: 'b',
      connectionId: 'c',
      epoch,
      bootReason: 'restart',
      firstSeq: 1,
      lastSeq: 3,
      ackedSeq: 0,
      lastHash: 'h',
      softwareVersion: '0.1.0',
      commandNonce: '0'.repeat(32),
      since: '2026-11-22T08:00:00.250Z',
    };
    desk.meet(JSON.stringify(birth));
    expect(desk.verdict.mismatched).toBe(0);
    desk.meet(JSON.stringify({ ...birth, lastSeq: 2 }));
    expect(desk.verdict.mismatched).toBe(1);
  });

  it('goes on after a range that the station does not have any more', async () => {
    const bodies = chain(5);
    const tombstone = {
      specversion: '1.0',
      id: `${epoch}-1-3-removed`,
      source: `/stations/${station}`,
      type: 'latchkey.range.removed.v1',
      time: '2026-11-22T08:00:00.250Z',
      datacontenttype: 'application/json',
      epoch,
      historical: true,
      data: { from: 1, to: 3, reason: 'pruned' },
    };
    receive(bodies, 4);
    desk.receive(JSON.stringify(tombstone));
    receive(bodies, 5);
    await waitFor('both are stored', () => stored.length === 2);
    expect(stored).toEqual([4, 5]);
  });

  it('starts again with what is on its disk, without the line that a crash has cut', async () => {
    const bodies = chain(4);
    receive(bodies, 1, 2);
    await waitFor('both are stored', () => stored.length === 2);
    await desk.close();
    appendFileSync(join(directory, `${station}.events.jsonl`), (bodies[2] ?? '').slice(0, 40));
    stored = [];
    desk = await openDesk();
    expect(stored).toEqual([1, 2]);
    receive(bodies, 2, 3, 4);
    await waitFor('all are stored', () => stored.length === 4);
    expect(desk.verdict).toMatchObject({ stored: 4, duplicate: 1, mismatched: 0, lastSeq: 4 });
  });
});

describe('the keys of a centre', () => {
  it('are drawn once, and the public files hold nothing secret', async () => {
    const again = await createCentreKeys(directory);
    expect(again).toEqual(keys);
    for (const file of Object.values(keys.publicFiles)) {
      expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).not.toContain('d');
    }
    expect(keys.notifier.publicKey.crv).toBe('X25519');
  });
});
