import type { BridgeClock } from '#bridge/clock';
import { GpioBoard, type GpioBoardEvent } from '#bridge/gpio/gpio-board';
import type { DoorBoard } from './door-board.ts';
import type { GpioProtection } from './gpio-protection.ts';
import type { GpioBoardWiring, GpioShell } from './gpio-wiring.ts';

export type GpioDoorBoardParts = {
  readonly wiring: GpioBoardWiring;
  readonly clock: BridgeClock;
  readonly shell: GpioShell;
  readonly protection: GpioProtection;
  /** What the switches say has changed. */
  readonly changed: () => void;
  readonly log: (event: GpioBoardEvent, reason: string) => void;
};

/** There is one board on these lines, and nobody addresses it. */
export const gpioAddress = 0;

/** GPIO lines as a board like any other, with its coils guarded (rule R5). */
export function createGpioDoorBoard(parts: GpioDoorBoardParts): DoorBoard {
  const { wiring, clock, shell, protection, changed, log } = parts;
  const lines = new GpioBoard({
    openPort: () => shell.openPort(wiring.port),
    clock,
    channels: wiring.channels,
    pulseMs: wiring.timing.pulseMs,
    debounceMs: wiring.timing.debounceMs,
    protect: (port) => protection.protect(wiring, port),
    objection: () => protection.objectionTo(wiring),
    changed,
    log,
  });
  return {
    address: gpioAddress,
    latencyMs: 0,
    profile: wiring,
    unlock: (channel) => lines.unlock(channel),
    readDoors: () => lines.readDoors(),
    release: () => lines.release(),
  };
}
