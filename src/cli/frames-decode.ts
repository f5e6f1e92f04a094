import { whyForbidden } from '#bridge/conformance/forbidden-frames';
import { codecsOfOtherPulses } from '#bridge/conformance/widest-codecs';
import { bytesOf, hexOf, meaningsOf, type FrameMeaning } from '#codecs/frame-text';
import type { LockBoardReply, LockBoardRequest } from '#codecs/lock-board-codec';

import { bitsOf, emptyLine, findDialect, type Dialect, type FrameLine } from './frames-protocol.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

/** Prints everything that a frame can mean, one JSON line each, or why it means nothing. */
export async function decodeFrame(name: string, hex: string, terminal: Terminal): Promise<ExitCode> {
  const dialect = await findDialect(name, terminal);
  if (typeof dialect === 'number') return dialect;
  const { protocol } = dialect;
  const read = bytesOf(hex);
  const lines = read.ok ? linesOf(dialect, read.value) : [{ ...emptyLine(protocol), error: read.error }];
  for (const line of lines) terminal.print(JSON.stringify(line));
  return lines.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failed;
}

function linesOf(dialect: Dialect, frame: Uint8Array): readonly FrameLine[] {
  const { protocol } = dialect;
  const hex = hexOf(frame);
  const meanings = meaningsIn(dialect, frame);
  if (meanings.length > 0) {
    return meanings.map((meaning) => ({ ...emptyLine(protocol), ok: true, hex, ...wordsFor(meaning) }));
  }
  const reason = whyForbidden(protocol, frame);
  const error = reason === null ? whyNot(dialect, frame) : `never sent: ${reason}`;
  const kind = reason === null ? null : 'forbidden';
  return [{ ...emptyLine(protocol), hex, kind, error }];
}

/**
 * The first variant of the protocol that understands the frame at all. What only a variant with held coils
 * would take for a request stays forbidden as long as no profile says that this is the variant.
 */
function meaningsIn(dialect: Dialect, frame: Uint8Array): readonly FrameMeaning[] {
  const { protocol, codecs, isOfProfile } = dialect;
  const usual = codecs.filter(({ isHeld }) => !isHeld);
  const isForbidden = !isOfProfile && whyForbidden(protocol, frame) !== null;
  for (const { codec, channels } of isForbidden && usual.length > 0 ? usual : codecs) {
    const meanings = meaningsOf(codec, frame, channels);
    if (meanings.length > 0) return meanings;
  }
  if (isOfProfile) return [];
  const other = codecsOfOtherPulses(protocol).find(({ codec }) => codec.decodeRequest(frame).ok);
  return other ? meaningsOf(other.codec, frame, other.channels) : [];
}

function whyNot({ codecs }: Dialect, frame: Uint8Array): string {
  const codec = codecs[0]?.codec;
  const asked = codec?.decodeRequest(frame);
  const said = codec?.decodeReply(frame, null);
  const reasons = [asked, said].flatMap((decoded) => (decoded?.ok === false ? [decoded.error] : []));
  return reasons.join('; ');
}

type Words = Partial<Pick<FrameLine, 'from' | 'kind' | 'board' | 'lock' | 'doors' | 'items'>>;

function wordsFor(meaning: FrameMeaning): Words {
  return meaning.from === 'controller'
    ? { from: meaning.from, ...requestWords(meaning.request) }
    : { from: meaning.from, ...replyWords(meaning.reply) };
}

function requestWords(request: LockBoardRequest): Words {
  const kind = request.kind === 'read-doors' ? 'status' : request.kind;
  return { kind, board: request.board, lock: 'channel' in request ? request.channel : null };
}

function replyWords(reply: LockBoardReply): Words {
  const { board } = reply;
  switch (reply.kind) {
    case 'doors': {
      const items = reply.items === null ? null : bitsOf(reply.items);
      return { kind: 'status-reply', board, doors: bitsOf(reply.hooks), items };
    }
    case 'relays':
      return { kind: 'relays-reply', board, doors: null };
    case 'unlock-answered':
      return { kind: 'unlock-reply', board, lock: reply.channel };
    case 'coils-cut':
      return { kind: 'coils-cut-reply', board, lock: reply.channel };
    case 'pushed':
      return { kind: 'push', board, lock: reply.channel };
  }
}
