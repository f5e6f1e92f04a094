import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#domain/events';
import type { BoardId } from '#domain/words';
import { eventKeepMs } from '#domain/policy';
import { ours, tellStory, writeStation } from './written-station.ts';
import type { Written } from './written-station.ts';

/** Months of a station at which boards came and went, acknowledged and then pruned. */
function liveLong({ play, opened }: Written): void {
  const { ledger, outbox } = opened;
  const write = (events: readonly DomainEvent[]): void =>
    ledger.commit({ before: play.state, after: play.state, events, answers: [], at: play.now });
  write(Array.from({ length: 1_500 }, () => ({ type: 'board.lost', at: play.now, board: 'b' as BoardId })));
  const { epoch, lastSeq, lastHash } = outbox.position();
  outbox.acknowledge(epoch, lastSeq, lastHash);
  outbox.offerCheckpoint({ seq: lastSeq, jws: 'signed' });
  ledger.anchor(play.now);
  play.wait(eventKeepMs);
  const found = ledger.findPrunable(play.now, eventKeepMs);
  expect(found).not.toBeNull();
  if (found !== null) write([{ type: 'records.pruned', at: play.now, ...found }]);
}

describe('R20 evidence from a log that was pruned', () => {
  it('is as provable as ever, from where the log begins', async () => {
    const written = writeStation();
    liveLong(written);
    tellStory(written);
    const exported = await written.latchkey('evidence', ours, '--config', '%config');
    expect(exported.code).toBe(0);
    const file = written.file('evidence.json', `${exported.printed}\n`);
    const { code, printed } = await written.latchkey('evidence', 'verify', file, '--key', written.keyFile);
    expect(printed).toContain('seal');
    expect(code).toBe(0);
  });

  it('says where the log begins when it knows nothing of a parcel', async () => {
    const written = writeStation();
    liveLong(written);
    tellStory(written);
    const { code, complained } = await written.latchkey('evidence', 'SF0000000000000', '--config', '%config');
    expect(code).toBe(1);
    expect(complained).toContain('Events before 00ff00ff00ff00ff-257 are not kept any more');
  });

  it('and a backup of it is whole too', async () => {
    const written = writeStation();
    liveLong(written);
    tellStory(written);
    const out = `${written.directory}/backups`;
    const { code, printed } = await written.latchkey('backup', '--config', '%config', '--out', out);
    expect(code).toBe(0);
    expect((await written.latchkey('restore', printed, '--config', '%config', '--check')).code).toBe(0);
  });
});
