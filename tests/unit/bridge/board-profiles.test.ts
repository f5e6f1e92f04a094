import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile } from '#bridge/profiles/schema';

const folder = new URL('../../../hardware-profiles/boards/', import.meta.url);
const files = readdirSync(folder);

describe.each(files)('the profile %s', (file) => {
  const profile = boardProfile.parse(parse(readFileSync(new URL(file, folder), 'utf8')));
  const { channels, timing, line, address } = profile;
  const codec = createBoardCodec(profile);

  test('is named like its file', () => {
    expect(`${profile.id}.yaml`).toBe(file);
  });

  test('has a codec that reaches every address and every channel', () => {
    for (const board of [address.min, address.max]) {
      expect(codec.encodeRequest({ kind: 'unlock', board, channel: channels }).length).toBeGreaterThan(0);
      expect(codec.encodeRequest({ kind: 'read-doors', board }).length).toBe(codec.scanBytes.request);
    }
    expect(() => codec.encodeRequest({ kind: 'unlock', board: address.min, channel: channels + 1 })).toThrow(
      'channel',
    );
  });

  test('waits longer than a read takes on the wire', () => {
    const wireMs = ((codec.scanBytes.request + codec.scanBytes.reply) * 10_000) / line.baud;
    expect(timing.readTimeoutMs).toBeGreaterThan(3 * wireMs);
  });

  test('does not look for an open door before the pulse and the hook are over', () => {
    expect(timing.openDetectMs).toBeGreaterThan(timing.settleMs + 500);
    expect(timing.unlockTimeoutMs).toBeLessThanOrEqual(timing.pulseMs + timing.settleMs);
  });

  test('says where its numbers come from and what is not known', () => {
    expect(profile.provenance.length).toBeGreaterThan(0);
    expect(profile.caveats.join(' ')).toMatch(/gap/);
    expect(profile.caveats.join(' ')).toMatch(/physical board/);
  });
});

test('the boards that the station was built for are among them', () => {
  expect(files).toEqual(expect.arrayContaining(['kerong-cu16.yaml', 'lockboard-8a-24.yaml']));
});
