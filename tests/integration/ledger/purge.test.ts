import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { StationState, Stay } from '#domain/state';
import type { CodeId, CourierId, VisitId } from '#domain/words';
import { chainedText, openedData, personalOf, publishedEvent } from '#contract/cloud-event';
import { encodeEvent } from '#contract/event-encoder';
import { chainHash } from '#ledger/chain';
import { commitment } from '#ledger/personal';
import {
  codeRecord,
  commit,
  dayMs,
  emptyDirectory,
  loadFrom,
  moment,
  openIn,
  pickupCompleted,
  stay,
} from './small-station.ts';
import type { Opened } from './small-station.ts';

const keepMs = 30 * dayMs;
const maskedContact = '139****8765';
const notice = `eyJ.sealed-${'x'.repeat(1500)}.notice`;

function depositStarted(parcel: Stay): DomainEvent {
  const { id, waybill, compartment, carrier, size, sealedContact } = parcel;
  const placement = { stay: id, waybill, compartment };
  const visit = 'visit-1' as VisitId;
  const courier = 'courier-1' as CourierId;
  const contact = { sealedContact, maskedContact };
  return { type: 'deposit.started', at: moment(), visit, courier, carrier, size, ...contact, ...placement };
}

function codeIssued({ id, waybill, compartment }: Stay): DomainEvent {
  const placement = { stay: id, waybill, compartment };
  const codeId = `code-${id}` as CodeId;
  return {
    type: 'code.issued',
    at: moment(),
    codeId,
    record: codeRecord(id),
    notice,
    maskedContact,
    ...placement,
  };
}

/** A parcel that came at the beginning. */
function takeIn(opened: Opened, state: StationState, id: string): StationState {
  const parcel = stay(id, { maskedContact });
  const events = [depositStarted(parcel), codeIssued(parcel)];
  return commit(opened, state, { stays: [...state.stays, parcel] }, { events });
}

function handOut(opened: Opened, state: StationState, id: string, at: Moment): StationState {
  const stays = state.stays.filter((parcel) => parcel.id !== id);
  return commit(opened, state, { stays }, { events: [pickupCompleted(stay(id))], at });
}

/** As the station does it: what was found is purged together with its evidence. */
function purge(opened: Opened, state: StationState, at: Moment): number {
  const found = opened.ledger.findPurgeable(at, keepMs);
  if (found === null) return 0;
  commit(opened, state, {}, { events: [{ type: 'records.purged', at, ...found }], at });
  return found.count;
}

function openWithContract(directory = emptyDirectory()): Opened {
  return openIn(directory, { encode: encodeEvent });
}

const eventsOf = ({ outbox }: Opened) =>
  outbox.replay(1, 100_000).map(({ body }) => ({ body, event: publishedEvent.parse(JSON.parse(body)) }));

/** Every file of the ledger as it lies on the disk while the ledger is open. */
function bytesIn(directory: string): Buffer {
  return Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name))));
}

describe('R20 personal values of an event', () => {
  it('are published beside a text that holds commitments to them', () => {
    const opened = openWithContract();
    takeIn(opened, loadFrom(opened), 's1');
    for (const { body, event } of eventsOf(opened)) {
      expect(chainHash(event.prevhash, chainedText(body))).toBe(event.hash);
      expect(chainedText(body)).not.toContain(maskedContact);
      expect(openedData(event)).toMatchObject({ maskedContact });
      for (const [name, [salt, value]] of Object.entries(personalOf(event))) {
        expect(event.data[name]).toBe(commitment(salt, value));
      }
    }
    expect(openedData(eventsOf(opened)[1]?.event as never)).toMatchObject({ notice });
  });

  it('have a salt of their own each, so that two equal values cannot be told to be equal', () => {
    const opened = openWithContract();
    takeIn(opened, takeIn(opened, loadFrom(opened), 's1'), 's2');
    const commitments = eventsOf(opened).map(({ event }) => event.data['maskedContact']);
    expect(new Set(commitments).size).toBe(4);
  });
});

describe('R20 a purge', () => {
  it('S2-14 M13 leaves no purged value in the database or its log, and the chain whole', () => {
    const directory = emptyDirectory();
    const opened = openWithContract(directory);
    const taken = takeIn(opened, loadFrom(opened), 's1');
    expect(bytesIn(directory).includes(maskedContact)).toBe(true);
    const salts = eventsOf(opened).flatMap(({ event }) =>
      Object.values(personalOf(event)).map(([salt]) => salt),
    );
    const state = handOut(opened, taken, 's1', moment(dayMs));
    const hashes = eventsOf(opened).map(({ event }) => event.hash);

    expect(purge(opened, state, moment(dayMs + keepMs))).toBe(2);
    const bytes = bytesIn(directory);
    for (const gone of [maskedContact, notice, notice.slice(20, 200), ...salts]) {
      expect(bytes.includes(gone), gone.slice(0, 20)).toBe(false);
    }
    expect(opened.verifyChain()).toBe(4);
    const after = eventsOf(opened);
    expect(after.slice(0, 3).map(({ event }) => event.hash)).toEqual(hashes);
    for (const { body, event } of after) {
      expect(event.personal).toBeUndefined();
      expect(chainHash(event.prevhash, chainedText(body))).toBe(event.hash);
    }
    opened.ledger.close();
    expect(openWithContract(directory).openedAs.cause).toBe('continued');
    expect(bytesIn(directory).includes(maskedContact)).toBe(false);
  });

  it('leaves evidence: how many events, and the newest of them', () => {
    const opened = openWithContract();
    const taken = takeIn(opened, loadFrom(opened), 's1');
    const state = handOut(opened, taken, 's1', moment());
    purge(opened, state, moment(keepMs));
    const { epoch } = opened.outbox.position();
    const { event } = eventsOf(opened).at(-1) ?? {};
    expect(event).toMatchObject({
      type: 'latchkey.records.purged.v1',
      data: { count: 2, upTo: `${epoch}-2` },
    });
  });

  it('spares a parcel that is still here, however old, and one that left lately', () => {
    const opened = openWithContract();
    const both = takeIn(opened, takeIn(opened, loadFrom(opened), 'old'), 'late');
    const state = handOut(opened, both, 'late', moment(90 * dayMs));
    expect(purge(opened, state, moment(90 * dayMs + keepMs - 1))).toBe(0);
    expect(purge(opened, state, moment(90 * dayMs + keepMs))).toBe(2);
    expect(eventsOf(opened).map(({ event }) => event.personal !== undefined)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('waits where it is in doubt how much time has passed', () => {
    const opened = openWithContract();
    const taken = takeIn(opened, loadFrom(opened), 's1');
    const state = handOut(opened, taken, 's1', moment());
    const doubtful = moment(keepMs, { boot: 'boot-2' as never, monoMs: 1000, clock: 'unknown' });
    expect(purge(opened, state, doubtful)).toBe(0);
    expect(purge(opened, state, moment(keepMs, { boot: 'boot-2' as never, monoMs: 1000 }))).toBe(2);
  });

  it('goes through a long past in small batches, and through the whole of it', () => {
    const opened = openWithContract();
    let state = loadFrom(opened);
    const ids = Array.from({ length: 250 }, (_, index) => `s${String(index)}`);
    for (const id of ids) state = handOut(opened, takeIn(opened, state, id), id, moment());
    const counts: number[] = [];
    for (let count = -1; count !== 0; counts.push(count)) count = purge(opened, state, moment(keepMs));
    expect(Math.max(...counts)).toBeLessThanOrEqual(200);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(opened.verifyChain()).toBe(opened.outbox.position().lastSeq);
  });
});
