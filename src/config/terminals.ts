import { createBoardCodec } from '#bridge/profiles/board-codec';
import type { BoardSettings, BusSettings, GpioBoardSettings } from './settings.ts';
import type { WrittenStation } from './station-schema.ts';

/** What wiring has to know of a board, whatever drives it. */
export type Terminals = {
  readonly id: string;
  /** Counted from 1. */
  readonly channels: number;
  readonly showsItems: boolean;
  /** A sensor in the cabinet's profile that the board does not see is not connected. */
  readonly showsDoor: (channel: number) => boolean;
};

/** Terminals by the id of their board; null stands for a board that is written but was refused already. */
export type Boards = ReadonlyMap<string, Terminals | null>;

export function boardsOf(
  written: WrittenStation,
  buses: readonly BusSettings[],
  gpio: readonly GpioBoardSettings[],
): Boards {
  const writtenBoards = [...written.buses.flatMap(({ boards }) => boards), ...written.gpio];
  return new Map<string, Terminals | null>([
    ...writtenBoards.map(({ id }) => [id, null] as const),
    ...buses.flatMap(({ boards }) => boards.map((board) => [board.id, terminalsOf(board)] as const)),
    ...gpio.map((board) => [board.id, terminalsOfLines(board)] as const),
  ]);
}

/** A relay board without inputs switches and sees nothing. */
function terminalsOf({ id, profile }: BoardSettings): Terminals {
  const showsDoors = createBoardCodec(profile).shows === 'doors';
  return {
    id,
    channels: profile.channels,
    showsItems: profile.polarity.item !== null,
    showsDoor: () => showsDoors,
  };
}

function terminalsOfLines({ id, channels }: GpioBoardSettings): Terminals {
  return {
    id,
    channels: channels.length,
    showsItems: false,
    showsDoor: (channel) => (channels[channel - 1]?.door ?? null) !== null,
  };
}
