import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReceipt } from '#evidence/receipt';
import type { Verdict } from '#evidence/verifier/findings';
import { openReceiptDesk } from '#kiosk/receipt-desk';
import { signJws } from '#platform/jose';
import { awaited, ShelfPlay } from '../../unit/domain/shelf-play.ts';
import { ours, theirs, writeStation } from './written-station.ts';

/** Our parcel lies on a shelf, is moved, is held by a stranger who is stopped, and goes to its recipient. */
function tellShelfStory(play: ShelfPlay): void {
  const stay = play.shelve(ours, '5-2-3001', awaited(ours, { recipient: 'ours' }));
  const other = play.shelve(theirs, '5-2-3002', awaited(theirs, { recipient: 'theirs' }));
  play.wait(60_000);
  const visit = play.attendant();
  play.yes({ do: 'move-shelved', visit, waybill: ours, position: '5-1-0002' });
  play.yes({ do: 'finish-visit', visit });
  play.wait(3_600_000);
  play.checkOut(other, [theirs, ours]);
  play.wait(60_000);
  play.checkOut(stay, [ours]);
  play.settle('unseen');
}

describe('the evidence of a parcel on a shelf', () => {
  it('S1-6 S4-17 is proven: at which position the station held it, and that its recipient took it', async () => {
    const play = new ShelfPlay();
    const written = writeStation(play);
    tellShelfStory(play);
    written.opened.ledger.close();
    const path = join(written.directory, 'evidence.json');
    const out = await written.latchkey('evidence', ours, '--config', '%config', '--out', path);
    expect([out.code, out.complained]).toEqual([0, '']);
    const { custody } = JSON.parse(readFileSync(path, 'utf8')) as {
      custody: { holder: string; who: string | null; seconds: number | null }[];
    };
    expect(custody.map(({ holder, who, seconds }) => [holder, who, seconds])).toEqual([
      ['station', '5-2-3001', 60],
      ['station', '5-1-0002', 3_660],
      ['recipient', null, null],
    ]);
    const judged = await written.latchkey('evidence', 'verify', path, '--key', written.keyFile, '--json');
    const { findings } = JSON.parse(judged.printed) as Verdict;
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(judged.code).toBe(0);
    expect(readFileSync(path, 'utf8')).not.toContain(theirs);
  });

  it('R18 S0-25 leaves a receipt with the attendant who took it in and with whoever took it out', async () => {
    const play = new ShelfPlay();
    const { opened, receiptKey } = writeStation(play);
    const texts: string[] = [];
    const desk = openReceiptDesk(play.state, {
      lastSeq: () => opened.outbox.position().lastSeq,
      write: (seq) => writeReceipt('test-1', texts[seq - 1] ?? '{}', (text) => signJws(receiptKey, text)),
    });
    const decide = play.do.bind(play);
    play.do = (command) => {
      const decision = decide(command);
      desk.observe(play.state, decision.events);
      for (const { body } of opened.outbox.read(texts.length, 1_000)) texts.push(body);
      return decision;
    };
    tellShelfStory(play);
    const receiptOf = async (visit: Parameters<typeof desk.receiptsOf>[0]) => {
      const [jws = ''] = await desk.receiptsOf(visit);
      return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as object;
    };
    const placed = play.events.find(({ type }) => type === 'shelf.placed');
    const visit = placed?.type === 'shelf.placed' ? placed.visit : ('none' as never);
    expect(await receiptOf(visit)).toMatchObject({ receipt: 'shelf.placed', compartment: '5-2-3001' });
    const taken = await receiptOf(play.last('shelf.released').visit);
    expect(taken).toMatchObject({ receipt: 'shelf.released', waybill: ours, compartment: '5-1-0002' });
    opened.ledger.close();
  });
});
