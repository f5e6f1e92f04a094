import type { ScannerInput } from '#bridge/profiles/scanner-schema';
import { aimOf, type Symbology } from '#codecs/barcodes/aim';
import { frameBytes, nothingPending, type Pending } from '#codecs/framer';
import { encodeKeystrokes } from '#codecs/scanners/hid-keyboard';
import { encodePosScan } from '#codecs/scanners/hid-pos';
import { decodeGm65Command, encodeGm65Answer, measureGm65Command } from '#codecs/scanners/gm65';
import type { Gm65Command } from '#codecs/scanners/gm65';
import type { Dice } from '../dice.ts';
import { sortScanFaults, spoilReports, spoilText, type ScanFault } from './scan-faults.ts';

const cr = 0x0d;
/** The longest command that the virtual module listens for. */
const commandBytesMax = 64;
/** Answer to everything that is done rather than read. */
const done = Uint8Array.of(0x00);
/** Register 2A and the one behind it hold the speed; 39 01 is 9600, the factory setting. */
const factorySettings: readonly (readonly [number, number])[] = [
  [0x2a, 0x39],
  [0x2b, 0x01],
];

/**
 * A scanner at the level of its reports: shown a barcode, it sends exactly the bytes that a real one of its
 * profile sends. What carries them, a terminal or a virtual HID device, is somebody else's.
 */
export class VirtualScanner {
  readonly id: string;
  readonly #input: ScannerInput;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #registers = new Map(factorySettings);
  #pending: Pending = nothingPending;
  readonly #dice: Dice;
  #spoilt: readonly { readonly fault: ScanFault; readonly dice: Dice }[] = [];
  /** It neither reads nor answers, although its line is open. */
  isMute = false;

  /** `send` gets one report at a time, or the bytes of one scan on a line; `dice` make its noise. */
  constructor(id: string, input: ScannerInput, dice: Dice, send: (bytes: Uint8Array) => void) {
    this.id = id;
    this.#input = input;
    this.#dice = dice;
    this.#send = send;
  }

  get faults(): readonly ScanFault[] {
    return this.#spoilt.map(({ fault }) => fault);
  }

  /** Switches a fault on; one of the same kind is replaced. */
  setFault(fault: ScanFault): void {
    this.clearFaults(fault.kind);
    this.#spoilt = sortScanFaults([...this.#spoilt, { fault, dice: this.#dice.split(fault.kind) }]);
  }

  /** Switches faults off, those of one kind or all. */
  clearFaults(kind?: string): void {
    this.#spoilt = this.#spoilt.filter(({ fault }) => kind !== undefined && fault.kind !== kind);
  }

  /**
   * Somebody holds a barcode in front of it. A symbology of null is a scanner that tells none. Throws
   * `Unencodable` where a keyboard has no key for a sign.
   */
  scan(text: string, symbology: Symbology | null): void {
    if (this.isMute) return;
    const { protocol } = this.#input;
    const aim = symbology === null ? null : aimOf(symbology);
    const read = this.#spoilt.reduce<Uint8Array>(
      (bytes, { fault, dice }) => spoilText(bytes, fault, protocol, dice),
      new TextEncoder().encode(text),
    );
    const sent = this.#spoilt.reduce(
      (reports, { fault, dice }) => spoilReports(reports, fault, protocol, dice),
      this.#write(read, aim),
    );
    for (const report of sent) this.#send(report);
  }

  /** Bytes that no barcode makes it send: noise, or a report of another device. */
  sendRaw(bytes: Uint8Array): void {
    this.#send(bytes);
  }

  /** What the station says to it; only modules with commands listen. */
  receive(bytes: Uint8Array): void {
    if (this.#input.protocol !== 'gm65' || this.isMute) return;
    const framed = frameBytes(this.#pending, bytes, measureGm65Command, commandBytesMax);
    this.#pending = framed.pending;
    for (const frame of framed.frames) {
      const command = decodeGm65Command(frame);
      if (command.ok) this.#send(this.#answer(command.value));
    }
  }

  #write(text: Uint8Array, aim: string | null): readonly Uint8Array[] {
    const prefix = new TextEncoder().encode(aim ?? '');
    switch (this.#input.protocol) {
      case 'hid-pos':
        return encodePosScan(text, aim);
      case 'hid-keyboard':
        return encodeKeystrokes(Uint8Array.from([...prefix, ...text]));
      case 'serial-text':
      case 'gm65':
        return [Uint8Array.from([...prefix, ...text, cr])];
    }
  }

  #answer(command: Gm65Command): Uint8Array {
    switch (command.kind) {
      case 'heartbeat':
        return encodeGm65Answer({ to: 'heartbeat', values: done });
      case 'save':
        return encodeGm65Answer({ to: 'command', values: done });
      case 'write':
        for (const [offset, value] of command.values.entries()) {
          this.#registers.set(command.address + offset, value);
        }
        return encodeGm65Answer({ to: 'command', values: done });
      case 'read':
        return encodeGm65Answer({
          to: 'command',
          values: Uint8Array.from({ length: command.count }, (_, offset) => {
            return this.#registers.get(command.address + offset) ?? 0;
          }),
        });
    }
  }
}
