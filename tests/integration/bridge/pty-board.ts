import { symlinkSync, unlinkSync } from 'node:fs';
import { frameBytes, nothingPending, type Pending } from '#codecs/framer';
import type { LockBoardCodec, LockBoardRequest } from '#codecs/lock-board-codec';
import { openPty, type Pty } from '#simulator/wires/pty';

/** One lock board at the end of a terminal that can be pulled out and put back under the same name. */
export class PtyBoard {
  readonly hooks: boolean[];
  readonly requests: LockBoardRequest[] = [];
  readonly #codec: LockBoardCodec;
  readonly #path: string;
  #pty: Pty | null = null;
  #pending: Pending = nothingPending;
  isMute = false;

  constructor(codec: LockBoardCodec, channels: number, path: string) {
    this.#codec = codec;
    this.#path = path;
    this.hooks = Array.from({ length: channels }, () => true);
  }

  plugIn(): void {
    this.#pty = openPty((bytes) => this.#receive(bytes));
    symlinkSync(this.#pty.path, this.#path);
  }

  pullOut(): void {
    if (!this.#pty) return;
    unlinkSync(this.#path);
    this.#pty.close();
    this.#pty = null;
  }

  /** Bytes that the controller did not ask for. */
  say(bytes: Uint8Array): void {
    this.#pty?.write(bytes);
  }

  get unlocks(): readonly LockBoardRequest[] {
    return this.requests.filter((request) => request.kind === 'unlock');
  }

  #receive(bytes: Uint8Array): void {
    const codec = this.#codec;
    const measureAt = (seen: Uint8Array, from: number) => codec.measureRequest(seen, from);
    const framed = frameBytes(this.#pending, bytes, measureAt, codec.frameLengthMax);
    this.#pending = framed.pending;
    for (const frame of framed.frames) {
      const decoded = codec.decodeRequest(frame);
      if (decoded.ok) this.#obey(decoded.value);
    }
  }

  #obey(request: LockBoardRequest): void {
    this.requests.push(request);
    if (request.kind === 'unlock') this.hooks[request.channel - 1] = false;
    if (this.isMute || request.kind === 'unlock') return;
    const items = this.#codec.protocol === 'kerong-cu16' ? this.hooks.map(() => false) : null;
    this.say(
      this.#codec.encodeReply({ kind: 'doors', board: request.board, hooks: this.hooks, items }, request),
    );
  }
}
