import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeWeight } from '#codecs/scales/headed-weight';
import type { BootId } from '#domain/words';
import { openCameraFile } from '#platform/camera-file';
import { VirtualCamera } from '#simulator/cameras/virtual-camera';
import { createDice } from '#simulator/dice';
import { createHandClock } from '#simulator/hand-clock';
import { VirtualScale } from '#simulator/scales/virtual-scale';

describe('R34 the twin of a scale', () => {
  const clock = createHandClock();
  let said: ReturnType<typeof decodeWeight>[];
  let scale: VirtualScale;

  beforeEach(() => {
    said = [];
    scale = new VirtualScale(clock, createDice(1), (line) => said.push(decodeWeight(line)));
    scale.switchOn();
  });
  afterEach(() => scale.switchOff());

  it('R34 swings when something is laid on it, and comes to rest at its weight', () => {
    scale.weigh(1_250);
    clock.advance(500);
    expect(said.every((one) => one?.kind === 'weight' && !one.isSteady)).toBe(true);
    clock.advance(1_000);
    expect(said.at(-1)).toEqual({ kind: 'weight', grams: 1_250, isSteady: true });
    expect(said).toHaveLength(15);
  });

  it('R34 can be broken in every way that its list names', () => {
    scale.weigh(800);
    clock.advance(2_000);
    scale.setFault('restless');
    clock.advance(300);
    expect(said.at(-1)).toMatchObject({ isSteady: false });
    scale.setFault('overloaded');
    clock.advance(100);
    expect(said.at(-1)).toEqual({ kind: 'overloaded' });
    scale.clearFault();
    scale.setFault('garbled');
    said.length = 0;
    clock.advance(2_000);
    expect(said).toContain(null);
    scale.setFault('mute');
    said.length = 0;
    clock.advance(1_000);
    expect(said).toEqual([]);
    scale.clearFault('mute');
    expect(scale.faults).toEqual(['garbled']);
  });
});

describe('R34 the twin of a camera', () => {
  const folder = mkdtempSync(join(tmpdir(), 'camera-twin-'));
  const clock = createHandClock();
  const statusFile = join(folder, 'status');
  const camera = new VirtualCamera(clock, statusFile);
  const now = () => ({ wallMs: 0, monoMs: clock.nowMs(), boot: 'b' as BootId, clock: 'unknown' }) as const;
  const health = openCameraFile({ path: statusFile, staleMs: 5_000, clock: { now } });
  afterEach(() => camera.clearFault());

  it('R34 M8 is believed when it writes again and again, and says what hides its sight', () => {
    camera.switchOn();
    expect(health.read()).toBe('absent');
    clock.advance(2_000);
    expect(health.read()).toBe('healthy');
    camera.setFault('blocked');
    clock.advance(2_000);
    expect(health.read()).toBe('blocked');
  });

  it('R34 M8 counts as absent when its recorder has died or writes something else', () => {
    clock.advance(1_000);
    expect(health.read()).toBe('healthy');
    camera.setFault('dead');
    clock.advance(10_000);
    expect(readFileSync(statusFile, 'utf8')).toBe('healthy\n');
    expect(health.read()).toBe('absent');
    camera.clearFault('dead');
    camera.setFault('garbled');
    clock.advance(2_000);
    expect(health.read()).toBe('absent');
    camera.switchOff();
    rmSync(folder, { recursive: true });
  });
});
