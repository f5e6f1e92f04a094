import { describe, expect, test } from 'vitest';
import type { Examined } from '#bridge/conformance/examination';
import type { Finding } from '#bridge/conformance/findings';
import { absentTechnician } from '#bridge/conformance/technician';
import { boardProfile, type BoardProfile } from '#bridge/profiles/schema';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { Twin } from './examined-twin.ts';

const loaded = await loadProfiles(profilesDirectory());
const profiles = loaded.ok ? [...loaded.profiles.boards.values()] : [];
const pushing = profiles.filter(({ pushes }) => pushes === true).map((one) => [one.id, one] as const);
const others = profiles.filter(({ pushes }) => pushes !== true).map((one) => [one.id, one] as const);

const failedIn = ({ findings }: Examined) =>
  findings.filter(({ result }) => result === 'failed').map(({ id }) => id);

function unsolicited({ findings }: Examined): Pick<Finding, 'result' | 'detail'> | undefined {
  const found = findings.find(({ id }) => id === 'unsolicited');
  return found && { result: found.result, detail: found.detail };
}

/** The twin of a board that pushes, whatever this profile says of it. */
function pushingTwin(profile: BoardProfile): Twin {
  const twin = new Twin(profile);
  twin.board.setFault({ kind: 'unsolicited' });
  return twin;
}

test('the families with a message for it are those whose profiles say that they push', () => {
  const protocols = new Set(pushing.map(([, { protocol }]) => protocol));
  expect([...protocols].toSorted()).toEqual(['lockboard-8a', 'wkly']);
  expect(others.filter(([, { protocol }]) => protocols.has(protocol))).toEqual([]);
});

describe.each(pushing)('%s, whose profile says that it pushes', (_, profile) => {
  const denying: BoardProfile = { ...profile, pushes: false };

  test('passes with its messages, and the report says that the profile expects them', async () => {
    const twin = pushingTwin(profile);
    twin.clock.after(500, () => twin.compartment(3).openByHand());
    const examined = await twin.examine({ channel: 2 });
    expect(failedIn(examined)).toEqual([]);
    expect(unsolicited(examined)).toEqual({
      result: 'passed',
      // One while it was listened to, and one for each movement of the latch of the examined channel.
      detail: '3 unasked messages, 1 of them in the 2000 ms of listening; the profile says that it pushes',
    });
  });

  test('passes in silence, and the report says that it might have spoken', async () => {
    const examined = await new Twin(profile).examine({ channel: 2 });
    expect(unsolicited(examined)).toEqual({
      result: 'passed',
      detail: 'silence in 2000 ms; the profile says that it pushes',
    });
  });

  test('fails where the profile denies it, and opens nothing', async () => {
    const twin = pushingTwin(denying);
    twin.clock.after(500, () => twin.compartment(3).openByHand());
    const examined = await twin.examine({ channel: 2 });
    expect(failedIn(examined)).toEqual(['unsolicited']);
    expect(unsolicited(examined)?.detail).toBe(
      '1 unasked message, 1 of them in the 2000 ms of listening; the profile says that it never pushes',
    );
    expect(twin.requests.every(({ kind }) => kind === 'read-doors')).toBe(true);
  });

  test('fails where the profile denies it, even if its first message comes with the pulse', async () => {
    const examined = await pushingTwin(denying).examine({ channel: 2, technician: absentTechnician });
    expect(failedIn(examined)).toEqual(['unsolicited']);
    expect(unsolicited(examined)?.detail).toContain('1 unasked message, 0 of them');
  });

  test('fails on noise all the same', async () => {
    const twin = new Twin(profile);
    twin.clock.after(500, () => twin.babble(Uint8Array.of(0x11, 0x22, 0x33)));
    expect(unsolicited(await twin.examine({ channel: 2 }))).toEqual({
      result: 'failed',
      detail: '3 bytes of no known message in 2000 ms',
    });
  });
});

describe.each(others)('%s, whose profile says nothing of pushes', (_, profile) => {
  test('passes in silence, and the report says that this is right', async () => {
    const examined = await new Twin(profile).examine({ channel: 2 });
    expect(unsolicited(examined)).toEqual({
      result: 'passed',
      detail: 'silence in 2000 ms; the profile says that it never pushes',
    });
  });

  test('cannot say that it pushes, because its protocol has no message for that', () => {
    const judged = boardProfile.safeParse({ ...profile, pushes: true });
    expect(judged.error?.issues.map(({ path }) => path)).toEqual([['pushes']]);
    expect(boardProfile.safeParse({ ...profile, pushes: false }).success).toBe(true);
  });
});
