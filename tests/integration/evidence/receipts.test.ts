import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReceipt } from '#evidence/receipt';
import type { VisitId } from '#domain/words';
import { openReceiptDesk } from '#kiosk/receipt-desk';
import type { ReceiptDesk } from '#kiosk/receipt-desk';
import { signJws } from '#platform/jose';
import { createKeys } from '#platform/keys';
import { acknowledge, ours, theirs, tellStory, writeStation } from './written-station.ts';
import type { Written } from './written-station.ts';

type Shown = {
  readonly written: Written;
  readonly receipts: readonly string[][];
  readonly desk: ReceiptDesk;
};

/** The story as the kiosk follows it, and the receipts of both visits. */
async function shown(): Promise<Shown> {
  const written = writeStation();
  const { play, opened, receiptKey } = written;
  const { outbox } = opened;
  const texts: (string | undefined)[] = [];
  const desk = openReceiptDesk(play.state, {
    lastSeq: () => outbox.position().lastSeq,
    write: (seq) => writeReceipt('test-1', texts[seq - 1] ?? '{}', (text) => signJws(receiptKey, text)),
  });
  const decide = play.do.bind(play);
  play.do = (command) => {
    const decision = decide(command);
    desk.observe(play.state, decision.events);
    for (const { body } of outbox.read(texts.length, 1_000)) texts.push(body);
    return decision;
  };
  tellStory(written);
  const visits = play.events.flatMap((event) => (event.type === 'visit.started' ? [event.visit] : []));
  const receipts = await Promise.all(visits.map(async (visit) => [...(await desk.receiptsOf(visit))]));
  return { written, receipts, desk };
}

const payloadOf = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('R18 receipts', () => {
  it('S0-25 S3-9 are one for each parcel of the courier and one for the recipient, each about its own event', async () => {
    const { receipts } = await shown();
    expect(receipts.map((ofVisit) => ofVisit.map((jws) => payloadOf(jws)))).toMatchObject([
      [
        { receipt: 'deposit.completed', station: 'test-1', waybill: theirs, compartment: 'A01' },
        { receipt: 'deposit.completed', waybill: ours, compartment: 'A02' },
      ],
      [{ receipt: 'pickup.completed', waybill: ours, compartment: 'A02' }],
    ]);
  });

  it('fit into one QR code and name no person', async () => {
    const { receipts } = await shown();
    for (const jws of receipts.flat()) {
      expect(jws.length).toBeLessThan(800);
      // The hash is hexadecimal and may hold any of these by chance.
      expect(JSON.stringify({ ...payloadOf(jws), hash: null })).not.toMatch(/138|courier|c1/);
    }
  });

  it('are not given to the visit of somebody else', async () => {
    const { desk } = await shown();
    expect(await desk.receiptsOf('another' as VisitId)).toEqual([]);
  });

  it('are provisional offline, covered by a checkpoint, and wrong when anything was changed', async () => {
    const { written, receipts } = await shown();
    const [jws = ''] = receipts[1] ?? [];
    const verify = (text: string, ...more: string[]) =>
      written.latchkey(
        'receipt',
        'verify',
        written.file('r.jws', text),
        '--key',
        written.keyFile,
        '--json',
        ...more,
      );
    const standing = async (text: string, ...more: string[]) => {
      const { code, printed } = await verify(text, ...more);
      return [code, (JSON.parse(printed) as { standing: string }).standing];
    };
    expect(await standing(jws)).toEqual([0, 'provisional']);
    const centre = createKeys(join(written.directory, 'centre')).receipt;
    const centreKey = ['--centre-key', written.file('centre.jwk', JSON.stringify(centre))];
    const ack = async (upTo: number, hash: string): Promise<string[]> => [
      '--checkpoint',
      written.file('ack.jws', await acknowledge(centre, { upTo, hash })),
      ...centreKey,
    ];
    const { seq, hash } = payloadOf(jws) as { seq: number; hash: string };
    const right = Buffer.from(hash, 'base64url').toString('hex');
    expect(await standing(jws, ...(await ack(seq, right)))).toEqual([0, 'covered']);
    expect(await standing(jws, ...(await ack(seq + 5, 'f'.repeat(64))))).toEqual([0, 'covered']);
    expect(await standing(jws, ...(await ack(seq - 1, right)))).toEqual([0, 'provisional']);
    expect(await standing(jws, ...(await ack(seq, 'f'.repeat(64))))).toEqual([1, 'wrong']);
    for (const place of [3, 100, 200, jws.length - 20]) {
      const other = jws[place] === 'A' ? 'B' : 'A';
      expect(await standing(jws.slice(0, place) + other + jws.slice(place + 1))).toEqual([1, 'wrong']);
    }
  });

  it('need the key of a centre for its checkpoint, and an existing file', async () => {
    const { written } = await shown();
    const file = written.file('r.jws', 'x');
    const words = ['receipt', 'verify', file, '--key', written.keyFile, '--checkpoint', file];
    expect((await written.latchkey(...words)).code).toBe(2);
    expect((await written.latchkey('receipt', 'verify', '/nowhere', '--key', written.keyFile)).code).toBe(2);
  });
});
