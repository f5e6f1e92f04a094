import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findAccessTroubles,
  findLayoutTroubles,
  launchBrowser,
  openKiosk,
  patience,
} from './kiosk-browser.ts';
import type { Kiosk, screens } from './kiosk-browser.ts';
import { goodBadge, goodCode } from './stage.ts';
import type { Asked } from './stage.ts';
import type { ReleaseNotice } from '#contract/http';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Release = ReleaseNotice['releases'][number];
type Play = (kiosk: Kiosk, page: Page) => Promise<void>;

/** How long a person holds a key; keys that follow each other faster are taken for a scanner. */
const personDelay = { delay: 120 } as const;
const states = ['open', 'closed', 'confirmed', 'open'] as const;

function manyReleases(count: number): readonly Release[] {
  return Array.from({ length: count }, (_, index) => ({
    compartment: `A${String(index + 1).padStart(2, '0')}`,
    cause: 'someone-inside',
    at: states[index % states.length] ?? 'open',
  }));
}

async function play(plot: Play, size: keyof typeof screens = 'landscape', language = 'en'): Promise<void> {
  const kiosk = await openKiosk(browser, size, ({ stage }) => {
    stage.station = { ...stage.station, languages: language === 'zh' ? ['zh', 'en'] : ['en', 'zh'] };
  });
  await plot(kiosk, kiosk.page);
  expect(kiosk.complaints).toEqual([]);
  expect(kiosk.foreign).toEqual([]);
  await kiosk.close();
}

function tell({ station }: Kiosk, all: readonly Release[]): void {
  station.tell({ kind: 'releases', releases: [...all] });
}

function posts({ station }: Kiosk, path: string): readonly Asked[] {
  return station.asked.filter((one) => one.method === 'POST' && one.path === path);
}

const one = (at: Release['at']): readonly Release[] => [
  { compartment: 'A03', cause: 'closed-unexpectedly', at },
];
const title = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();
const notice = (page: Page): ReturnType<Page['locator']> => page.locator('.releases[role="alert"]');
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).tap();

