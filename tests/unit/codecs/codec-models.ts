import * as fc from 'fast-check';
import { createCodec, type ProtocolName } from '#codecs/codec-table';
import type {
  CodecOptions,
  LockBoardCodec,
  LockBoardReply,
  LockBoardRequest,
} from '#codecs/lock-board-codec';
import { checkRules, type CheckRule } from '../../contract/frames/check-rules.ts';

/** What the tests know of a board without asking its codec. */
export type Model = {
  readonly name: string;
  readonly protocol: ProtocolName;
  readonly codec: LockBoardCodec;
  readonly channels: number;
  readonly boards: { readonly min: number; readonly max: number };
  /** Whether relays can be told to let go. */
  readonly cutsCoils: boolean;
  /** Whether one wrong bit is always noticed. */
  readonly hasCheck: boolean;
  readonly isRight: CheckRule;
  /** The board that speaks, and what a frame shows, lowest channel first, by the layout in the manual. */
  readonly speakerOf: (frame: Uint8Array) => number;
  readonly shownIn: (frame: Uint8Array) => readonly boolean[];
  readonly replyTo: (request: LockBoardRequest) => fc.Arbitrary<LockBoardReply>;
};

type Layout = Pick<Model, 'boards' | 'speakerOf' | 'shownIn'> & {
  /** What the board may say in the state field of its answer to an unlock; null where it does not answer. */
  readonly states: readonly (number | null)[] | null;
  readonly showsItems?: true;
};

const lowestFirst = (bytes: Iterable<number>): boolean[] =>
  [...bytes].flatMap((byte) => [1, 2, 4, 8, 16, 32, 64, 128].map((bit) => (byte & bit) !== 0));
const second = (frame: Uint8Array): number => frame[1] ?? -1;
const first = (frame: Uint8Array): number => frame[0] ?? -1;
const asks = [0x10, 0x11, 0x12, 0x13, 0x14];

const ask: Layout = {
  boards: { min: 0, max: 15 },
  states: asks,
  speakerOf: second,
  shownIn: (frame) => lowestFirst(frame.slice(8)),
};
const modbus: Layout = {
  boards: { min: 1, max: 247 },
  states: [null],
  speakerOf: first,
  shownIn: (frame) => lowestFirst(frame.slice(3, -2)),
};

const layouts: Readonly<Record<ProtocolName, Layout>> = {
  'kerong-cu12': ask,
  'kerong-cu24': ask,
  'kerong-cu16': {
    boards: { min: 0, max: 9 },
    states: [0, 1, 0x8000, 0xffff],
    showsItems: true,
    speakerOf: (frame) => second(frame) >> 4,
    shownIn: (frame) => lowestFirst(frame.slice(3, 5)),
  },
  'kerong-cu48': {
    boards: { min: 0, max: 9 },
    states: null,
    speakerOf: second,
    shownIn: (frame) => lowestFirst(frame.slice(4, 10)),
  },
  'lockboard-8a': {
    boards: { min: 1, max: 99 },
    states: [0x00, 0x11],
    speakerOf: second,
    shownIn: (frame) => lowestFirst(frame.slice(2, -2).toReversed()),
  },
  'dingchang-dc': {
    boards: { min: 1, max: 99 },
    states: [null, 0, 1],
    speakerOf: (frame) => frame[2] ?? -1,
    shownIn: (frame) => lowestFirst(frame.slice(5, -1).toReversed()),
  },
  winnsen: {
    boards: { min: 0, max: 255 },
    states: [0, 1, 2],
    speakerOf: (frame) => frame[3] ?? -1,
    shownIn: (frame) => lowestFirst(frame.slice(4, 6)),
  },
  wkly: {
    boards: { min: 0, max: 255 },
    states: [0, 1, 0xff],
    speakerOf: (frame) => frame[5] ?? -1,
    shownIn: (frame) => Array.from(frame.slice(9, -1), (state) => state === 0x01),
  },
  'modbus-waveshare': modbus,
  'modbus-coils': modbus,
  'modbus-eletechsup': {
    ...modbus,
    boards: { min: 1, max: 63 },
    shownIn: (frame) =>
      Array.from(frame.slice(3, -2)).flatMap((byte, at) => (at % 2 === 1 ? [byte === 1] : [])),
  },
};

