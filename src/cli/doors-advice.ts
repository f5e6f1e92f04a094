import type { WiredCompartment } from '#config/settings';

import type { Readings } from './doors-lines.ts';

/** What came of one pulse: which door a person saw move. */
export type Tested = {
  readonly compartment: WiredCompartment;
  /** The label of the door that moved; null where none did, or where the pulse was not sent. */
  readonly moved: string | null;
  /** Channels whose door bit changed, on any board. */
  readonly changed: readonly Joint[];
  readonly note: string | null;
};

export type Joint = { readonly board: string; readonly channel: number };

export type Correction = Joint & { readonly label: string };

export function isRight({ compartment, moved }: Tested): boolean {
  return moved === compartment.label;
}

/** Every channel that reads otherwise than before. */
export function changedJoints(before: Readings, after: Readings): readonly Joint[] {
  return [...before].flatMap(([board, channels]) => {
    const later = after.get(board);
    return (channels ?? []).flatMap(({ channel, door }, index) => {
      const now = later?.[index]?.door;
      return now === undefined || now === door ? [] : [{ board, channel }];
    });
  });
}

/** A door hangs on the channel whose pulse opened it, whatever the file says. */
export function corrections(tested: readonly Tested[]): readonly Correction[] {
  return tested.flatMap(({ compartment, moved }) => {
    const { board, channel, label } = compartment;
    return moved === null || moved === label ? [] : [{ label: moved, board, channel }];
  });
}

/** The lines for the section `wiring` of a cabinet in the station file. */
export function wiringLines(corrected: readonly Correction[]): readonly string[] {
  return corrected
    .toSorted((one, other) => one.label.localeCompare(other.label))
    .map(({ label, board, channel }) => `      ${label}: { board: ${board}, channel: ${String(channel)} }`);
}

export function describeTested(one: Tested): string {
  const { compartment, moved, changed, note } = one;
  const joint = `${compartment.board} channel ${String(compartment.channel)}`;
  const seen = note ?? (moved === null ? 'no door moved' : isRight(one) ? 'right' : `opened ${moved}`);
  const own = (other: Joint): boolean =>
    other.board === compartment.board && other.channel === compartment.channel;
  const strange = changed.filter((other) => !own(other));
  const also = strange.map(({ board, channel }) => `${board} channel ${String(channel)}`).join(', ');
  return `${compartment.label}  ${joint}: ${seen}${also === '' ? '' : `; status changed at ${also}`}`;
}
