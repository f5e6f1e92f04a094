import { beforeEach, describe, expect, test } from 'vitest';
import { profile as cu16 } from '../bridge/board-farm.ts';
import { bytesOf, hexOf } from '../bridge/scripted-transport.ts';
import type { IntentionId } from '#domain/words';
import { createTwin, labelOf, type Twin } from './twin.ts';

let twin: Twin;
/** What the line carried, as `seconds frame`. */
let said: { readonly atMs: number; readonly frame: string }[];

beforeEach(async () => {
  twin = createTwin({ profile: cu16, buses: [[0]] });
  await twin.start();
  said = [];
  const transport = twin.transports[0];
  const startedAt = twin.clock.nowMs();
  const carry = transport?.onWrite;
  if (transport && carry) {
    transport.onWrite = (bytes, on) => {
      said.push({ atMs: twin.clock.nowMs() - startedAt, frame: hexOf(bytes) });
      carry(bytes, on);
    };
  }
});

const board = () => twin.station.boards.get('b0-0');
const openings = (): number => twin.transports[0]?.connections.length ?? 0;

describe('the ladder of a line that does not answer', () => {
  test('asks once more after a silence, then opens the line anew, and the board is out of service within ten seconds', async () => {
    board()?.setFault({ kind: 'silent' });
    await twin.clock.advance(2_000);
    const [first, again] = said;
    expect(first?.frame).toBe('02 00 30 03 35');
    expect(again?.frame).toBe(first?.frame);
    // The timeout of a hundred, and as long again in which a late reply may arrive.
    expect((again?.atMs ?? 0) - (first?.atMs ?? 0)).toBeCloseTo(200, 0);
    await twin.clock.advance(8_000);
    expect(twin.reports[0]).toEqual({ kind: 'board-silent', board: 'b0-0' });
    expect(openings()).toBeGreaterThanOrEqual(2);
    expect(twin.transports[0]?.connections.slice(0, -1).every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('is climbed ever more slowly, and the board comes back by itself without a pulse', async () => {
    board()?.setFault({ kind: 'silent' });
    twin.doors.unlock('i1' as IntentionId, labelOf(0, 0, 1));
    await twin.clock.advance(600_000);
    const openingsInTenMinutes = openings();
    expect(openingsInTenMinutes).toBeGreaterThan(10);
    expect(openingsInTenMinutes).toBeLessThan(40);
    const pulses = said.filter(({ frame }) => frame.startsWith('02 00 31'));
    expect(pulses).toHaveLength(1);
    board()?.clearFaults();
    twin.reports.splice(0);
    await twin.clock.advance(3_000);
    expect(twin.reports[0]).toEqual({ kind: 'board-answering', board: 'b0-0' });
    expect(twin.reports).toHaveLength(17);
    await twin.clock.advance(60_000);
    expect(said.filter(({ frame }) => frame.startsWith('02 00 31'))).toHaveLength(1);
  });

  test('what lay in the line before it was opened anew is not taken for an answer', async () => {
    board()?.setFault({ kind: 'silent' });
    await twin.clock.advance(10_000);
    const old = twin.transports[0]?.connections[0];
    old?.receive(bytesOf('02 00 35 00 00 00 00 03 3A'));
    await twin.clock.advance(1_000);
    expect(twin.reports.filter((report) => report.kind === 'board-answering')).toEqual([]);
  });
});
