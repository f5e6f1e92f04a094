import { z } from 'zod';
import { protocolNames } from '#codecs/codec-table';
import { Unencodable } from '#codecs/unencodable';
import { createBoardCodec, type CodecChoice } from './board-codec.ts';
import { provenance, slug } from './provenance.ts';

const channelCount = z.int().min(1).max(64);
const wireAddress = z.int().min(0).max(0xffff);

const writtenBoardProfile = z.strictObject({
  kind: z.literal('lock-board'),
  id: slug,
  name: z.string(),
  /** Names the codec. */
  protocol: z.enum(protocolNames),
  /**
   * Part of the protocol is a guess; `caveats` say which. Such a board needs a capture before it is trusted.
   */
  experimental: z.boolean().optional(),
  channels: channelCount,
  /** 8A boards: bytes of the reply to "read all"; boards of 8 to 24 channels send 7, boards of 32 send 8. */
  readAllLength: z.union([z.literal(7), z.literal(8)]).optional(),
  /**
   * Who ends a pulse (rule R5): the board by itself, which is usual, or the controller, which then switches
   * every coil off at its start and at its end as well.
   */
  pulse: z.enum(['hardware', 'software']).optional(),
  /** Modbus boards of coils: where coils and discrete inputs begin, counted from 0; null without inputs. */
  relay: z.strictObject({ coilsAt: wireAddress, inputsAt: wireAddress.nullable() }).optional(),
  /** The protocol has no check byte: what a read changes is believed after a second, equal read only. */
  asksTwice: z.boolean().optional(),
  /** Lowest and highest address that the board's switch can be set to. */
  address: z.strictObject({ min: z.int().min(0), max: z.int().max(255) }),
  line: z.strictObject({
    baud: z.int().positive(),
    dataBits: z.union([z.literal(7), z.literal(8)]),
    parity: z.enum(['none', 'even', 'odd']),
    stopBits: z.union([z.literal(1), z.literal(2)]),
  }),
  /** What a raw bit of 1 means; the wiring of the lock decides, so a station file may override it. */
  polarity: z.strictObject({
    hook: z.enum(['one-is-closed', 'one-is-open']),
    item: z.enum(['one-is-occupied', 'one-is-empty']).nullable(),
  }),
  unlockReply: z.enum(['none', 'optional', 'required']),
  /**
   * The board may speak unasked when a lock moves; such a message only causes a read. Where it is absent, the
   * board never does.
   */
  pushes: z.boolean().optional(),
  /** An adapter or board that repeats our own bytes: exactly those are stripped. */
  echo: z.enum(['none', 'strip']),
  timing: z.strictObject({
    /** How long the board keeps the coil energised. */
    pulseMs: z.int().positive(),
    readTimeoutMs: z.int().positive(),
    unlockTimeoutMs: z.int().positive(),
    /** Silence that the line needs between a reply and the next request. */
    gapMs: z.number().nonnegative(),
    /** Time after the pulse before the hook switch can be believed. */
    settleMs: z.int().nonnegative(),
    /** How long after the pulse a door may take to be seen open. */
    openDetectMs: z.int().positive(),
  }),
  /** Solenoids that one supply may energise at the same time. */
  solenoidsAtOnceMax: z.int().min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});

export const boardProfile = writtenBoardProfile.superRefine((profile, context) => {
  const refusal = refusalOf(() => createBoardCodec(profile));
  if (refusal !== null) {
    context.addIssue({ code: 'custom', path: ['protocol'], message: `${profile.protocol}: ${refusal}` });
    return;
  }
  const mute = profile.pushes === true ? refusalOf(() => encodePush(profile)) : null;
  if (mute !== null) context.addIssue({ code: 'custom', path: ['pushes'], message: mute });
});
export type BoardProfile = z.infer<typeof boardProfile>;

function encodePush(profile: CodecChoice & { readonly address: { readonly min: number } }): Uint8Array {
  return createBoardCodec(profile).encodeReply({ kind: 'pushed', board: profile.address.min, channel: 1 });
}

/** Why the protocol cannot do it; null if it can. The codec itself is the judge. */
function refusalOf(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Unencodable) return error.message;
    throw error;
  }
}
