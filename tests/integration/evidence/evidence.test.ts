import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '#evidence/verifier/findings';
import type { VisitId } from '#domain/words';
import { createKeys } from '#platform/keys';
import { soundParcel } from '../../unit/domain/play.ts';
import { acknowledge, ours, tellStory, theirs, writeStation } from './written-station.ts';
import type { Written } from './written-station.ts';

/** A station with the story told and its evidence exported. */
async function exported(): Promise<Written & { readonly path: string; readonly text: string }> {
  const written = writeStation();
  tellStory(written);
  const path = join(written.directory, 'evidence.json');
  const { code, complained } = await written.latchkey('evidence', ours, '--config', '%config', '--out', path);
  expect([code, complained]).toEqual([0, '']);
  return { ...written, path, text: readFileSync(path, 'utf8') };
}

async function verdictOn(written: Written, text: string, ...more: string[]): Promise<Verdict> {
  const path = written.file('changed.json', text);
  const outcome = await written.latchkey(
    'evidence',
    'verify',
    path,
    '--key',
    written.keyFile,
    '--json',
    ...more,
  );
  const verdict = JSON.parse(outcome.printed) as Verdict;
  expect(outcome.code).toBe(verdict.ok ? 0 : 1);
  return verdict;
}

const wrongOf = ({ findings }: Verdict): string[] =>
  findings.filter(({ ok }) => !ok).map(({ check, says }) => `${check}: ${says}`);

/** Every place of a document, as a way of keys, with the value that stands there. */
function placesIn(
  value: unknown,
  way: readonly (string | number)[] = [],
): [readonly (string | number)[], unknown][] {
  if (typeof value !== 'object' || value === null) return [[way, value]];
  const entries = Array.isArray(value)
    ? value.map((entry, index) => [index, entry] as const)
    : Object.entries(value);
  return entries.flatMap(([key, entry]) => placesIn(entry, [...way, key]));
}

