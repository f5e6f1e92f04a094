import { loadProfiles, profilesDirectory } from '#config/profiles';
import type { BoardProfile } from '#bridge/profiles/schema';
import { MeasurementFailed } from '../floor/conversation.ts';

/** Boards of one kind on one line. */
export type Place = {
  readonly profile: BoardProfile;
  readonly baud: number;
  readonly addresses: readonly number[];
};

/** Beyond this nobody builds a bus, whatever a board's switch can be set to. */
const boardCountMax = 16;

/** The boards that ship, in the order of their names. */
export async function boardProfiles(): Promise<ReadonlyMap<string, BoardProfile>> {
  const loaded = await loadProfiles(profilesDirectory());
  if (!loaded.ok) throw new MeasurementFailed('the hardware profiles cannot be read');
  return loaded.profiles.boards;
}

/** A line at the profile's own speed with as many boards as their addresses allow, sixteen at most. */
export function fullBusOf(profile: BoardProfile): Place {
  const { min, max } = profile.address;
  return placeOf(profile, profile.line.baud, Math.min(boardCountMax, max - min + 1));
}

export function placeOf(profile: BoardProfile, baud: number, boardCount: number): Place {
  const addresses = Array.from({ length: boardCount }, (_, index) => profile.address.min + index);
  return { profile, baud, addresses };
}

export function nameOf({ profile, baud, addresses }: Place): string {
  return `${addresses.length} × ${profile.id}, ${baud} baud`;
}
