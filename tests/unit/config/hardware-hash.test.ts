import { beforeAll, describe, expect, it } from 'vitest';
import { hardwareHash } from '#config/hardware-hash';
import type { Settings } from '#config/settings';
import { loadStationFile } from '#config/station-file';

let settings: Settings;

beforeAll(async () => {
  const loaded = await loadStationFile('docs/station.example.yaml', {});
  if (!loaded.ok) throw new TypeError('the example is not sound');
  ({ settings } = loaded);
});

describe('the hash of the hardware', () => {
  it('is the same for the same station, whatever its broker is', () => {
    const { uplink } = settings;
    const elsewhere = { ...settings, uplink: { ...uplink, broker: 'mqtts://elsewhere' } };
    expect(hardwareHash(elsewhere)).toBe(hardwareHash(settings));
    expect(hardwareHash(settings)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['buses', 'gpio', 'supplies', 'compartments', 'scanners'] as const)(
    'is another one when something changes among the %s',
    (section) => {
      const first = settings[section][0] ?? { id: 'relays' };
      const changed = { ...settings, [section]: [...settings[section], first] };
      expect(hardwareHash(changed)).not.toBe(hardwareHash(settings));
    },
  );
});