function withChange(
  text: string,
  way: readonly (string | number)[],
  change: (value: unknown) => unknown,
): string {
  const document = JSON.parse(text) as Record<string | number, any>;
  const last = way.at(-1) ?? '';
  let holder = document;
  for (const key of way.slice(0, -1)) holder = holder[key];
  holder[last] = change(holder[last]);
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** A fragile parcel is deposited with its weight, and its recipient finds it wet. */
function reportDamage({ play, opened }: Written): void {
  const { visit } = play.admit();
  const goods = { fresh: false, valuable: false, fragile: true };
  const declared = { ...soundParcel.declared, goods, weightG: 1_200 };
  const { answer } = play.startDeposit(visit, ours, 'S', { declared });
  if (!answer.ok || answer.stay === null) throw new TypeError(JSON.stringify(answer));
  const { stay } = answer;
  play.settle('opened');
  play.see(play.compartmentOf(stay), 'closed', 'occupied');
  play.issueCode(stay);
  play.yes({ do: 'finish-visit', visit });
  play.wait(70_000);
  play.enterCodeOf(stay);
  const recipient = play.state.visit?.id ?? ('none' as VisitId);
  play.yes({ do: 'report-problem', visit: recipient, stay, kind: 'wet', photos: ['photo-1'] });
  opened.ledger.close();
}

describe('the evidence of a waybill', () => {
  it('S0-9 S1-5 S1-6 is proven, with who held the parcel at each second', async () => {
    const { text, ...written } = await exported();
    expect(wrongOf(await verdictOn(written, text))).toEqual([]);
    const { custody } = JSON.parse(text) as {
      custody: { holder: string; seconds: number | null; who: string }[];
    };
    expect(custody.map(({ holder, who, seconds }) => [holder, who, seconds])).toEqual([
      ['courier', 'c1', 7],
      ['station', 'A02', 3_600],
      ['recipient', null, null],
    ]);
  });

  it('S3-19 carries what a compensation needs: weight, goods, what was reported, photos, and when', async () => {
    const written = writeStation();
    reportDamage(written);
    const path = join(written.directory, 'evidence.json');
    expect((await written.latchkey('evidence', ours, '--config', '%config', '--out', path)).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    expect(wrongOf(await verdictOn(written, text))).toEqual([]);
    const told = (type: string) =>
      placesIn(JSON.parse(text))
        .map(([, value]) => value)
        .filter(
          (value): value is string => typeof value === 'string' && value.includes(`latchkey.${type}.v1`),
        )
        .map((value) => JSON.parse(value) as { readonly time: string; readonly data: object });
    expect(told('deposit.declared')).toMatchObject([
      { data: { weightG: 1_200, goods: { fragile: true }, damaged: false } },
    ]);
    expect(told('problem.reported')).toMatchObject([
      { time: '2026-01-01T00:01:10.000Z', data: { kind: 'wet', photos: ['photo-1'], by: 'recipient' } },
    ]);
  });

  it('I10 shows no text of another parcel, though both came in one visit, and no contact in clear', async () => {
    const { text } = await exported();
    expect(text).not.toContain(theirs);
    expect(text).not.toContain('sealed');
    const { chains } = JSON.parse(text) as { chains: { links: { to?: number; body?: string }[] }[] };
    expect(chains[0]?.links.some(({ to }) => to !== undefined)).toBe(true);
    expect(chains[0]?.links.filter(({ body }) => body?.includes('visit.started'))).toHaveLength(2);
  });

  it('says what it cannot prove, until a checkpoint of the centre covers it', async () => {
    const { text, ...written } = await exported();
    expect((await verdictOn(written, text)).notProven.join()).toContain('provisional');
    const centre = createKeys(join(written.directory, 'centre')).receipt;
    const { chains } = JSON.parse(text) as {
      chains: { links: { seq: number; to?: number; hash: string }[] }[];
    };
    const last = chains[0]?.links.at(-1);
    const upTo = last?.to ?? last?.seq ?? 0;
    const key = ['--centre-key', written.file('centre.jwk', JSON.stringify(centre))];
    const check = async (hash: string): Promise<Verdict> => {
      const path = written.file('ack.jws', await acknowledge(centre, { upTo, hash }));
      return verdictOn(written, text, '--checkpoint', path, ...key);
    };
    const covered = await check(last?.hash ?? '');
    expect(covered.ok).toBe(true);
    expect(covered.notProven.join()).not.toContain('provisional');
    expect(wrongOf(await check('0'.repeat(64)))).toEqual([
      `checkpoint: the centre has another hash for event ${String(upTo)}`,
    ]);
  });
});

describe('a changed evidence file', () => {
  it('is found out whichever value is another', async () => {
    const { text, ...written } = await exported();
    const { verifyBundle } = await import('#evidence/verifier/bundle-check');
    const key = JSON.parse(readFileSync(written.keyFile, 'utf8')) as { kty: string; crv: string; x: string };
    for (const [way, value] of placesIn(JSON.parse(text))) {
      const other =
        typeof value === 'number' ? value + 1 : value === null ? 'somebody' : `${JSON.stringify(value)}x`;
      const changed = withChange(text, way, () => other);
      const verdict = verifyBundle({ text: changed, key, checkpoint: null });
      expect(verdict.ok, way.join('.')).toBe(false);
    }
  });

  it('is found out whichever byte is another', async () => {
    const { text, ...written } = await exported();
    const { verifyBundle } = await import('#evidence/verifier/bundle-check');
    const key = JSON.parse(readFileSync(written.keyFile, 'utf8')) as { kty: string; crv: string; x: string };
    for (let place = 0; place < text.length; place += 13) {
      const other = text[place] === ' ' ? '\t' : text[place] === 'a' ? 'b' : 'a';
      const changed = text.slice(0, place) + other + text.slice(place + 1);
      expect(verifyBundle({ text: changed, key, checkpoint: null }).ok, String(place)).toBe(false);
    }
  });

  it.each([
    ['body', 'its text does not give its hash'],
    ['hash', 'its text does not give its hash'],
  ])('M7 names the event whose %s was changed', async (field, says) => {
    const { text, ...written } = await exported();
    const { chains } = JSON.parse(text) as { chains: { links: { seq: number; body?: string }[] }[] };
    const index = chains[0]?.links.findIndex(({ body }) => body?.includes('deposit.completed')) ?? 0;
    const seq = chains[0]?.links[index]?.seq ?? 0;
    const change = (value: unknown): string =>
      field === 'hash' ? 'f'.repeat(64) : String(value).replace('"occupied"', '"empty"');
    const verdict = await verdictOn(written, withChange(text, ['chains', 0, 'links', index, field], change));
    const named = wrongOf(verdict).filter((line) => line.startsWith('chain: event '));
    expect(named.join('\n')).toContain(says);
    expect(named[0]).toMatch(new RegExp(`event (${String(seq)}|${String(seq + 1)}) of epoch`));
  });

  it('names the place of an event that was left out', async () => {
    const { text, ...written } = await exported();
    const links = (JSON.parse(text) as { chains: { links: { seq: number }[] }[] }).chains[0]?.links ?? [];
    for (const index of links.keys()) {
      if (index === 0 || index === links.length - 1) continue;
      const without = withChange(text, ['chains', 0, 'links'], (all) =>
        (all as unknown[]).toSpliced(index, 1),
      );
      const wrong = wrongOf(await verdictOn(written, without));
      expect(wrong.join('\n')).toContain(`events from ${String(links[index]?.seq)} are missing`);
    }
  });

  it('cannot hide an event among those of others, nor tell another custody, without the key', async () => {
    const { text, ...written } = await exported();
    type Links = { seq: number; body?: string; hash: string }[];
    const hidden = withChange(text, ['chains', 0, 'links'], (all) =>
      (all as Links).map(({ seq, hash, body }) =>
        body?.includes('pickup.completed') ? { seq, to: seq, hash } : { seq, hash, body },
      ),
    );
    expect(wrongOf(await verdictOn(written, hidden)).join('\n')).toContain('seal: the text is not the one');
    const claimed = withChange(text, ['custody', 1, 'holder'], () => 'recipient');
    expect(wrongOf(await verdictOn(written, claimed))).toContain('custody: span 2 names another holder');
  });

  it('of another station, or under another key, is not believed', async () => {
    const { text, ...written } = await exported();
    const other = createKeys(join(written.directory, 'other')).receipt;
    const keyFile = written.file('other.jwk', JSON.stringify(other));
    const { code, complained } = await written.latchkey('evidence', 'verify', written.path, '--key', keyFile);
    expect(code).toBe(1);
    expect(complained).toContain('WRONG  seal: it names another key');
    expect(text).toContain('test-1');
  });
});

describe('a ledger that was tampered with before the export', () => {
  it('R20 gives evidence in which the event is named, although the station signs it', async () => {
    const written = writeStation();
    tellStory(written);
    const store = new BetterSqlite(join(written.directory, 'ledger.sqlite'));
    store.exec(`UPDATE events SET body = replace(body, '"sensor"', '"courier"')
                WHERE type = 'deposit.completed' AND body LIKE '%${ours}%'`);
    store.close();
    const path = join(written.directory, 'evidence.json');
    await written.latchkey('evidence', ours, '--config', '%config', '--out', path);
    const wrong = wrongOf(await verdictOn(written, readFileSync(path, 'utf8')));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(/^chain: event \d+ of epoch 00ff00ff00ff00ff: its text does not give its hash$/);
  });
});

describe('latchkey evidence', () => {
  it('reads no ledger that a station has open, and says so', async () => {
    const written = writeStation();
    const { code, complained } = await written.latchkey('evidence', ours, '--config', '%config');
    expect(code).toBe(1);
    expect(complained).toContain('another process has the ledger');
  });

  it('prints the key by which it is verified', async () => {
    const written = writeStation();
    const { printed } = await written.latchkey('evidence', 'key', '--config', '%config');
    expect(printed).toBe(readFileSync(written.keyFile, 'utf8'));
    expect(printed).not.toContain('"d"');
  });

  it('tells what is no waybill, no evidence and no key from what is wrong', async () => {
    const written = writeStation();
    tellStory(written);
    expect((await written.latchkey('evidence', 'short', '--config', '%config')).code).toBe(2);
    expect((await written.latchkey('evidence', 'SF0000000000000', '--config', '%config')).code).toBe(1);
    const none = written.file('none.json', '{}');
    expect((await written.latchkey('evidence', 'verify', none, '--key', written.keyFile)).code).toBe(2);
    expect((await written.latchkey('evidence', 'verify', none, '--key', none)).code).toBe(2);
    expect((await written.latchkey('evidence', 'verify', '/nowhere', '--key', written.keyFile)).code).toBe(2);
  });
});
