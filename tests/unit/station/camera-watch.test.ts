import { expect, it } from 'vitest';
import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { Camera } from '#domain/sending';
import { CameraWatch } from '#station/camera-watch';
import type { StationControl } from '#station/control';
import { HandClock } from '../uplink/hand-clock.ts';
import { silentLog } from '../uplink/silent-log.ts';

function open(hasCamera = true) {
  const clock = new HandClock();
  const asked: Command[] = [];
  const stage: { seen: Camera; known: Camera; fault: boolean; isBusy: boolean } = {
    seen: 'absent',
    known: 'absent',
    fault: false,
    isBusy: false,
  };
  const control = {
    state: () => ({
      camera: stage.known,
      faults: stage.fault ? [{ id: 'camera-unhealthy.camera' }] : [],
    }),
    ask: (command: Command): Promise<Answer> => {
      asked.push(command);
      if (stage.isBusy) return Promise.resolve({ ok: false, refusal: 'try-later', waitS: 1 });
      if (command.do === 'see-camera') {
        stage.known = command.camera;
        stage.fault = command.camera !== 'healthy';
      }
      if (command.do === 'clear-fault') stage.fault = false;
      return Promise.resolve({ ok: true, visit: null, stay: null });
    },
  } as unknown as StationControl;
  const camera = hasCamera ? { read: () => stage.seen } : null;
  const watch = new CameraWatch({ camera, control, clock, log: silentLog });
  return { clock, asked, stage, watch };
}

it('M8 tells the station at once, at every change within a second, and nothing in between', async () => {
  const { clock, asked, stage, watch } = open();
  watch.start();
  await clock.advance(5_000);
  expect(asked).toEqual([{ do: 'see-camera', camera: 'absent' }]);
  stage.seen = 'healthy';
  await clock.advance(1_000);
  stage.seen = 'blocked';
  await clock.advance(1_000);
  expect(asked.slice(1)).toEqual([
    { do: 'see-camera', camera: 'healthy' },
    { do: 'see-camera', camera: 'blocked' },
  ]);
  watch.stop();
  expect(clock.waitingCount).toBe(0);
});

it('says again what a busy station did not take', async () => {
  const { clock, asked, stage, watch } = open();
  stage.isBusy = true;
  watch.start();
  await clock.advance(2_000);
  stage.isBusy = false;
  await clock.advance(5_000);
  expect(asked).toHaveLength(4);
  watch.stop();
});

it('clears the fault of an earlier run where the station file names no camera any more', async () => {
  const { clock, asked, stage, watch } = open(false);
  stage.fault = true;
  watch.start();
  await clock.advance(3_000);
  expect(asked).toEqual([{ do: 'clear-fault', fault: 'camera-unhealthy', subject: 'camera' }]);
  watch.stop();
});