describe('R1 a release on the screen', () => {
  it('says which door, what happened, what to do and whom to call, until it is over', () =>
    play(async (kiosk, page) => {
      tell(kiosk, one('closed'));
      await notice(page).getByText('A compartment fell shut unexpectedly.').waitFor();
      await notice(page).getByText('Stand clear, and pull if the door sticks').waitFor();
      await notice(page).getByText('A03', { exact: true }).waitFor();
      await notice(page).getByText('400 800 1234').waitFor();
      tell(kiosk, one('open'));
      await notice(page).getByRole('button', { name: 'Door A03: It is empty' }).waitFor();
      tell(kiosk, one('confirmed'));
      await notice(page).getByText('Close the door now').waitFor();
      tell(kiosk, []);
      await expect.poll(() => notice(page).count(), patience).toBe(0);
    }));

  it('R3 is answered by one press, which posts once with a key', () =>
    play(async (kiosk, page) => {
      tell(kiosk, one('open'));
      const button = page.getByRole('button', { name: 'Door A03: It is empty' });
      await button.dblclick();
      const path = 'releases/A03/confirm';
      await expect.poll(() => posts(kiosk, path).length, patience).toBeGreaterThan(0);
      await expect.poll(() => button.isEnabled(), patience).toBe(true);
      expect(posts(kiosk, path)).toMatchObject([{ key: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    }));

  it('R3 says in words why an answer was refused', () =>
    play(async (kiosk, page) => {
      tell(kiosk, one('open'));
      kiosk.station.stage.nextRefusal = { code: 'door-not-open' };
      await press(page, 'Door A03: It is empty');
      await notice(page).getByText('The door does not stand open yet.').waitFor();
      kiosk.station.stage.nextRefusal = { code: 'release-over' };
      await press(page, 'Door A03: It is empty');
      await notice(page).getByText('This door is no longer being opened.').waitFor();
      expect(await notice(page).getByText('The door does not stand open yet.').count()).toBe(0);
    }));

  it('R3 is answered from a number pad by two keys, and by no single one', () =>
    play(async (kiosk, page) => {
      tell(kiosk, manyReleases(4));
      await notice(page).waitFor();
      await page.keyboard.press('NumpadSubtract', personDelay);
      await expect.poll(() => focused(page), patience).toBe('Door A01: It is empty');
      await page.keyboard.press('NumpadSubtract', personDelay);
      await expect.poll(() => focused(page), patience).toBe('Door A04: It is empty');
      expect(kiosk.station.asked.filter(({ method }) => method === 'POST')).toEqual([]);
      await page.keyboard.press('Enter');
      await expect.poll(() => posts(kiosk, 'releases/A04/confirm').length, patience).toBe(1);
    }));

  it('does not take a barcode for an answer', () =>
    play(async (kiosk, page) => {
      tell(kiosk, one('open'));
      await page.getByRole('button', { name: 'Door A03: It is empty' }).focus();
      await page.keyboard.type('C-10.01\n');
      await title(page, 'Enter your pickup code');
      await page.locator('[aria-label^="4 of 9"]').waitFor();
      expect(kiosk.station.asked.filter(({ method }) => method === 'POST')).toEqual([]);
    }));

  it('lets a recipient go on with a visit', () =>
    play(async (kiosk, page) => {
      await page.keyboard.type(goodCode);
      await title(page, 'Your door is opening');
      tell(kiosk, manyReleases(16));
      await page.getByText('Your door: A07').waitFor();
      kiosk.station.show({ step: 'asking', secondsLeft: 45 });
      await press(page, 'I took it');
      await title(page, 'Thank you');
      expect(posts(kiosk, 'visits/visit-recipient/confirm')).toMatchObject([{ body: { taken: true } }]);
    }));

  it('is forgotten when the streams come back without it', () =>
    play(async (kiosk, page) => {
      tell(kiosk, one('open'));
      await notice(page).waitFor();
      kiosk.station.dropStreams();
      await expect.poll(() => notice(page).count(), patience).toBe(0);
    }));
});

const focused = (page: Page): Promise<unknown> =>
  page.evaluate(`document.activeElement.getAttribute('aria-label')`);

describe('R1 "Someone is inside"', () => {
  it('is asked once and opens by touch, with a key and without a visit', () =>
    play(async (kiosk, page) => {
      await press(page, 'Someone is inside');
      await title(page, 'Open all empty compartments now?');
      await press(page, 'Yes, open them now');
      await title(page, 'The station has heard you');
      expect(posts(kiosk, 'releases')).toMatchObject([{ key: expect.any(String), authorization: null }]);
      tell(kiosk, manyReleases(3));
      await title(page, 'Enter your pickup code');
      await notice(page).getByText('Somebody said that a person is shut in.').waitFor();
    }));

  it('offers yes first and largest', () =>
    play(async (_, page) => {
      await press(page, 'Someone is inside');
      const yes = page.getByRole('button', { name: 'Yes, open them now' });
      const back = page.getByRole('button', { name: 'Back', exact: true });
      const [large, small] = [await yes.boundingBox(), await back.boundingBox()];
      expect(large?.height).toBeGreaterThan(small?.height ?? Infinity);
      expect(large?.y).toBeLessThan(small?.y ?? 0);
    }));

  it.each(['.', 'NumpadDecimal'])('is reached by the key %s and answered by Enter', (key) =>
    play(async (kiosk, page) => {
      await page.keyboard.press(key, personDelay);
      await title(page, 'Open all empty compartments now?');
      await page.keyboard.press('1', personDelay);
      expect(posts(kiosk, 'releases')).toEqual([]);
      await page.keyboard.press('Enter');
      await title(page, 'The station has heard you');
      expect(posts(kiosk, 'releases')).toHaveLength(1);
    }),
  );

  it('is reached by Tab, and from inside a field by the number pad', () =>
    play(async (_, page) => {
      await page.getByRole('button', { name: 'Someone is inside' }).focus();
      await page.keyboard.press('Enter');
      await title(page, 'Open all empty compartments now?');
      await press(page, 'Back');
      await page.keyboard.press('*');
      await page.locator('input[name=badge]').waitFor();
      await page.keyboard.press('NumpadDecimal');
      await title(page, 'Open all empty compartments now?');
      expect(await page.locator('input').count()).toBe(0);
    }));

  it('is not asked by a barcode that ends with Enter', () =>
    play(async (kiosk, page) => {
      await page.keyboard.type('12.34\n');
      await page.locator('[aria-label^="4 of 9"]').waitFor();
      await title(page, 'Enter your pickup code');
      expect(posts(kiosk, 'releases')).toEqual([]);
    }));

  it('leads back to the visit that it was asked in, with nothing lost', () =>
    play(async (kiosk, page) => {
      await page.keyboard.type(goodCode);
      await title(page, 'Your door is opening');
      await press(page, 'Someone is inside');
      await title(page, 'Open all empty compartments now?');
      kiosk.station.show({ step: 'asking', secondsLeft: 45 });
      await press(page, 'Back');
      await title(page, 'Did you take your parcel?');
      expect(posts(kiosk, 'releases')).toEqual([]);
    }));

  it('says in words why it did not work, and asks again', () =>
    play(async (kiosk, page) => {
      kiosk.station.stage.nextRefusal = { code: 'station-stopping' };
      await press(page, 'Someone is inside');
      await press(page, 'Yes, open them now');
      await page.getByRole('alert').getByText('The station is restarting.').waitFor();
      await press(page, 'Yes, open them now');
      await title(page, 'The station has heard you');
      const [first, second, ...more] = posts(kiosk, 'releases').map(({ key }) => key);
      expect(first).not.toBe(second);
      expect(more).toEqual([]);
    }));
});

type Look = (screen: string) => Promise<void>;

/** Every kind of screen with few and with many doors beside it. */
async function tour(kiosk: Kiosk, look: Look): Promise<void> {
  const { page, station } = kiosk;
  await page.locator('.inside').tap();
  await look('question');
  tell(kiosk, one('open'));
  await notice(page).waitFor();
  await look('question beside one door');
  await page.keyboard.press('*');
  await page.locator('.pad').waitFor();
  await look('entrance beside one door');
  tell(kiosk, manyReleases(16));
  await page.locator('.release').nth(15).waitFor();
  await page.keyboard.type('000000000');
  await page.locator('.trouble').waitFor();
  await look('wrong code');
  await page.keyboard.type(goodCode);
  await page.getByRole('heading', { level: 1, name: /six extra|六位/ }).waitFor();
  await page.keyboard.type('246802');
  for (const step of ['opening', 'open', 'asking', 'unseen', 'jammed'] as const) {
    station.show({ step, secondsLeft: step === 'jammed' ? 14 : 45 });
    await page.locator(`.stage-${step}`).waitFor();
    await look(step);
  }
  station.show({ step: 'ended', door: null, endReason: 'idle', secondsLeft: 0 });
  await page.locator('.farewell').waitFor();
  await look('farewell');
  station.stage.visit = null;
  await page.keyboard.press('Enter');
  await page.locator('.pad').waitFor();
  await page.keyboard.press('*');
  await page.locator('input[name=badge]').waitFor();
  await look('badge');
  await page.keyboard.type(`${goodBadge}\n`);
  await page.locator('input[name=waybill]').waitFor();
  station.stage.nextRefusal = { code: 'station-full' };
  await page.keyboard.type('SF1234567890123\n13800138000');
  await page.locator('.sizes').waitFor();
  await page.keyboard.press('2');
  await page.locator('.trouble').waitFor();
  await look('full');
}

describe.each(['landscape', 'portrait'] as const)('releases in %s', (size) => {
  it.each(['zh', 'en'])('fit beside every screen in %s and break no rule of WCAG', async (language) => {
    const troubles: string[] = [];
    await play(
      (kiosk, page) =>
        tour(kiosk, async (name) => {
          const found = [...(await findLayoutTroubles(page)), ...(await findAccessTroubles(page))];
          troubles.push(...found.map((trouble) => `${name}: ${trouble}`));
        }),
      size,
      language,
    );
    expect(troubles).toEqual([]);
  });

  it('leave room for a whole door and its button, however many they are', () =>
    play(async (kiosk, page) => {
      tell(kiosk, manyReleases(16));
      await page.locator('.release').nth(15).waitFor();
      await press(page, 'Door A16: It is empty');
      await expect.poll(() => posts(kiosk, 'releases/A16/confirm').length, patience).toBe(1);
    }, size));
});
