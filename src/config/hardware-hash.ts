import { createHash } from 'node:crypto';
import type { Settings } from './settings.ts';

type Hardware = Pick<Settings, 'buses' | 'gpio' | 'supplies' | 'compartments' | 'scanners'>;

/**
 * SHA-256 in hexadecimal of all hardware that a station file names, profiles included, for the centre:
 * another value says that somebody changed wiring, profiles or scanners.
 */
export function hardwareHash({ buses, gpio, supplies, compartments, scanners }: Hardware): string {
  const hardware = JSON.stringify([buses, gpio, supplies, compartments, scanners]);
  return createHash('sha256').update(hardware).digest('hex');
}
