import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checks, type CheckId } from '#bridge/conformance/checks';
import type { Examined } from '#bridge/conformance/examination';
import { absentTechnician } from '#bridge/conformance/technician';
import { summaryOf } from '#bridge/conformance/verdict';
import type { BoardProfile } from '#bridge/profiles/schema';
import { loadProfiles, profilesDirectory } from '#config/profiles';
import { boardFault, busFault, compartmentFault } from '#simulator/orders/faults';
import { Twin } from './examined-twin.ts';

const loaded = await loadProfiles(profilesDirectory());
const profiles = loaded.ok ? [...loaded.profiles.boards.values()] : [];
const table = profiles.map((profile) => [profile.id, profile] as const);

const channel = 2;

const failedIn = ({ findings }: Examined): readonly CheckId[] =>
  findings.filter(({ result }) => result === 'failed').map(({ id }) => id);
const unlockCount = (twin: Twin): number => twin.requests.filter(({ kind }) => kind === 'unlock').length;
const hasInputs = (profile: BoardProfile): boolean => new Twin(profile).board.codec.shows === 'doors';
const hasItems = (profile: BoardProfile): boolean => profile.polarity.item !== null;
const wear = (wear: Parameters<ReturnType<Twin['compartment']>['setWear']>[0]) => (twin: Twin) =>
  twin.compartment(channel).setWear(wear);
/** Half of a reply, then silence, then the other half. */
const torn = ({ board }: Twin) => Math.ceil(board.codec.scanBytes.reply / 2);

/** Registers of zeros, as a board without memory shows them, look like open doors. */
const showsClearedDoorsOpen = (profile: BoardProfile): boolean =>
  hasInputs(profile) && profile.polarity.hook === 'one-is-closed';

type Fault = {
  readonly name: string;
  readonly check: CheckId;
  readonly befall: (twin: Twin) => void;
  /** Faults that not every board can have. */
  readonly concerns?: (profile: BoardProfile) => boolean;
  readonly addresses?: (first: number) => readonly number[];
};

/** Every fault of the simulator's library, and the one check that has to fail because of it. */
const faults: readonly Fault[] = [
  { name: 'silent', check: 'answers', befall: ({ board }) => board.setFault({ kind: 'silent' }) },
  {
    name: 'late',
    check: 'timing',
    befall: ({ board, profile }) =>
      board.setFault({ kind: 'late', delayMs: profile.timing.readTimeoutMs + 200 }),
  },
  {
    name: 'bad-checksum',
    check: 'intact-replies',
    befall: ({ board }) => board.setFault({ kind: 'bad-checksum' }),
  },
  {
    name: 'flipped-bit',
    check: 'intact-replies',
    befall: ({ board }) => board.setFault({ kind: 'flipped-bit' }),
  },
  {
    name: 'cut-short',
    check: 'intact-replies',
    befall: ({ board }) => board.setFault({ kind: 'cut-short', missingBytes: 1 }),
  },
  { name: 'echo of a board', check: 'echo', befall: ({ board }) => board.setFault({ kind: 'echo' }) },
  {
    name: 'echo of the adapter',
    check: 'echo',
    befall: ({ bus }) => {
      bus.isEchoing = true;
    },
  },
  {
    name: 'garbage-before',
    check: 'clean-line',
    befall: ({ board }) => board.setFault({ kind: 'garbage-before', byteCount: 3 }),
  },
  { name: 'doubled', check: 'one-reply', befall: ({ board }) => board.setFault({ kind: 'doubled' }) },
  { name: 'merged', check: 'one-reply', befall: ({ board }) => board.setFault({ kind: 'merged' }) },
  {
    name: 'wrong-address',
    check: 'address',
    befall: ({ board, address }) => board.setFault({ kind: 'wrong-address', address: address + 1 }),
  },
  {
    name: 'split',
    check: 'unbroken-replies',
    befall: (twin) => twin.board.setFault({ kind: 'split', chunkBytes: torn(twin), gapMs: 40 }),
  },
  {
    name: 'inverted',
    check: 'polarity',
    befall: ({ board }) => board.setFault({ kind: 'inverted' }),
    concerns: hasInputs,
  },
  {
    name: 'address-clash on the wire',
    check: 'intact-replies',
    befall: (twin) => twin.clash(),
    addresses: (first) => [first, first + 1],
  },
  {
    name: 'address clash of boards that wait for one another',
    check: 'one-reply',
    befall: () => undefined,
    addresses: (first) => [first, first],
  },
  {
    name: 'a board that nobody named',
    check: 'other-addresses',
    befall: () => undefined,
    addresses: (first) => [first, first + 1],
  },
  { name: 'stuck-latch', check: 'opens', befall: wear({ latch: { at: 'stuck' } }) },
  { name: 'sticky-latch', check: 'opens', befall: wear({ latch: { at: 'sticky', pulsesNeeded: 2 } }) },
  { name: 'worn-latch', check: 'closes', befall: wear({ latch: { at: 'worn' } }), concerns: hasInputs },
  {
    name: 'hook stuck open',
    check: 'status-truth',
    befall: wear({ hook: 'stuck-open' }),
    concerns: hasInputs,
  },
  {
    name: 'hook stuck closed',
    check: 'status-truth',
    befall: wear({ hook: 'stuck-closed' }),
    concerns: hasInputs,
  },
  { name: 'hook inverted', check: 'polarity', befall: wear({ hook: 'inverted' }), concerns: hasInputs },
  {
    name: 'infrared stuck occupied',
    check: 'items',
    befall: wear({ infrared: 'stuck-occupied' }),
    concerns: hasItems,
  },
  {
    name: 'infrared stuck empty',
    check: 'items',
    befall: wear({ infrared: 'stuck-empty' }),
    concerns: hasItems,
  },
  {
    name: 'infrared inverted',
    check: 'polarity',
    befall: wear({ infrared: 'inverted' }),
    concerns: hasItems,
  },
  {
    name: 'brown-out',
    check: 'supply',
    befall: ({ board }) => board.setFault({ kind: 'brown-out', holdMs: 12, blankMs: 300 }),
  },
  {
    name: 'brown-out after the latch let go',
    check: 'supply',
    befall: ({ board }) => board.setFault({ kind: 'brown-out', holdMs: 120, blankMs: 300 }),
    // A shorter pulse is over before the supply gives way.
    concerns: ({ timing }) => timing.pulseMs > 120,
  },
  {
    name: 'doors forgotten when power returns',
    check: 'power-on',
    befall: (twin) => {
      twin.blankMs = 60_000;
    },
    concerns: showsClearedDoorsOpen,
  },
  {
    name: 'reboot under the coil',
    check: 'supply',
    befall: (twin) => twin.onPulse(() => twin.board.reboot()),
  },
  {
    name: 'reboot by itself',
    check: 'answers',
    befall: ({ clock, board }) => void clock.after(2_300, () => board.reboot()),
  },
  { name: 'unplugged', check: 'port', befall: (twin) => void twin.clock.after(2_300, () => twin.unplug()) },
  {
    name: 'babble',
    check: 'unsolicited',
    befall: (twin) => void twin.clock.after(500, () => twin.babble(Uint8Array.of(0x11, 0x22, 0x33))),
  },
  {
    name: 'unsolicited',
    check: 'unsolicited',
    befall: (twin) => {
      twin.board.setFault({ kind: 'unsolicited' });
      twin.clock.after(500, () => twin.compartment(1).openByHand());
    },
    concerns: (profile) => profile.pushes !== true,
  },
  {
    name: 'a door that flickers',
    check: 'steady-status',
    befall: (twin) => void twin.clock.after(2_200, () => twin.compartment(1).openByHand()),
    concerns: hasInputs,
  },
  {
    name: 'a second door opens',
    check: 'cross-talk',
    befall: (twin) => twin.onPulse(() => twin.compartment(1).openByHand()),
    concerns: hasInputs,
  },
  {
    name: 'deaf after noise',
    check: 'noise-recovery',
    befall: (twin) => {
      let deafFor = 0;
      twin.passes = (bytes) => {
        if (!twin.board.codec.decodeRequest(bytes).ok) deafFor = 2;
        else if (deafFor > 0) deafFor -= 1;
        else return true;
        return false;
      };
    },
  },
  {
    name: 'a coil that is not cut',
    check: 'pulse',
    befall: (twin) => {
      twin.passes = (bytes) => {
        const decoded = twin.board.codec.decodeRequest(bytes);
        return !decoded.ok || decoded.value.kind !== 'end-pulse';
      };
    },
    concerns: (profile) => profile.pulse === 'software' && !hasInputs(profile),
  },
  {
    name: 'an unlock that is never answered',
    check: 'unlock-answer',
    befall: ({ board }) => {
      board.answersUnlock = false;
    },
    concerns: ({ unlockReply }) => unlockReply === 'required',
  },
];

