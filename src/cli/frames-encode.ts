import { whyForbidden, whyNeverAsked } from '#bridge/conformance/forbidden-frames';
import type { ProtocolName } from '#codecs/codec-table';
import { hexOf } from '#codecs/frame-text';
import type { LockBoardCodec, LockBoardRequest } from '#codecs/lock-board-codec';
import { Unencodable } from '#codecs/unencodable';

import { emptyLine, findDialect, type Dialect, type FrameLine } from './frames-protocol.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

export type EncodeOptions = {
  readonly board: number;
  readonly lock?: number;
  readonly pulseMs?: number;
};

/** Prints the frame of a request as one JSON line, or why there is none. */
export async function encodeFrame(
  name: string,
  kind: string,
  options: EncodeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const dialect = await findDialect(name, terminal, options.pulseMs);
  if (typeof dialect === 'number') return dialect;
  const { protocol } = dialect;
  const request = requestOf(kind, options);
  if (request === null) {
    const reason = whyNeverAsked(protocol, kind);
    if (reason === null) {
      terminal.complain(
        'A request is unlock, status, end-pulse or all-off; unlock and end-pulse need --lock.',
      );
      return exitCodes.usage;
    }
    return refuse({ protocol, kind, ...options }, `never sent: ${reason}`, terminal);
  }
  const encoded = encode(dialect, request);
  if (typeof encoded !== 'object') return refuse({ protocol, kind, ...options }, encoded, terminal);
  const { board, lock = null } = options;
  const line: FrameLine = {
    ...emptyLine(protocol),
    ok: true,
    from: 'controller',
    kind,
    board,
    lock: request.kind === 'unlock' || request.kind === 'end-pulse' ? lock : null,
    hex: hexOf(encoded),
  };
  terminal.print(JSON.stringify(line));
  return exitCodes.ok;
}

function requestOf(kind: string, { board, lock }: EncodeOptions): LockBoardRequest | null {
  if (kind === 'status') return { kind: 'read-doors', board };
  if (kind === 'all-off') return { kind, board };
  if (lock === undefined) return null;
  return kind === 'unlock' || kind === 'end-pulse' ? { kind, board, channel: lock } : null;
}

/**
 * The frame, or a sentence. Where only a protocol was named, the list of what is never sent has the last
 * word: a variant whose coil has to be switched off again is for a profile to ask for.
 */
function encode({ protocol, codecs, isOfProfile }: Dialect, request: LockBoardRequest): Uint8Array | string {
  const tried = codecs.map(({ codec }) => attempt(codec, request));
  const frame = tried.find((one) => typeof one === 'object');
  if (frame === undefined) return String(tried[0]) + explainZero(request);
  // Switching every coil off is written like switching several on.
  const reason = isOfProfile || request.kind === 'all-off' ? null : whyForbidden(protocol, frame);
  return reason === null ? frame : `never sent: ${reason}`;
}

function explainZero(request: LockBoardRequest): string {
  const isZero = 'channel' in request && request.channel === 0;
  return isZero ? '; lock 0 would open every door of some boards, and is never sent' : '';
}

function attempt(codec: LockBoardCodec, request: LockBoardRequest): Uint8Array | string {
  try {
    return codec.encodeRequest(request);
  } catch (error) {
    if (error instanceof Unencodable) return error.message;
    throw error;
  }
}

function refuse(
  about: {
    readonly protocol: ProtocolName;
    readonly kind: string;
    readonly board: number;
    readonly lock?: number;
  },
  error: string,
  terminal: Terminal,
): ExitCode {
  const { protocol, kind, board, lock = null } = about;
  terminal.print(JSON.stringify({ ...emptyLine(protocol), kind, board, lock, error }));
  return exitCodes.failed;
}
