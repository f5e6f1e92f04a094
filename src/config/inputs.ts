import { resolve } from 'node:path';
import type { Findings } from './findings.ts';
import { describe } from './problem.ts';
import type { Settings } from './settings.ts';
import type { WrittenStation } from './station-schema.ts';

/** What is watched and weighed (rule R34). */
export function settleInputs(
  { inputs, buses, scanners }: WrittenStation,
  folder: string,
  findings: Findings,
): Settings['inputs'] {
  const { camera, scale } = inputs;
  const taken = new Set([
    ...buses.flatMap(({ transport }) => ('path' in transport ? [transport.path] : [])),
    ...scanners.flatMap(({ serial }) => (serial === undefined ? [] : [serial.path])),
  ]);
  if (scale !== undefined && taken.has(scale.path)) {
    findings.refuse(['inputs', 'scale', 'path'], 'a port that nothing else uses', describe(scale.path));
  }
  return {
    camera: camera === undefined ? null : { ...camera, statusFile: resolve(folder, camera.statusFile) },
    scale: scale === undefined ? null : { ...scale, stopBits: 1 },
  };
}
