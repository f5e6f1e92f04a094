/**
 * Any Modbus RTU board with a coil for every lock and, where it has them, a discrete input for every door.
 * Document: MODBUS Application Protocol Specification V1.1b3, 6.1, 6.2, 6.5 and 6.11. Addresses count from 0.
 *
 *   unlock one  FC05 coil FF00    end of the pulse  FC05 coil 0000    all off  FC0F with every coil 0
 *   read all    FC02 inputs, or without inputs FC01 coils, which say nothing of doors
 *
 * A coil that was switched on stays on. The profile has to say who ends the pulse: the board, because it was
 * set up to do so (`hardware`), or the controller (`software`); there is no default, because a wrong one
 * burns a lock.
 */
import { bitsOfBytes, bytesOfBits } from './door-bits.ts';
import type { CodecOptions, LockBoardCodec } from './lock-board-codec.ts';
import { createRelayBoardCodec, type RelayRequest } from './modbus-relay-board.ts';
import { addressRange, fn, word } from './modbus-rtu.ts';
import { Unencodable, within } from './unencodable.ts';

const on = [0xff, 0x00] as const;
const off = [0x00, 0x00] as const;
const channelsMax = 64;
const wordMax = 0xffff;

/** The four bytes behind FC05 that pulse a coil; the channel counts from 1. */
export type PulseOfCoil = (channel: number) => readonly number[];

export function createModbusCoilsCodec(options: CodecOptions): LockBoardCodec {
  if (options.pulse === undefined) throw new Unencodable('a profile of coils has to say who ends a pulse');
  return createCoilBoardCodec('modbus-coils', options, switchOn(options));
}

/** A coil that is simply switched on. */
export function switchOn({ coilsAt = 0 }: CodecOptions): PulseOfCoil {
  return (channel) => [...word(coilsAt + channel - 1), ...on];
}

/** Boards of coils differ only in how a pulse is asked for. */
export function createCoilBoardCodec(
  protocol: string,
  options: CodecOptions,
  pulseOf: PulseOfCoil,
): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  const coilsAt = within('the first coil', options.coilsAt ?? 0, 0, wordMax - channels + 1);
  const inputsAt = options.inputsAt ?? null;
  if (inputsAt !== null) within('the first input', inputsAt, 0, wordMax - channels + 1);
  const readBytes = Math.ceil(channels / 8);
  const read = inputsAt === null ? [fn.readCoils, ...word(coilsAt)] : [fn.readInputs, ...word(inputsAt)];
  const allOff = [
    fn.writeCoils,
    ...word(coilsAt),
    ...word(channels),
    readBytes,
    ...bytesOfBits([], readBytes),
  ];

  function pduOf(request: RelayRequest): readonly number[] {
    switch (request.kind) {
      case 'unlock':
        return [fn.writeCoil, ...pulseOf(request.channel)];
      case 'end-pulse':
        return [fn.writeCoil, ...word(coilsAt + request.channel - 1), ...off];
      case 'all-off':
        return allOff;
      case 'read-doors':
        return [...read, ...word(channels)];
    }
  }

  return createRelayBoardCodec({
    protocol,
    channels,
    addressMax: addressRange.max,
    pduOf,
    shows: inputsAt === null ? 'relays' : 'doors',
    readBytes,
    bitsIn: (data) => bitsOfBytes(data, channels),
    bytesFor: (bits) => bytesOfBits(bits, readBytes),
  });
}
