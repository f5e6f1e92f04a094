import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protocolNames } from '#codecs/codec-table';
import type { LockBoardRequest } from '#codecs/lock-board-codec';
import { latchkey } from './technician-terminal.ts';

type Vector = {
  readonly name: string;
  readonly pdu?: true;
  readonly options?: object;
  readonly request?: { readonly hex: string; readonly wrong?: true; readonly means: LockBoardRequest | null };
  readonly replies: readonly {
    readonly hex: string;
    readonly wrong?: true;
    readonly means: { readonly kind: string; readonly board: number; readonly hooks?: string } | null;
  }[];
};
type GoldenFile = { readonly protocol: string; readonly vectors: readonly Vector[] };

const folder = new URL('../../contract/frames/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.startsWith('foreign'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as GoldenFile);
/**
 * A bare PDU has no address and no check; where a board has its own coils, only its profile knows of them.
 */
const vectorsOf = ({ vectors }: GoldenFile) =>
  vectors.filter(({ pdu, options }) => pdu !== true && options === undefined);

async function decode(protocol: string, hex: string) {
  const { code, printed } = await latchkey(['frames', 'decode', protocol, ...hex.split(' ')]);
  return { code, lines: printed.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** The tool's word for what the codec calls by another name. */
const words = {
  'read-doors': 'status',
  doors: 'status-reply',
  relays: 'relays-reply',
  'unlock-answered': 'unlock-reply',
  'coils-cut': 'coils-cut-reply',
  pushed: 'push',
} as const;
const wordFor = (kind: string): string =>
  Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : kind;

describe('latchkey frames decode', () => {
  it('is proved on the golden frames of every protocol', () => {
    expect(new Set(files.map(({ protocol }) => protocol))).toEqual(new Set(protocolNames));
  });

  it.each(files.map((file) => [file.protocol, file] as const))(
    'reads every request of %s',
    async (protocol, file) => {
      for (const { request, name } of vectorsOf(file)) {
        if (!request) continue;
        const { code, lines } = await decode(protocol, request.hex);
        const { means } = request;
        if (means === null)
          expect(
            lines.some((line) => line['from'] === 'controller'),
            name,
          ).toBe(false);
        else {
          const lock = 'channel' in means ? means.channel : null;
          expect(lines[0], name).toMatchObject({
            ok: true,
            kind: wordFor(means.kind),
            board: means.board,
            lock,
          });
          expect(code).toBe(0);
        }
      }
    },
  );

  it.each(files.map((file) => [file.protocol, file] as const))(
    'reads every reply of %s',
    async (protocol, file) => {
      for (const { replies, name } of vectorsOf(file)) {
        for (const { hex, means, wrong } of replies) {
          const { lines } = await decode(protocol, hex);
          if (wrong === true)
            expect(lines, name).toMatchObject([{ ok: false, error: expect.any(String) as string }]);
          if (means === null) continue;
          const kinds = lines.map((line) => [line['kind'], line['board']]);
          expect(kinds, `${name}: ${hex}`).toContainEqual([wordFor(means.kind), means.board]);
          if (means.hooks === undefined) continue;
          const doors = lines.find((line) => line['kind'] === 'status-reply')?.['doors'] as number[];
          // Without a profile the size of the board is not known, so further bits may follow.
          expect(doors.join('').startsWith(means.hooks), `${name}: ${doors.join('')}`).toBe(true);
        }
      }
    },
  );

  it.each([
    ['kerong-cu16', 'F5 B5 00 04 5F E7 35 36 37 38', 'erases the program'],
    ['lockboard-8a', '8A 01 00 11 9A', 'opens every door'],
    ['lockboard-8a', '9A 01 01 11 8B', 'burns the lock'],
    ['dingchang-dc', 'DC 02 01 16 02 01 01 1B', 'burns the lock'],
    ['modbus-waveshare', '01 05 00 00 FF 00 8C 3A', 'burns the lock'],
  ])('says why %s %s is never sent', async (protocol, hex, reason) => {
    const { code, lines } = await decode(protocol, hex);
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { ok: false, kind: 'forbidden', error: expect.stringContaining(`never sent: it`) as string },
    ]);
    expect(String(lines[0]?.['error'])).toContain(reason);
  });

  it('takes hex without spaces, and the id of a profile', async () => {
    expect((await decode('kerong-cu16', '0202310338')).lines).toMatchObject([{ kind: 'unlock', lock: 3 }]);
    expect((await decode('waveshare-relay-8ch-software', '01 05 00 00 FF 00 8C 3A')).lines[0]).toMatchObject({
      kind: 'unlock',
      lock: 1,
    });
  });

  it('answers 1 to what is no hex and 2 to a protocol that it does not know', async () => {
    expect(await decode('kerong-cu16', 'xy')).toMatchObject({ code: 1, lines: [{ ok: false }] });
    const { code, complained } = await latchkey(['frames', 'decode', 'zhilai', '00']);
    expect(code).toBe(2);
    expect(complained).toContain('Known are: kerong-cu12');
  });
});

describe('latchkey frames encode', () => {
  it.each(files.map((file) => [file.protocol, file] as const))(
    'writes the requests of %s',
    async (protocol, file) => {
      let count = 0;
      for (const { request } of file.vectors) {
        const means = request?.means;
        if (!request || !means || request.wrong === true) continue;
        if (means.kind !== 'unlock' && means.kind !== 'read-doors') continue;
        const lock = 'channel' in means ? ['--lock', String(means.channel)] : [];
        const kind = means.kind === 'unlock' ? 'unlock' : 'status';
        const { code, printed } = await latchkey([
          'frames',
          'encode',
          protocol,
          kind,
          '--board',
          String(means.board),
          ...lock,
        ]);
        const { hex } = JSON.parse(printed) as { readonly hex: string };
        expect(code).toBe(0);
        // What depends on the size of the board or on a pulse is told apart by reading it back.
        const { lines } = await decode(protocol, hex);
        expect(lines[0]).toMatchObject({
          kind,
          board: means.board,
          lock: lock.length > 0 ? Number(lock[1]) : null,
        });
        count += 1;
      }
      expect(count).toBeGreaterThan(0);
    },
  );

  it.each([
    ['kerong-cu16', 'unlock', ['--board', '0', '--lock', '3'], '02 02 31 03 38'],
    ['kerong-cu16', 'status', ['--board', '3'], '02 30 30 03 65'],
    ['lockboard-8a', 'unlock', ['--board', '1', '--lock', '1'], '8A 01 01 11 9B'],
    ['lockboard-8a', 'status', ['--board', '1'], '80 01 00 33 B2'],
    ['wkly', 'status', ['--board', '0'], '57 4B 4C 59 08 00 84 85'],
    [
      'modbus-waveshare',
      'unlock',
      ['--board', '1', '--lock', '1', '--pulse-ms', '700'],
      '01 05 02 00 00 07 8D B0',
    ],
  ])('writes %s %s %j', async (protocol, kind, options, hex) => {
    const { code, printed } = await latchkey(['frames', 'encode', protocol, kind, ...options]);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ ok: true, protocol, kind, hex, error: null });
  });

  it.each(['unlock-all', 'erase', 'hold', 'open-several', 'broadcast'])(
    'refuses %s with its reason',
    async (kind) => {
      for (const protocol of protocolNames) {
        const { code, printed } = await latchkey([
          'frames',
          'encode',
          protocol,
          kind,
          '--board',
          '1',
          '--lock',
          '1',
        ]);
        expect(code).toBe(1);
        expect(JSON.parse(printed)).toMatchObject({ ok: false, kind, hex: null });
        expect(printed).toContain('never sent: it');
      }
    },
  );

  it.each([
    ['lockboard-8a', ['--board', '1', '--lock', '0'], 'lock 0 would open every door'],
    ['kerong-cu48', ['--board', '10', '--lock', '1'], 'board 10 is not between'],
    ['kerong-cu12', ['--board', '0', '--lock', '13'], 'channel 13 is not between'],
  ])('refuses %s %j', async (protocol, options, error) => {
    const { code, printed } = await latchkey(['frames', 'encode', protocol, 'unlock', ...options]);
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ ok: false, hex: null });
    expect(printed).toContain(error);
  });

  it('answers 2 to a word that it does not know and to a missing lock', async () => {
    expect((await latchkey(['frames', 'encode', 'kerong-cu16', 'frobnicate', '--board', '1'])).code).toBe(2);
    expect((await latchkey(['frames', 'encode', 'kerong-cu16', 'unlock', '--board', '1'])).code).toBe(2);
  });
});
