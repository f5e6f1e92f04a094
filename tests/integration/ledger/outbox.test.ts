import { describe, expect, it } from 'vitest';
import { genesisHash } from '#ledger/chain';
import { appendEvents, emptyDirectory, openIn } from './small-station.ts';
import type { Opened } from './small-station.ts';

function hashAt({ outbox }: Opened, seq: number): string {
  const [event] = outbox.read(seq - 1, 1);
  return (JSON.parse(event?.body ?? '{}') as { hash: string }).hash;
}

function openWithEvents(directory: string, count: number): Opened {
  const opened = openIn(directory);
  appendEvents(opened, count);
  return opened;
}

describe('R21 an acknowledgement of the centre', () => {
  it('S3-5 moves the cursor over the contiguous prefix and is remembered', () => {
    const directory = emptyDirectory();
    const first = openWithEvents(directory, 5);
    const { epoch } = first.outbox.position();
    expect(first.outbox.acknowledge(epoch, 3, hashAt(first, 3))).toBe('advanced');
    expect(first.outbox.position().ackedSeq).toBe(3);
    first.ledger.close();
    expect(openIn(directory).outbox.position()).toMatchObject({ ackedSeq: 3, lastSeq: 5 });
  });

  it('changes nothing when it is an old one', () => {
    const opened = openWithEvents(emptyDirectory(), 5);
    const { epoch } = opened.outbox.position();
    opened.outbox.acknowledge(epoch, 4, hashAt(opened, 4));
    expect(opened.outbox.acknowledge(epoch, 4, hashAt(opened, 4))).toBe('old');
    expect(opened.outbox.acknowledge(epoch, 2, hashAt(opened, 2))).toBe('old');
    expect(opened.outbox.acknowledge(epoch, 0, genesisHash)).toBe('old');
    expect(opened.outbox.position().ackedSeq).toBe(4);
  });

  it('changes nothing when it covers what was never written, or has another hash', () => {
    const opened = openWithEvents(emptyDirectory(), 5);
    const { epoch, lastHash } = opened.outbox.position();
    expect(opened.outbox.acknowledge(epoch, 6, lastHash)).toBe('mismatch');
    expect(opened.outbox.acknowledge(epoch, 5, hashAt(opened, 4))).toBe('mismatch');
    expect(opened.outbox.acknowledge(epoch, -1, lastHash)).toBe('mismatch');
    expect(opened.outbox.acknowledge(epoch, 2.5, lastHash)).toBe('mismatch');
    expect(opened.outbox.acknowledge(epoch, Number.NaN, lastHash)).toBe('mismatch');
    expect(opened.outbox.position().ackedSeq).toBe(0);
    expect(opened.outbox.read(0, 10)).toHaveLength(5);
  });

  it('is told apart when its epoch is another one', () => {
    const opened = openWithEvents(emptyDirectory(), 1);
    expect(opened.outbox.acknowledge('ffffffffffffffff', 1, hashAt(opened, 1))).toBe('other-epoch');
    expect(opened.outbox.position().ackedSeq).toBe(0);
  });

  it('deletes nothing: what is acknowledged can be replayed', () => {
    const opened = openWithEvents(emptyDirectory(), 3);
    const { epoch, lastHash } = opened.outbox.position();
    opened.outbox.acknowledge(epoch, 3, lastHash);
    expect(opened.outbox.replay(1, 3)).toHaveLength(3);
  });
});

describe('the version of a document', () => {
  it('is 0 before the first one and survives a restart', () => {
    const directory = emptyDirectory();
    const first = openIn(directory);
    expect(first.outbox.documentVersion('couriers')).toBe(0);
    first.outbox.keepDocumentVersion('couriers', 7);
    first.outbox.keepDocumentVersion('couriers', 8);
    first.outbox.keepDocumentVersion('policy', 2);
    first.ledger.close();
    const second = openIn(directory);
    expect(second.outbox.documentVersion('couriers')).toBe(8);
    expect(second.outbox.documentVersion('policy')).toBe(2);
  });
});
