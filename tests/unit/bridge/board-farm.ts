import { createCodec } from '#codecs/codec-table';
import type { BoardProfile } from '#bridge/profiles/schema';
import type { ManualClock } from './manual-clock.ts';
import { ScriptedTransport, type ScriptedConnection } from './scripted-transport.ts';

/** A profile as the files write it, for boards that answer at 19200. */
export const profile: BoardProfile = {
  kind: 'lock-board',
  id: 'kerong-cu16',
  name: 'CU16',
  protocol: 'kerong-cu16',
  channels: 16,
  address: { min: 0, max: 9 },
  line: { baud: 19_200, dataBits: 8, parity: 'none', stopBits: 1 },
  polarity: { hook: 'one-is-closed', item: 'one-is-occupied' },
  unlockReply: 'none',
  echo: 'none',
  timing: {
    pulseMs: 550,
    readTimeoutMs: 100,
    unlockTimeoutMs: 50,
    gapMs: 2,
    settleMs: 150,
    openDetectMs: 3000,
  },
  solenoidsAtOnceMax: 1,
  provenance: [{ source: 'test', confidence: 'low' }],
  caveats: [],
};

const codec = createCodec('kerong-cu16', { channels: 16 });
/** Five bytes there, nine bytes back. */
const exchangeMs = 7.3;

export class FarmBoard {
  readonly hooks = Array.from({ length: 16 }, () => true);
  readonly items = Array.from({ length: 16 }, () => false);
  readonly readsAt: number[] = [];
  readonly unlocks: { readonly channel: number; readonly at: number }[] = [];
  isSilent = false;
  /** What the hook does some time after a pulse began; null is a jammed door. */
  opensAfterMs: number | null = 100;
}

/** CU16 boards on one scripted line. */
export class BoardFarm {
  readonly transport: ScriptedTransport;
  readonly boards: readonly FarmBoard[];
  readonly #clock: ManualClock;

  constructor(clock: ManualClock, boardCount: number) {
    this.#clock = clock;
    this.boards = Array.from({ length: boardCount }, () => new FarmBoard());
    this.transport = new ScriptedTransport(clock);
    this.transport.onWrite = (bytes, line) => this.#receive(bytes, line);
  }

  board(address: number): FarmBoard {
    const board = this.boards[address];
    if (!board) throw new RangeError(`there is no board ${String(address)}`);
    return board;
  }

  #receive(bytes: Uint8Array, line: ScriptedConnection): void {
    const decoded = codec.decodeRequest(bytes);
    if (!decoded.ok) throw new RangeError(decoded.error);
    const request = decoded.value;
    const board = this.board(request.board);
    if (request.kind === 'unlock') {
      board.unlocks.push({ channel: request.channel, at: this.#clock.nowMs() });
      if (board.opensAfterMs === null || board.isSilent) return;
      this.#clock.after(board.opensAfterMs, () => {
        board.hooks[request.channel - 1] = false;
      });
      return;
    }
    board.readsAt.push(this.#clock.nowMs());
    if (board.isSilent) return;
    this.#clock.after(exchangeMs, () => {
      const { hooks, items } = board;
      line.receive(codec.encodeReply({ kind: 'doors', board: request.board, hooks, items }, request));
    });
  }
}
