import { describe, expect, it } from 'vitest';
import type { ScannerInput } from '#bridge/profiles/scanner-schema';
import { createDice } from '#simulator/dice';
import { obey } from '#simulator/orders/obedience';
import { describeSimulation } from '#simulator/orders/description';
import type { RunningSimulation } from '#simulator/running-simulation';
import { VirtualScanner } from '#simulator/scanners/virtual-scanner';
import { bytesOf, cu16, hexOf, wireUp } from './virtual-hardware.ts';

const line = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const text: ScannerInput = { protocol: 'serial-text', line, silenceMs: 300, identities: [] };
const gm65: ScannerInput = { ...text, protocol: 'gm65', heartbeatMs: 10_000 };
const pos: ScannerInput = { protocol: 'hid-pos', usagePage: 0x8c, usage: 2, identities: [] };
const wedge: ScannerInput = { ...pos, protocol: 'hid-keyboard', layout: 'us', usagePage: 1, usage: 6 };

function make(input: ScannerInput): { scanner: VirtualScanner; sent: string[] } {
  const sent: string[] = [];
  const scanner = new VirtualScanner('front', input, createDice(1), (bytes) => sent.push(hexOf(bytes)));
  return { scanner, sent };
}

describe('a virtual scanner', () => {
  it('on a line sends the text and CR, with its symbology in front where it tells one', () => {
    const { scanner, sent } = make(text);
    scanner.scan('AB1', null);
    scanner.scan('AB1', 'gs1-128');
    expect(sent).toEqual(['41 42 31 0D', '5D 43 31 41 42 31 0D']);
  });

  it('in HID POS mode sends reports with length and symbology', () => {
    const { scanner, sent } = make(pos);
    scanner.scan('AB1', 'qr');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^02 03 5D 51 31 41 42 31 00 /);
  });

  it('in keyboard mode presses and releases keys, and Enter at last', () => {
    const { scanner, sent } = make(wedge);
    scanner.scan('A1', null);
    expect(sent).toEqual([
      '02 00 04 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 1E 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 28 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
    ]);
  });

  it('of the GM65 answers golden commands with golden answers', () => {
    const { scanner, sent } = make(gm65);
    scanner.receive(bytesOf('7E 00 0A 01 00 00 00 30 1A'));
    scanner.receive(bytesOf('7E 00 07 01 00 2A'));
    scanner.receive(bytesOf('02 D8 0F'));
    scanner.receive(bytesOf('7E 00 08 01 00 D0 80 AB CD 7E 00 09 01 00 00 00 DE C8'));
    scanner.receive(bytesOf('7E 00 09 01 00 00 00 DE C9'));
    expect(sent).toEqual([
      '03 00 00 01 00 33 31',
      '02 00 00 02 39 01 C1 4C',
      '02 00 00 01 00 33 31',
      '02 00 00 01 00 33 31',
    ]);
  });

  it('that is mute neither reads nor answers', () => {
    const { scanner, sent } = make(gm65);
    scanner.isMute = true;
    scanner.scan('AB1', null);
    scanner.receive(bytesOf('7E 00 0A 01 00 00 00 30 1A'));
    expect(sent).toEqual([]);
  });

  it('without commands listens to nothing', () => {
    const { scanner, sent } = make(text);
    scanner.receive(bytesOf('7E 00 0A 01 00 00 00 30 1A'));
    expect(sent).toEqual([]);
  });
});

