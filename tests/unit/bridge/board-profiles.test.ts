import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';

const folder = new URL('../../../hardware-profiles/boards/', import.meta.url);
const files = readdirSync(folder);

function profileOf(file: string): BoardProfile {
  return boardProfile.parse(parse(readFileSync(new URL(file, folder), 'utf8')));
}

describe.each(files)('the profile %s', (file) => {
  const profile = profileOf(file);
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

describe('a profile that its protocol cannot serve', () => {
  const written = (file: string): object => parse(readFileSync(new URL(file, folder), 'utf8')) as object;
  const {
    relay: _,
    pulse: __,
    ...silentAboutPulse
  } = written('modbus-coils-16.yaml') as {
    relay: unknown;
    pulse: unknown;
  };

  test.each([
    ['more locks than the board has', { ...written('kerong-cu12.yaml'), channels: 13 }, /channels 13/],
    ['coils without a word on who ends a pulse', silentAboutPulse, /who ends a pulse/],
    [
      'a pulse that the frame cannot carry',
      {
        ...written('waveshare-relay-8ch.yaml'),
        timing: { ...profileOf('waveshare-relay-8ch.yaml').timing, pulseMs: 550 },
      },
      /units of 100 ms/,
    ],
    ['a protocol that does not exist', { ...written('wkly.yaml'), protocol: 'wkly-2' }, /wkly/],
  ])('%s is refused', (_name, profile, reason) => {
    const judged = boardProfile.safeParse(profile);
    expect(judged.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      expect.stringMatching(reason),
    ]);
    expect(judged.error?.issues[0]?.path).toEqual(['protocol']);
  });
});

test('a guess is marked as one, and so is a coil that only the controller switches off', () => {
  const profiles = files.map(profileOf);
  const experimental = profiles.filter((profile) => profile.experimental);
  expect(experimental.map(({ id }) => id)).toEqual(['dingchang-dc-24', 'kerong-cu24']);
  for (const { caveats } of experimental) expect(caveats.join(' ')).toMatch(/Experimental/);
  const software = profiles.filter(({ pulse }) => pulse === 'software');
  expect(software.length).toBeGreaterThan(0);
  for (const { caveats } of software) expect(caveats.join(' ')).toMatch(/frozen.* leaves the coil on/);
});

test('the boards that the station was built for are among them', () => {
  expect(files).toEqual(expect.arrayContaining(['kerong-cu16.yaml', 'lockboard-8a-24.yaml']));
});