/** Faults after which no door may be opened: what a read says cannot be trusted. */
const guards = new Set(checks.filter(({ guardsDoors }) => guardsDoors).map(({ id }): CheckId => id));

test('there are profiles to examine, and the table names every check', () => {
  expect(profiles.length).toBeGreaterThan(1);
  const named = new Set<CheckId>(faults.map(({ check }) => check));
  expect(checks.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
});

test('the table names every fault that the simulator can switch on at a board, a compartment or a line', () => {
  const kinds = [boardFault, compartmentFault, busFault].flatMap((schema) =>
    [...JSON.stringify(z.toJSONSchema(schema)).matchAll(/"const":"([a-z-]+)"/g)].map(
      ([, kind]) => kind ?? '',
    ),
  );
  expect(kinds).toContain('late');
  const missing = kinds.filter((kind) => !faults.some(({ name }) => name.startsWith(kind)));
  expect(missing).toEqual([]);
});

describe.each(table)('%s', (_, profile) => {
  test('passes with a technician at the doors, and every check has one finding', async () => {
    const twin = new Twin(profile);
    const examined = await twin.examine({ channel });
    expect(failedIn(examined)).toEqual([]);
    expect(examined.findings.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
    expect(summaryOf(examined.findings)).toBe('passed');
    expect(unlockCount(twin)).toBe(1);
  });

  test('opens no door where no channel is named, and then has no verdict', async () => {
    const twin = new Twin(profile);
    const examined = await twin.examine({ channel: null, technician: absentTechnician });
    expect(failedIn(examined)).toEqual([]);
    expect(summaryOf(examined.findings)).toBe('incomplete');
    expect(unlockCount(twin)).toBe(0);
  });

  test.each(
    faults.filter(({ concerns }) => concerns?.(profile) ?? true).map((fault) => [fault.name, fault] as const),
  )('fault "%s" makes the right check fail, and no other', async (_name, fault) => {
    const { min } = profile.address;
    const twin = new Twin(profile, fault.addresses?.(min) ?? [min]);
    fault.befall(twin);
    const examined = await twin.examine({ channel });
    expect(failedIn(examined)).toEqual([fault.check]);
    expect(summaryOf(examined.findings)).toBe('failed');
    expect(unlockCount(twin)).toBe(guards.has(fault.check) ? 0 : 1);
  });
});
