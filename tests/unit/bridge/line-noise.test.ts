import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDice, type Dice } from '#simulator/dice';
import { answeringBoard, after } from './answering-board.ts';

const folder = new URL('../../../hardware-profiles/boards/', import.meta.url);
const ids = readdirSync(folder).map((file) => file.replace('.yaml', ''));
const inputCount = Number(process.env['LATCHKEY_NOISE_INPUTS'] ?? 300);

const noiseOf = (dice: Dice): Uint8Array =>
  Uint8Array.from({ length: 1 + dice.below(30) }, () => dice.below(256));

describe.each(ids)('noise on a line with a %s', (id) => {
  test(
    `${String(inputCount)} random inputs make the controller transmit nothing`,
    async () => {
      const { transport, clock, heard, session } = await answeringBoard(id, () => null);
      const dice = createDice(7).split(id);
      for (let input = 0; input < inputCount; input += 1) transport.line.receive(noiseOf(dice));
      await clock.advance(60_000);
      expect(heard).toEqual([]);
      expect(session.counters().discardedBytes).toBeGreaterThan(0);
    },
    30_000 + inputCount,
  );

  test('Incident 38: noise around reads adds no request, and no unlock ever', async () => {
    const { board, transport, clock, heard, codec } = await answeringBoard(id, (request) => {
      if (request.kind !== 'read-doors') return { kind: 'coils-cut', board: request.board, channel: null };
      if (codec.shows === 'relays') return { kind: 'relays', board: request.board, energised: [] };
      const hooks = Array.from({ length: board.profile.channels }, () => true);
      const items = board.profile.polarity.item === null ? null : hooks;
      return { kind: 'doors', board: request.board, hooks, items };
    });
    const dice = createDice(8).split(id);
    const readCount = 50;
    for (let count = 0; count < readCount; count += 1) {
      const reading = board.readDoors('poll');
      await clock.advance(dice.below(12));
      transport.line.receive(noiseOf(dice));
      await after(clock, 20_000, reading);
    }
    const kinds = new Set(heard.map(({ kind }) => kind));
    expect([...kinds].filter((kind) => kind === 'unlock' || kind === 'end-pulse')).toEqual([]);
    // A read that noise has spoilt is asked once more, and where nothing is checked a change is asked again.
    expect(heard.length).toBeLessThanOrEqual(3 * readCount + 1);
    expect(heard.length).toBeGreaterThanOrEqual(readCount);
  });
});
