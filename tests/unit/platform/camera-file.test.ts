import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Moment } from '#domain/moment';
import type { BootId } from '#domain/words';
import { openCameraFile } from '#platform/camera-file';
import type { CameraHealth } from '#station/ports';

let folder: string;
let path: string;
let monoMs: number;
let camera: CameraHealth;
let writing: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'camera-'));
  path = join(folder, 'status');
  monoMs = 0;
  writing = 0;
  const now = (): Moment => ({ wallMs: 0, monoMs, boot: 'b' as BootId, clock: 'unknown' });
  camera = openCameraFile({ path, staleMs: 30_000, clock: { now } });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every writing has a time of its own, whatever the grain of the file system's clock. */
function write(text: string): void {
  writeFileSync(path, text);
  writing += 1;
  utimesSync(path, writing, writing);
}

describe('M8 the health of a camera by a file', () => {
  it('is absent where nothing writes, and while a file merely lies there', () => {
    expect(camera.read()).toBe('absent');
    write('healthy\n');
    expect(camera.read()).toBe('absent');
    monoMs += 1_000;
    expect(camera.read()).toBe('absent');
  });

  it('is what was written last, for as long as it is written again and again', () => {
    write('healthy');
    camera.read();
    write('healthy');
    expect(camera.read()).toBe('healthy');
    write('blocked');
    expect(camera.read()).toBe('blocked');
    monoMs += 30_000;
    expect(camera.read()).toBe('blocked');
    monoMs += 1;
    expect(camera.read()).toBe('absent');
    write('healthy');
    expect(camera.read()).toBe('healthy');
  });

  it('is absent when the file goes away or says something else', () => {
    write('healthy');
    camera.read();
    write('healthy');
    expect(camera.read()).toBe('healthy');
    write('all is well');
    expect(camera.read()).toBe('absent');
    rmSync(path);
    expect(camera.read()).toBe('absent');
  });
});
