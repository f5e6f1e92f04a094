import { expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { StationControl } from '#station/control';
import { ScaleWatch } from '#station/scale-watch';
import { HandClock } from '../uplink/hand-clock.ts';
import { silentLog } from '../uplink/silent-log.ts';

function open(hasScale = true) {
  const clock = new HandClock();
  const asked: Command['do'][] = [];
  const stage = { isHeard: true, isRaised: false, isBusy: false };
  const control = {
    state: () => ({ faults: stage.isRaised ? [{ id: 'scale-silent.scale' }] : [] }),
    ask: (command: Command): Promise<Answer> => {
      asked.push(command.do);
      if (stage.isBusy) return Promise.reject(new RangeError('busy'));
      stage.isRaised = command.do === 'raise-fault';
      return Promise.resolve({ ok: true, visit: null, stay: null });
    },
  } as unknown as StationControl;
  const scale = hasScale ? { read: () => null, isHeard: () => stage.isHeard } : null;
  const watch = new ScaleWatch({ scale, control, clock, log: silentLog });
  watch.start();
  return { clock, asked, stage, watch };
}

it('R34 raises a fault while the scale is silent, once, and clears it when it speaks', async () => {
  const { clock, asked, stage, watch } = open();
  await clock.advance(10_000);
  expect(asked).toEqual([]);
  stage.isHeard = false;
  await clock.advance(15_000);
  expect(asked).toEqual(['raise-fault']);
  stage.isHeard = true;
  await clock.advance(5_000);
  expect(asked).toEqual(['raise-fault', 'clear-fault']);
  stage.isHeard = false;
  watch.stop();
  await clock.advance(20_000);
  expect(asked).toHaveLength(2);
});

it('R34 tells again what was not taken, and clears what an earlier scale left behind', async () => {
  const busy = open();
  busy.stage.isHeard = false;
  busy.stage.isBusy = true;
  await busy.clock.advance(10_000);
  expect(busy.asked).toEqual(['raise-fault', 'raise-fault']);
  const gone = open(false);
  gone.stage.isRaised = true;
  await gone.clock.advance(10_000);
  expect(gone.asked).toEqual(['clear-fault']);
});