describe('an order to a scanner', () => {
  function start(input: ScannerInput) {
    const { scanner, sent } = make(input);
    const port = { path: '/dev/pts/99' as string | null };
    const plugged = {
      scanner,
      profile: 'profile-1',
      port: {
        get path() {
          return port.path;
        },
        unplug: () => void (port.path = null),
        plugIn: () => void (port.path = '/dev/pts/99'),
      },
    };
    const simulation: RunningSimulation = {
      station: wireUp({ profile: cu16, addresses: [0] }).station,
      ports: new Map(),
      scanners: new Map([['front', plugged]]),
      changed: () => undefined,
      watch: () => () => undefined,
    };
    const shown = (): unknown => describeSimulation(simulation).scanners;
    return { sent, shown, obey: (value: unknown) => obey(simulation, value) };
  }

  it('holds a barcode in front of it', () => {
    const { sent, obey } = start(text);
    const order = { do: 'scan', scanner: 'front', text: 'AB1' };
    expect([obey(order), obey({ ...order, symbology: 'code-128' })]).toEqual([{ ok: true }, { ok: true }]);
    expect(sent).toEqual(['41 42 31 0D', '5D 43 30 41 42 31 0D']);
  });

  it.each([
    [{ do: 'scan', scanner: 'back', text: 'AB1' }, 'there is no scanner back'],
    [{ do: 'scan', scanner: 'front', text: 'Z\u00e9ro' }, 'the sign 195 has no key'],
    [{ do: 'set-fault', scanner: 'back', fault: 'mute' }, 'there is no scanner back'],
    [
      { do: 'set-fault', scanner: 'front', board: 'board-0', fault: 'mute' },
      'a fault befalls exactly one of compartment, board, bus, scanner and input',
    ],
  ])('%o is refused with a clear answer', (order, error) => {
    expect(start(wedge).obey(order)).toEqual({ ok: false, error });
  });

  it('of a symbology that no scanner knows is refused', () => {
    const outcome = start(text).obey({ do: 'scan', scanner: 'front', text: 'A', symbology: 'runes' });
    expect(outcome).toMatchObject({ ok: false });
  });

  it('silences it, pulls its plug and mends both', () => {
    const { obey, shown } = start(text);
    const front = { id: 'front', profile: 'profile-1', faults: [] };
    expect(shown()).toEqual([{ ...front, tty: '/dev/pts/99', isMute: false }]);
    obey({ do: 'set-fault', scanner: 'front', fault: 'mute' });
    obey({ do: 'set-fault', scanner: 'front', fault: 'unplugged' });
    expect(shown()).toEqual([{ ...front, tty: null, isMute: true }]);
    expect(obey({ do: 'set-fault', scanner: 'front', fault: 'late' })).toMatchObject({ ok: false });
    obey({ do: 'clear-fault', scanner: 'front', fault: 'mute' });
    expect(shown()).toEqual([{ ...front, tty: null, isMute: false }]);
    obey({ do: 'clear-fault', scanner: 'front' });
    expect(shown()).toEqual([{ ...front, tty: '/dev/pts/99', isMute: false }]);
  });

  it('makes it noisy while it runs, and quiet again', () => {
    const { sent, obey, shown } = start(text);
    const scan = { do: 'scan', scanner: 'front', text: 'AB1' };
    obey({ do: 'set-fault', scanner: 'front', fault: { kind: 'cut-short', missingBytes: 2 } });
    obey({ do: 'set-fault', scanner: 'front', fault: 'doubled' });
    obey(scan);
    expect(shown()).toMatchObject([
      { faults: [{ kind: 'cut-short', missingBytes: 2 }, { kind: 'doubled' }] },
    ]);
    obey({ do: 'clear-fault', scanner: 'front', fault: 'doubled' });
    obey(scan);
    obey({ do: 'clear-fault', scanner: 'front' });
    obey(scan);
    expect(sent).toEqual(['41 42', '41 42', '41 42', '41 42 31 0D']);
    expect(obey({ do: 'set-fault', scanner: 'front', fault: 'control-characters' })).toEqual({ ok: true });
    expect(obey({ do: 'set-fault', scanner: 'front', fault: 'garbage-before' })).toEqual({ ok: true });
    expect(shown()).toMatchObject([
      { faults: [{ kind: 'control-characters' }, { kind: 'garbage-before', byteCount: 3 }] },
    ]);
  });
});
