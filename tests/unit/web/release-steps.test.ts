import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { insideStep, releases, screen } from '../../../src/web/kiosk/app-state.ts';
import type { Release } from '../../../src/web/kiosk/app-state.ts';
import * as steps from '../../../src/web/kiosk/release-steps.ts';

type Asked = { readonly path: string; readonly key: string | null };

const noted = (): Response => new Response(null, { status: 204 });
const refused = (code: string): Response => Response.json({ code }, { status: 409 });
const fallen = (compartment: string, at: Release['at']): Release => ({
  compartment,
  at,
  cause: 'closed-unexpectedly',
});
const reported: Release = { compartment: 'B02', at: 'closed', cause: 'someone-inside' };

let answer: () => Response;
let asked: Asked[];

beforeEach(() => {
  answer = noted;
  asked = [];
  steps.leaveInside();
  steps.noteReleases([]);
  vi.stubGlobal('fetch', async (path: string, request: RequestInit) => {
    asked.push({ path, key: new Headers(request.headers).get('idempotency-key') });
    await Promise.resolve();
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('R1 the releases that the page shows', () => {
  it('stand by what has to be done, those that wait for a person first', () => {
    steps.noteReleases([fallen('A09', 'confirmed'), fallen('A02', 'closed'), fallen('A07', 'open')]);
    expect(steps.releaseGroups.value).toEqual([
      { at: 'open', compartments: ['A07'] },
      { at: 'closed', compartments: ['A02'] },
      { at: 'confirmed', compartments: ['A09'] },
    ]);
  });

  it('stand in the order of their doors', () => {
    steps.noteReleases([fallen('B01', 'open'), fallen('A10', 'open'), fallen('A02', 'open')]);
    expect(steps.releaseGroups.value).toEqual([{ at: 'open', compartments: ['A02', 'A10', 'B01'] }]);
  });

  it('are over with an empty list', () => {
    steps.noteReleases([fallen('A07', 'open')]);
    steps.noteReleases([]);
    expect(releases.value).toEqual([]);
    expect(steps.releaseGroups.value).toEqual([]);
  });

  it('name a person as the cause as soon as one has spoken', () => {
    steps.noteReleases([fallen('A07', 'open')]);
    expect(steps.isReported.value).toBe(false);
    steps.noteReleases([fallen('A07', 'open'), reported]);
    expect(steps.isReported.value).toBe(true);
  });
});

describe('R1 somebody says that a person is shut in', () => {
  it('is asked once on a screen of its own, and can go back without a word to the station', () => {
    const before = screen.value;
    steps.askInside();
    expect(screen.value).toBe('inside');
    steps.leaveInside();
    expect(screen.value).toBe(before);
    expect(asked).toEqual([]);
  });

  it('tells the station once, however often yes is pressed', async () => {
    steps.askInside();
    await Promise.all([steps.tellInside(), steps.tellInside(), steps.tellInside()]);
    expect(asked).toEqual([{ path: '/api/v1/releases', key: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
  });

  it('says that the station knows while no door has come up, and makes way for the first', async () => {
    steps.askInside();
    await steps.tellInside();
    expect(insideStep.value).toBe('told');
    steps.noteReleases([reported]);
    expect(insideStep.value).toBeNull();
  });

  it('makes way at once when the doors came up before the answer', async () => {
    steps.askInside();
    const told = steps.tellInside();
    steps.noteReleases([reported]);
    await told;
    expect(insideStep.value).toBeNull();
  });

  it('keeps asking and says why when the station did not take it', async () => {
    answer = () => refused('station-stopping');
    steps.askInside();
    await steps.tellInside();
    expect(insideStep.value).toBe('asking');
    expect(steps.releaseTrouble.value).toEqual({ code: 'station-stopping' });
    answer = noted;
    await steps.tellInside();
    expect(insideStep.value).toBe('told');
    expect(steps.releaseTrouble.value).toBeNull();
    expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  });

  it('stays away for whoever went back before the answer', async () => {
    steps.askInside();
    const told = steps.tellInside();
    steps.leaveInside();
    await told;
    expect(insideStep.value).toBeNull();
  });
});

describe('R3 somebody says that a compartment is empty', () => {
  it('is told to the station once for each door', async () => {
    const both = [steps.confirmCompartment('A07'), steps.confirmCompartment('A07')];
    expect(steps.confirming.value).toEqual(['A07']);
    await Promise.all([...both, steps.confirmCompartment('A08')]);
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v1/releases/A07/confirm',
      '/api/v1/releases/A08/confirm',
    ]);
    expect(steps.confirming.value).toEqual([]);
  });

  it('says why it was refused until the doors change', async () => {
    answer = () => refused('door-not-open');
    await steps.confirmCompartment('A07');
    expect(steps.releaseTrouble.value).toEqual({ code: 'door-not-open' });
    steps.noteReleases([fallen('A07', 'open')]);
    expect(steps.releaseTrouble.value).toBeNull();
  });
});
