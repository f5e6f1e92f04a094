import { createHash } from 'node:crypto';
import type { Settings } from './settings.ts';

type Hardware = Pick<Settings, 'buses' | 'gpio' | 'supplies' | 'compartments' | 'shelves' | 'scanners'>;

/**
 * SHA-256 in hexadecimal of all hardware that a station file names, profiles included, for the centre:
 * another value says that somebody changed wiring, profiles or scanners.
 */
export function hardwareHash(settings: Hardware): string {
  const { buses, gpio, supplies, compartments, shelves, scanners } = settings;
  const hardware = JSON.stringify([buses, gpio, supplies, compartments, shelves, scanners]);
  return createHash('sha256').update(hardware).digest('hex');
}
