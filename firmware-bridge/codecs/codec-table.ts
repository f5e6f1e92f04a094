import { createDingchangDcCodec } from './dingchang-dc.ts';
import { createKerongCu12Codec, createKerongCu24Codec } from './kerong-cu12.ts';
import { createKerongCu16Codec } from './kerong-cu16.ts';
import { createKerongCu48Codec } from './kerong-cu48.ts';
import type { CodecOptions, LockBoardCodec } from './lock-board-codec.ts';
import { createLockboard8aCodec } from './lockboard-8a.ts';
import { createModbusCoilsCodec } from './modbus-coils.ts';
import { createModbusEletechsupCodec } from './modbus-eletechsup.ts';
import { createModbusWaveshareCodec } from './modbus-waveshare.ts';
import { createWinnsenCodec } from './winnsen.ts';
import { createWklyCodec } from './wkly.ts';

/**
 * Every protocol a board profile may name. KERONG has several layouts under one head byte: nothing is
 * sniffed.
 */
export const codecTable = {
  'kerong-cu12': createKerongCu12Codec,
  'kerong-cu16': createKerongCu16Codec,
  'kerong-cu24': createKerongCu24Codec,
  'kerong-cu48': createKerongCu48Codec,
  'lockboard-8a': createLockboard8aCodec,
  'dingchang-dc': createDingchangDcCodec,
  winnsen: createWinnsenCodec,
  wkly: createWklyCodec,
  'modbus-waveshare': createModbusWaveshareCodec,
  'modbus-eletechsup': createModbusEletechsupCodec,
  'modbus-coils': createModbusCoilsCodec,
} as const satisfies Readonly<Record<string, (options: CodecOptions) => LockBoardCodec>>;

export type ProtocolName = keyof typeof codecTable;

export const protocolNames = Object.keys(codecTable) as readonly ProtocolName[];

/** The codec of a protocol for a board with these options, as its profile states them. */
export function createCodec(protocol: ProtocolName, options: CodecOptions): LockBoardCodec {
  return codecTable[protocol](options);
}
