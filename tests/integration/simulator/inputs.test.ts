import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSerialTransport } from '#bridge/transports/serial-transport';
import { createScale, type HardwareScale } from '#hardware/scale';
import { openCameraFile } from '#platform/camera-file';
import { startSimulation } from '#simulator/cabinet-simulation';
import type { CabinetSimulation } from '#simulator/cabinet-simulation';
import { obey } from '#simulator/orders/obedience';
import { createMachineClock } from '#simulator/wires/clocks';
import type { BootId } from '#domain/words';
import { cu16, plan } from '../../unit/simulator/virtual-hardware.ts';

const patience = { timeout: 10_000, interval: 20 };

describe('R34 the inputs of a simulation', () => {
  const clock = createMachineClock();
  const logged: string[] = [];
  const note = (_fields: object, message: string): void => void logged.push(message);
  let folder: string;
  let simulation: CabinetSimulation;
  let scale: HardwareScale;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-inputs-'));
    simulation = await startSimulation({
      ...plan({ profile: cu16, addresses: [0] }),
      seed: 1,
      clock,
      pacing: 'off',
      hands: 'nobody',
      controlPath: null,
      linkDirectory: folder,
      inputs: { camera: {}, scale: {} },
    });
    const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, staleMs: 1_000 } as const;
    const path = simulation.scaleTty ?? '';
    const shell = { clock, openSerial: createSerialTransport, log: { info: note, warn: note, error: note } };
    const created = createScale({ ...line, path }, shell);
    if (created === null) expect.fail('no scale was made');
    scale = created;
    scale.start();
  });
  afterEach(async () => {
    await scale.stop();
    await simulation.stop();
    rmSync(folder, { recursive: true });
  });

  it('R34 the station reads the twin of the scale through the driver of a real serial port', async () => {
    expect(simulation.scaleTty).toBe(join(folder, 'scale'));
    expect(obey(simulation, { do: 'weigh', grams: 1_250 })).toEqual({ ok: true });
    await vi.waitFor(() => expect(scale.read()).toEqual({ grams: 1_250, isSteady: true }), patience);
    obey(simulation, { do: 'set-fault', input: 'scale', fault: 'restless' });
    await vi.waitFor(() => expect(scale.read()).toMatchObject({ isSteady: false }), patience);
    obey(simulation, { do: 'set-fault', input: 'scale', fault: 'overloaded' });
    await vi.waitFor(() => expect([scale.read(), scale.isHeard()]).toEqual([null, true]), patience);
  });

  it('R34 a scale that is silent or pulled out is not believed, and is found again', async () => {
    await vi.waitFor(() => expect(scale.isHeard()).toBe(true), patience);
    obey(simulation, { do: 'set-fault', input: 'scale', fault: 'mute' });
    await vi.waitFor(() => expect([scale.read(), scale.isHeard()]).toEqual([null, false]), patience);
    obey(simulation, { do: 'clear-fault', input: 'scale', fault: 'mute' });
    await vi.waitFor(() => expect(scale.isHeard()).toBe(true), patience);
    obey(simulation, { do: 'set-fault', input: 'scale', fault: 'unplugged' });
    await vi.waitFor(() => expect(scale.isHeard()).toBe(false), patience);
    obey(simulation, { do: 'clear-fault', input: 'scale' });
    await vi.waitFor(() => expect(scale.isHeard()).toBe(true), patience);
    expect(logged).toContain('the scale cannot be heard');
  });

  it('R34 M8 the station reads the twin of the camera, and orders that make no sense are refused', async () => {
    const now = () => ({ wallMs: 0, monoMs: clock.nowMs(), boot: 'b' as BootId, clock: 'unknown' }) as const;
    const path = simulation.cameraFile ?? '';
    const camera = openCameraFile({ path, staleMs: 30_000, clock: { now } });
    await vi.waitFor(() => expect(camera.read()).toBe('healthy'), patience);
    obey(simulation, { do: 'set-fault', input: 'camera', fault: 'blocked' });
    await vi.waitFor(() => expect(camera.read()).toBe('blocked'), patience);
    const strange = obey(simulation, { do: 'set-fault', input: 'camera', fault: 'mute' });
    expect(strange).toMatchObject({
      ok: false,
      error: expect.stringContaining('fault at the camera') as string,
    });
    expect(obey(simulation, { do: 'state' })).toMatchObject({
      ok: true,
      state: { camera: { faults: ['blocked'] }, scale: { grams: 0, faults: [] } },
    });
  });
});
