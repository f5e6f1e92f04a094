import { describe, expect, test } from 'vitest';
import type { BoardProfile } from '#bridge/profiles/schema';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import type { CompartmentLabel, IntentionId } from '#domain/words';
import { createTwin, labelOf, type Twin } from './twin.ts';

const loaded = await loadProfiles(profilesDirectory());

function profileOf(id: string): BoardProfile {
  const profile = loaded.ok ? loaded.profiles.boards.get(id) : undefined;
  if (profile === undefined) throw new TypeError(`there is no profile ${id}`);
  return profile;
}

/** Rule R1. */
const releaseMs = 2_000;
const longestQueueMs = 30_000;
const stepMs = 10;

/** Two boards of one kind on a bus, every door of the first one in the queue of a report. */
async function releaseAll(profile: BoardProfile): Promise<Twin> {
  const twin = createTwin({ profile, buses: [[1, 2]] });
  await twin.start();
  const labels = Array.from({ length: profile.channels }, (_, index) => labelOf(0, 1, index + 1));
  twin.doors.attend(labels);
  for (const label of labels) twin.doors.unlock(`i${label}` as IntentionId, label, 'gives-way');
  return twin;
}

/** How long it takes until this is so. */
async function waitUntil(twin: Twin, isSo: () => boolean): Promise<number> {
  const begunMs = twin.clock.nowMs();
  while (!isSo() && twin.clock.nowMs() - begunMs < longestQueueMs) await twin.clock.advance(stepMs);
  return twin.clock.nowMs() - begunMs;
}

function isOpen(twin: Twin, label: CompartmentLabel): boolean {
  return twin.station.cabinet.find(label)?.view().door === 'open';
}

/** The newest reading that the station was told. */
function shown(twin: Twin, label: CompartmentLabel): string | undefined {
  const told = twin.reports.filter((report) => report.kind === 'reading' && report.compartment === label);
  const last = told.at(-1);
  return last?.kind === 'reading' ? last.door : undefined;
}

describe.each(['kerong-cu16', 'lockboard-8a-24'])('while every door of a %s is being opened', (id) => {
  const profile = profileOf(id);

  test('R1 I13 a door that falls shut is read and opened again within two seconds', async () => {
    const twin = await releaseAll(profile);
    const first = labelOf(0, 1, 1);
    await waitUntil(twin, () => shown(twin, first) === 'open');
    twin.station.cabinet.find(first)?.closeDoor();
    const readMs = await waitUntil(twin, () => shown(twin, first) === 'closed');
    twin.doors.unlock('again' as IntentionId, first);
    const openedMs = await waitUntil(twin, () => isOpen(twin, first));
    expect(readMs + openedMs).toBeLessThanOrEqual(releaseMs);
  });

  test('R1 I13 a door of another board on the line is read as it falls shut', async () => {
    const twin = createTwin({ profile, buses: [[1, 2]] });
    await twin.start();
    const beside = labelOf(0, 2, 3);
    twin.station.cabinet.find(beside)?.openByHand();
    await waitUntil(twin, () => shown(twin, beside) === 'open');
    for (let channel = 1; channel <= profile.channels; channel += 1) {
      twin.doors.unlock(`i${String(channel)}` as IntentionId, labelOf(0, 1, channel), 'gives-way');
    }
    await twin.clock.advance(500);
    twin.station.cabinet.find(beside)?.closeDoor();
    expect(await waitUntil(twin, () => shown(twin, beside) === 'closed')).toBeLessThanOrEqual(releaseMs / 2);
  });

  test('every pulse of the queue is sent in the end, and each door is seen to open', async () => {
    const twin = await releaseAll(profile);
    await twin.clock.advance(longestQueueMs);
    const outcomes = twin.reports.filter((report) => report.kind === 'unlock');
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: profile.channels }, () => 'opened'),
    );
  });
});

test('a door that somebody waits for goes before those that give way, in the order of the asking', async () => {
  const twin = await releaseAll(profileOf('kerong-cu16'));
  const [one, other] = [labelOf(0, 2, 1), labelOf(0, 2, 2)];
  twin.doors.unlock('one' as IntentionId, one);
  twin.doors.unlock('other' as IntentionId, other);
  await waitUntil(twin, () => isOpen(twin, one));
  expect(isOpen(twin, other)).toBe(false);
  await waitUntil(twin, () => isOpen(twin, other));
  expect(isOpen(twin, labelOf(0, 1, 3))).toBe(false);
});
