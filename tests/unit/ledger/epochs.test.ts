import { describe, expect, it } from 'vitest';
import { judgeStore, openedAsOf } from '#ledger/epochs';
import type { Findings } from '#ledger/epochs';

const known: Findings = {
  newest: { epoch: 'e2', seq: 90, hash: 'h90' },
  mark: { epoch: 'e2', seq: 64, hash: 'h64' },
  hasLived: (epoch) => epoch === 'e1' || epoch === 'e2',
  hashAt: (seq) => (seq <= 90 ? `h${seq}` : null),
};

describe('R22 whether a store goes on or begins a new epoch', () => {
  it('goes on when the log reaches beyond its mark with the same hash there', () => {
    expect(judgeStore(known)).toMatchObject({ cause: 'continued', previousEpoch: null });
  });

  it('begins anew when the log ends before its mark', () => {
    const mark = { epoch: 'e2', seq: 91, hash: 'h91' };
    expect(judgeStore({ ...known, mark })).toEqual({
      cause: 'rolled-back',
      previousEpoch: 'e2',
      previousSeq: 91,
      previousHash: 'h91',
    });
  });

  it('begins anew when another event stands where the mark was', () => {
    const mark = { epoch: 'e2', seq: 64, hash: 'another' };
    expect(judgeStore({ ...known, mark }).cause).toBe('rolled-back');
  });

  it('begins anew when the mark names an epoch that this store never lived', () => {
    const mark = { epoch: 'e3', seq: 5, hash: 'h5' };
    expect(judgeStore({ ...known, mark })).toMatchObject({
      cause: 'rolled-back',
      previousEpoch: 'e3',
      previousSeq: 5,
    });
  });

  it('goes on when a power cut left the mark of the epoch before', () => {
    const mark = { epoch: 'e1', seq: 500, hash: 'h500' };
    expect(judgeStore({ ...known, newest: { epoch: 'e2', seq: 0, hash: 'h0' }, mark }).cause).toBe(
      'continued',
    );
  });

  it('begins anew when there are events but no mark that proves them', () => {
    expect(judgeStore({ ...known, mark: null })).toMatchObject({
      cause: 'rolled-back',
      previousEpoch: 'e2',
      previousSeq: 90,
      previousHash: 'h90',
    });
  });

  it('is new when it is empty, and names what the mark remembers', () => {
    expect(judgeStore({ ...known, newest: null })).toMatchObject({
      cause: 'new-store',
      previousEpoch: 'e2',
      previousSeq: 64,
    });
    expect(judgeStore({ ...known, newest: null, mark: null })).toMatchObject({
      cause: 'new-store',
      previousEpoch: null,
    });
  });

  it('stays new through restarts until its first event is written', () => {
    const epoch = {
      epoch: 'e3',
      first_ordinal: 1,
      cause: 'new-store',
      previous_epoch: 'e2',
      previous_seq: 64,
      previous_hash: 'h64',
      acked_seq: 0,
    } as const;
    expect(openedAsOf(epoch, 0)).toEqual({
      cause: 'new-store',
      previousEpoch: 'e2',
      previousSeq: 64,
      previousHash: 'h64',
    });
    expect(openedAsOf(epoch, 1).cause).toBe('continued');
  });
});
