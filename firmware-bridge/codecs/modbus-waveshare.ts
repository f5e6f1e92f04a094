/**
 * Waveshare Modbus RTU relay boards. Manuals: Waveshare wiki, "Modbus RTU Relay", "Modbus RTU Relay (D)" and
 * "Modbus RTU IO 8CH", protocol V2 (since September 2021). Coils and inputs as in `modbus-coils.ts`, and
 *
 *   unlock one  FC05, address 0200 + relay, value n: the board itself switches off after n times 100 ms
 *
 * so that a controller that dies cannot leave a coil energised. A card on which this "flash on" was reported
 * not to work is driven by plain coils where the profile says `pulse: software`. Toggles (5500), all relays
 * (00FF), flash off (0400) and the settings (1000, 2000, 4000) have no representation here.
 */
import type { CodecOptions, LockBoardCodec } from './lock-board-codec.ts';
import { createCoilBoardCodec, switchOn, type PulseOfCoil } from './modbus-coils.ts';
import { word } from './modbus-rtu.ts';
import { within } from './unencodable.ts';

const flashOnAt = 0x0200;
const flashUnitMs = 100;
/** The board would take 3276 s; five are more than any lock coil can bear. */
const flashUnitsMax = 50;

export function createModbusWaveshareCodec(options: CodecOptions): LockBoardCodec {
  const pulseOf = options.pulse === 'software' ? switchOn(options) : flashOn(options);
  return createCoilBoardCodec('modbus-waveshare', options, pulseOf);
}

function flashOn({ coilsAt = 0, pulseMs = 0 }: CodecOptions): PulseOfCoil {
  const units = within('the pulse in units of 100 ms', pulseMs / flashUnitMs, 1, flashUnitsMax);
  return (channel) => [...word(flashOnAt + coilsAt + channel - 1), ...word(units)];
}
