import { loadProfiles, profilesDirectory } from '#config/profiles';
import { everyCodec, type SizedCodec } from '#bridge/conformance/widest-codecs';
import { createBoardCodec } from '#bridge/profiles/board-codec';
import { protocolNames, type ProtocolName } from '#codecs/codec-table';

import { exitCodes, refuse, type ExitCode, type Terminal } from './terminal.ts';

/** How to read and write frames; several codecs where a protocol has variants and no profile was named. */
export type Dialect = {
  readonly protocol: ProtocolName;
  readonly codecs: readonly SizedCodec[];
  /** A profile was named, so that there is one codec and no doubt about the variant. */
  readonly isOfProfile: boolean;
};

/** One line of output. `doors` and `items` are raw bits, lock 1 first. */
export type FrameLine = {
  readonly ok: boolean;
  readonly protocol: string;
  readonly from: 'controller' | 'board' | null;
  readonly kind: string | null;
  readonly board: number | null;
  readonly lock: number | null;
  readonly doors: readonly (0 | 1)[] | null;
  readonly items: readonly (0 | 1)[] | null;
  readonly hex: string | null;
  readonly error: string | null;
};

/** What is common to every line: nothing is known yet. */
export function emptyLine(protocol: ProtocolName): FrameLine {
  return {
    ok: false,
    protocol,
    from: null,
    kind: null,
    board: null,
    lock: null,
    doors: null,
    items: null,
    hex: null,
    error: null,
  };
}

export function bitsOf(bits: readonly boolean[]): readonly (0 | 1)[] {
  return bits.map((bit) => (bit ? 1 : 0));
}

/** The protocol of this name, or that of the profile with this id; an exit code where there is neither. */
export async function findDialect(
  name: string,
  terminal: Terminal,
  pulseMs?: number,
): Promise<Dialect | ExitCode> {
  const protocol = protocolNames.find((known) => known === name);
  if (protocol !== undefined) return { protocol, codecs: everyCodec(protocol, pulseMs), isOfProfile: false };
  const loaded = await loadProfiles(profilesDirectory());
  if (!loaded.ok) return refuse(loaded.problems, terminal, true);
  const profile = loaded.profiles.boards.get(name);
  if (profile !== undefined) {
    const { channels } = profile;
    const isHeld = profile.pulse === 'software';
    const codecs = [{ codec: createBoardCodec(profile), channels, isHeld }];
    return { protocol: profile.protocol, codecs, isOfProfile: true };
  }
  const known = [...protocolNames, ...loaded.profiles.boards.keys()].join(', ');
  terminal.complain(`There is no such protocol or lock board. Known are: ${known}`);
  return exitCodes.usage;
}
