import BetterSqlite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { DomainEvent } from '#domain/events';
import { chainHash, genesisHash } from '#ledger/chain';
import type { EventEncoder } from '#station/ports';
import {
  appendEvents,
  commit,
  doorOpened,
  emptyDirectory,
  encodePlainly,
  label,
  loadFrom,
  moment,
  openIn,
} from './small-station.ts';

const doorRead: DomainEvent = {
  type: 'door.read',
  compartment: label('A01'),
  door: 'open',
  occupancy: 'empty',
  shown: 'empty',
  at: moment(),
};

/** What the centre does: takes the mark of a replay and the hash off the end, and hashes what is left. */
function checkAsCentre(bodies: readonly string[]): string {
  let prevHash = genesisHash;
  for (const [index, published] of bodies.entries()) {
    const match = /^(?<text>.*),"hash":"(?<hash>[0-9a-f]{64})"(?:,"historical":true)?\}$/.exec(published);
    const body = `${match?.groups?.['text']}}`;
    expect(JSON.parse(body)).toMatchObject({ seq: index + 1, prevHash });
    prevHash = chainHash(prevHash, body);
    expect(match?.groups?.['hash']).toBe(prevHash);
  }
  return prevHash;
}

describe('R20 the sequence of class A events', () => {
  it('S1-4 S3-22 counts from one without a gap and leaves class B events out', () => {
    const opened = openIn(emptyDirectory());
    const state = loadFrom(opened);
    commit(opened, state, {}, { events: [doorOpened('A01'), doorRead, doorOpened('A02')] });
    commit(opened, state, {}, { events: [doorRead] });
    commit(opened, state, {}, { events: [doorOpened('A03')] });
    expect(opened.outbox.read(0, 10).map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'door.opened'],
      [2, 'door.opened'],
      [3, 'door.opened'],
    ]);
    expect(opened.outbox.position()).toMatchObject({ firstSeq: 1, lastSeq: 3, ackedSeq: 0 });
  });

  it('S1-4 S3-22 M7 goes on after a restart, and its chain holds for whoever recomputes it', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    appendEvents(first, 3);
    const { epoch } = first.outbox.position();
    first.ledger.close();

    const second = openIn(directory);
    appendEvents(second, 2);
    expect(second.openedAs.cause).toBe('continued');
    expect(second.outbox.position()).toMatchObject({ epoch, lastSeq: 5 });
    const bodies = second.outbox.read(0, 10).map(({ body }) => body);
    expect(checkAsCentre(bodies)).toBe(second.outbox.position().lastHash);
    expect(second.verifyChain()).toBe(5);
  });

  it('stores the exact text of the encoder', () => {
    const directory = emptyDirectory();
    const text = '{"waybill":"顺丰-1" ,"n":1.50}';
    const opened = openIn(directory, { encode: () => text });
    appendEvents(opened, 1);
    opened.ledger.close();
    const raw = new BetterSqlite(join(directory, 'ledger.db'));
    expect(raw.prepare('SELECT body FROM events').pluck().get()).toBe(text);
    raw.close();
  });

  it('gives the encoder the place of the event', () => {
    const encode = vi.fn<EventEncoder>(encodePlainly);
    const opened = openIn(emptyDirectory(), { encode, newEpoch: () => 'cafe' });
    appendEvents(opened, 2);
    const [first, second] = opened.outbox.read(0, 2);
    const envelopes = encode.mock.calls.map(([, envelope]) => envelope);
    const { hash } = JSON.parse(first?.body ?? '{}') as { hash: string };
    expect(envelopes).toEqual([
      { station: 'test-1', epoch: 'cafe', seq: 1, prevHash: genesisHash },
      { station: 'test-1', epoch: 'cafe', seq: 2, prevHash: hash },
    ]);
    expect(JSON.parse(second?.body ?? '{}')).toMatchObject({ prevHash: hash });
  });
});

describe('reading events', () => {
  it('pages through them in order', () => {
    const opened = openIn(emptyDirectory());
    appendEvents(opened, 7);
    const seqs = (after: number, count: number): number[] =>
      opened.outbox.read(after, count).map(({ seq }) => seq);
    expect(seqs(0, 3)).toEqual([1, 2, 3]);
    expect(seqs(3, 3)).toEqual([4, 5, 6]);
    expect(seqs(6, 3)).toEqual([7]);
    expect(seqs(7, 3)).toEqual([]);
    expect(seqs(0, 0)).toEqual([]);
  });

  it('replays exactly a range and marks it as historical', () => {
    const opened = openIn(emptyDirectory());
    appendEvents(opened, 5);
    const replayed = opened.outbox.replay(2, 4);
    expect(replayed.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(replayed.map(({ body }) => (JSON.parse(body) as { historical?: boolean }).historical)).toEqual([
      true,
      true,
      true,
    ]);
    expect(opened.outbox.read(1, 1)[0]?.body).not.toContain('historical');
    checkAsCentre(opened.outbox.replay(1, 5).map(({ body }) => body));
    expect(opened.outbox.replay(4, 2)).toEqual([]);
    expect(opened.outbox.replay(-3, 2).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(opened.outbox.replay(5, 900).map(({ seq }) => seq)).toEqual([5]);
  });

  it('tells a listener after each commit that appended, until it stops listening', () => {
    const opened = openIn(emptyDirectory());
    const seen: number[] = [];
    const stop = opened.outbox.onAppended(() => seen.push(opened.outbox.position().lastSeq));
    const state = loadFrom(opened);
    commit(opened, state, {}, { events: [doorOpened(), doorOpened()] });
    commit(opened, state, {}, { events: [doorRead] });
    commit(opened, state, {}, { events: [doorOpened()] });
    stop();
    commit(opened, state, {}, { events: [doorOpened()] });
    expect(seen).toEqual([2, 3]);
  });
});
