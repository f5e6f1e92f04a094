import { readFileSync, statSync } from 'node:fs';
import type { Camera } from '#domain/sending';
import type { CameraHealth, Clock } from '#station/ports';

export type CameraFileOptions = {
  /** Written by whatever runs the camera: `healthy` or `blocked`, again and again. */
  readonly path: string;
  /** So long one writing counts. */
  readonly staleMs: number;
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * How the camera is, by a file that its recorder keeps writing. A file that merely lies there says nothing:
 * only a writing that this process has seen happen counts, and only for a while on the monotonic clock, so
 * that neither an old file nor a wall clock that jumps makes a dead camera look healthy.
 */
export function openCameraFile({ path, staleMs, clock }: CameraFileOptions): CameraHealth {
  let writtenMs: number | null = null;
  let seenAtMs: number | null = null;

  return {
    read() {
      const found = readStatus(path);
      const nowMs = clock.now().monoMs;
      if (found !== null && found.writtenMs !== writtenMs) {
        if (writtenMs !== null) seenAtMs = nowMs;
        writtenMs = found.writtenMs;
      }
      const isFresh = seenAtMs !== null && nowMs - seenAtMs <= staleMs;
      return found === null || !isFresh ? 'absent' : found.camera;
    },
  };
}

/** Null where the file is missing, unreadable, or says something else. */
function readStatus(path: string): { readonly camera: Camera; readonly writtenMs: number } | null {
  try {
    const camera = readFileSync(path, 'utf8').trim();
    const { mtimeMs: writtenMs } = statSync(path);
    return camera === 'healthy' || camera === 'blocked' ? { camera, writtenMs } : null;
  } catch {
    return null;
  }
}