const coils = { pulse: 'software', coilsAt: 0x13 } as const;
const variants: readonly (readonly [ProtocolName, CodecOptions])[] = [
  ['kerong-cu12', { channels: 12 }],
  ['kerong-cu16', { channels: 16 }],
  ['kerong-cu24', { channels: 24 }],
  ['kerong-cu48', { channels: 48 }],
  ['lockboard-8a', { channels: 24 }],
  ['lockboard-8a', { channels: 32, readAllLength: 8 }],
  ['dingchang-dc', { channels: 12 }],
  ['dingchang-dc', { channels: 24 }],
  ['winnsen', { channels: 16 }],
  ['wkly', { channels: 24 }],
  ['modbus-waveshare', { channels: 8, pulse: 'hardware', pulseMs: 500, inputsAt: 0 }],
  ['modbus-waveshare', { channels: 8, pulse: 'software', inputsAt: 0 }],
  ['modbus-eletechsup', { channels: 8 }],
  ['modbus-coils', { channels: 16, inputsAt: 0x20, ...coils }],
  ['modbus-coils', { channels: 37, ...coils }],
];

export const models: readonly Model[] = variants.map(([protocol, options]) => modelOf(protocol, options));

function modelOf(protocol: ProtocolName, options: CodecOptions): Model {
  const { boards, speakerOf, shownIn, states, showsItems } = layouts[protocol];
  const codec = createCodec(protocol, options);
  const { channels, ...others } = options;
  const special = Object.entries(others).map(([name, value]) => `${name} ${String(value)}`);
  return {
    name: [protocol, `${String(channels)} channels`, ...special].join(', '),
    protocol,
    codec,
    channels,
    boards,
    cutsCoils: protocol.startsWith('modbus'),
    hasCheck: protocol !== 'winnsen',
    isRight: checkRules[protocol],
    speakerOf,
    shownIn: (frame) => shownIn(frame).slice(0, channels),
    replyTo: (request) => replyArbitrary(request, codec, channels, states, showsItems === true),
  };
}

export const bitsArbitrary = (count: number): fc.Arbitrary<boolean[]> =>
  fc.array(fc.boolean(), { minLength: count, maxLength: count });

export function requestArbitrary(model: Model): fc.Arbitrary<LockBoardRequest> {
  const board = fc.integer(model.boards);
  const channel = fc.integer({ min: 1, max: model.channels });
  const kinds = [
    fc.record({ kind: fc.constant('unlock' as const), board, channel }),
    fc.record({ kind: fc.constant('read-doors' as const), board }),
  ];
  const cuts = [
    fc.record({ kind: fc.constant('end-pulse' as const), board, channel }),
    fc.record({ kind: fc.constant('all-off' as const), board }),
  ];
  return fc.oneof(...kinds, ...(model.cutsCoils ? cuts : []));
}

/** A request that is answered, and a reply that answers it. */
export function exchangeArbitrary(model: Model): fc.Arbitrary<readonly [LockBoardRequest, LockBoardReply]> {
  const isAnswered = (request: LockBoardRequest): boolean =>
    request.kind !== 'unlock' || layouts[model.protocol].states !== null;
  return requestArbitrary(model)
    .filter(isAnswered)
    .chain((request) => model.replyTo(request).map((reply) => [request, reply] as const));
}

function replyArbitrary(
  request: LockBoardRequest,
  codec: LockBoardCodec,
  channels: number,
  states: Layout['states'],
  showsItems: boolean,
): fc.Arbitrary<LockBoardReply> {
  const { board } = request;
  const bits = bitsArbitrary(channels);
  switch (request.kind) {
    case 'unlock':
      return fc.constantFrom(...(states ?? [])).map((raw) => ({
        kind: 'unlock-answered',
        board,
        // A CU16 does not say which lock it means.
        channel: showsItems ? null : request.channel,
        raw,
      }));
    case 'end-pulse':
      return fc.constant({ kind: 'coils-cut', board, channel: request.channel });
    case 'all-off':
      return fc.constant({ kind: 'coils-cut', board, channel: null });
    case 'read-doors':
      if (codec.shows === 'relays') return bits.map((energised) => ({ kind: 'relays', board, energised }));
      return fc.tuple(bits, bits).map(([hooks, items]) => ({
        kind: 'doors',
        board,
        hooks,
        items: showsItems ? items : null,
        // Only these boards say which of their own locks they cannot read.
        ...(codec.protocol === 'wkly' ? { faulty: [] } : {}),
      }));
  }
}
