/**
 * Eletechsup R421A08 relay board and its kin. Sources: Erriez/R421A08-rs485-8ch-relay-board, its command
 * table and logs of a real board. Relays are holding registers counted from 1, not coils:
 *
 *   unlock one  FC06 register 0500: on for about a second, off by itself
 *   end, all off  FC06 register 0200, FC06 register 0 0800
 *   read all    FC03 from register 1, one word for each relay, 1 energised
 *
 * The board has no inputs: a read says that it lives, and nothing of doors. On (0100), toggle (0300), latch
 * (0400), delays (06ss, which switch the other relays) and all on (0700) have no representation here.
 */
import type { CodecOptions, LockBoardCodec } from './lock-board-codec.ts';
import { createRelayBoardCodec, type RelayRequest } from './modbus-relay-board.ts';
import { fn, word } from './modbus-rtu.ts';
import { Unencodable, within } from './unencodable.ts';

const order = { momentary: [0x05, 0x00], off: [0x02, 0x00], allOff: [0x08, 0x00] } as const;
const everyRelay = 0;
const addressMax = 63;
const channelsMax = 16;

export function createModbusEletechsupCodec(options: CodecOptions): LockBoardCodec {
  const channels = within('the number of channels', options.channels, 1, channelsMax);
  if (options.pulse === 'software') throw new Unencodable('this board ends its pulses by itself');
  const readBytes = 2 * channels;

  function pduOf(request: RelayRequest): readonly number[] {
    switch (request.kind) {
      case 'unlock':
        return [fn.writeRegister, ...word(request.channel), ...order.momentary];
      case 'end-pulse':
        return [fn.writeRegister, ...word(request.channel), ...order.off];
      case 'all-off':
        return [fn.writeRegister, ...word(everyRelay), ...order.allOff];
      case 'read-doors':
        return [fn.readRegisters, ...word(1), ...word(channels)];
    }
  }

  return createRelayBoardCodec({
    protocol: 'modbus-eletechsup',
    channels,
    addressMax,
    pduOf,
    shows: 'relays',
    readBytes,
    bitsIn,
    bytesFor: (bits) => Array.from({ length: channels }, (_, index) => word(bits[index] ? 1 : 0)).flat(),
  });
}

/** A word that is neither 0 nor 1 is not the state of a relay. */
function bitsIn(data: Uint8Array): readonly boolean[] | null {
  const words = Array.from({ length: data.length / 2 }, (_, index) => [data[2 * index], data[2 * index + 1]]);
  const isState = words.every(([high, low]) => high === 0 && (low === 0 || low === 1));
  return isState ? words.map(([, low]) => low === 1) : null;
}
