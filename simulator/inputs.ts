import { join } from 'node:path';
import { VirtualCamera } from './cameras/virtual-camera.ts';
import type { SimulatorClock } from './clock.ts';
import type { Dice } from './dice.ts';
import type { BusPort } from './running-simulation.ts';
import { VirtualScale } from './scales/virtual-scale.ts';
import { PluggedPort } from './wires/plugged-port.ts';

/**
 * Which inputs the station file names (rule R34). Where it expects them does not matter: virtual ones have a
 * terminal and a file of their own, and nothing is written where a real camera's recorder writes.
 */
export type SimulatedInputs = { readonly camera: object | null; readonly scale: object | null };

/** The twins of the inputs; null where the station file names none. */
export type PluggedInputs = {
  readonly scale: { readonly scale: VirtualScale; readonly port: BusPort } | null;
  readonly camera: VirtualCamera | null;
};

/** Below the directory of the links. */
const statusFileName = 'camera-status';

export const noInputs: PluggedInputs = { scale: null, camera: null };

/**
 * Switches the twins on: the scale on a terminal with a link `scale` below `linkDirectory`, the camera with
 * its file there; without a directory there is no place for a camera.
 */
export function plugInputs(
  { camera, scale }: SimulatedInputs,
  site: { readonly clock: SimulatorClock; readonly dice: Dice; readonly linkDirectory: string | null },
): PluggedInputs {
  const { clock, dice, linkDirectory } = site;
  const isSeen = camera !== null && linkDirectory !== null;
  const recorder = isSeen ? new VirtualCamera(clock, join(linkDirectory, statusFileName)) : null;
  recorder?.switchOn();
  return { camera: recorder, scale: scale === null ? null : plugScale(clock, dice, linkDirectory) };
}

function plugScale(
  clock: SimulatorClock,
  dice: Dice,
  linkDirectory: string | null,
): NonNullable<PluggedInputs['scale']> {
  const send = (bytes: Uint8Array): void => port.write(bytes);
  const scale = new VirtualScale(clock, dice, send);
  const port: PluggedPort = new PluggedPort(scale, linkDirectory);
  scale.switchOn();
  return { scale, port };
}

export function unplugInputs({ scale, camera }: PluggedInputs): void {
  camera?.switchOff();
  scale?.scale.switchOff();
  scale?.port.unplug();
}
