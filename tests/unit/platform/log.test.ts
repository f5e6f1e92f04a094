import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLog } from '#platform/log';
import type { LogLevel } from '#platform/log';

function openWatched(level: LogLevel = 'info'): { log: ReturnType<typeof openLog>; lines: string[] } {
  const lines: string[] = [];
  return { log: openLog(level, { write: (line) => lines.push(line) }), lines };
}

describe('the log', () => {
  it('writes one JSON object a line', () => {
    const { log, lines } = openWatched();
    log.warn({ compartment: 'A07', note: 'two\nlines' }, 'a door was left open');
    expect(lines).toHaveLength(1);
    expect(lines.join('')).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'warn',
      compartment: 'A07',
      note: 'two\nlines',
      message: 'a door was left open',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    });
  });

  it('never lets a code, a contact or a name through, at the top or one level down', () => {
    const { log, lines } = openWatched();
    const secrets = {
      code: '123456789',
      extension: '654321',
      contact: '13800138000',
      name: 'A. Person',
      badge: 'B-77',
    };
    log.info({ ...secrets, visit: 'v1' }, 'typed');
    log.error({ body: secrets, visit: 'v1' }, 'typed');
    for (const secret of Object.values(secrets)) expect(lines.join('')).not.toContain(secret);
    expect(lines.filter((line) => line.includes('v1'))).toHaveLength(2);
  });

  it('names the places of a stack as somebody wrote them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const built = join(folder, 'door.js');
    const map = { version: 3, sources: ['../src/door.ts'], names: [], mappings: 'AAAA' };
    writeFileSync(`${built}.map`, JSON.stringify(map));
    const { log, lines } = openWatched();
    log.error({ frames: [`at open (${pathToFileURL(built).href}:1:1)`] }, 'a request met a defect');
    expect(lines.join('')).toContain('src/door.ts:1:1');
  });

  it('tells of an error what happened and why, without fields it does not know', () => {
    const { log, lines } = openWatched();
    const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC', typed: '123456789' });
    log.error({ error: new TypeError('writing failed', { cause }) }, 'a write failed');
    expect(JSON.parse(lines.join(''))).toMatchObject({
      error: {
        kind: 'TypeError',
        text: 'writing failed',
        cause: { text: 'no space left', reason: 'ENOSPC' },
      },
    });
    expect(lines[0]).not.toContain('123456789');
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = openWatched('warn');
    log.info({}, 'quiet');
    log.warn({}, 'loud');
    expect(lines).toHaveLength(1);
  });
});
