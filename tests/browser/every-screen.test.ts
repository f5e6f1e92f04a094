import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findAccessTroubles,
  findLayoutTroubles,
  launchBrowser,
  openKiosk,
  patience,
} from './kiosk-browser.ts';
import type { Kiosk } from './kiosk-browser.ts';
import { goodBadge, goodCode } from './stage.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Look = (screen: string) => Promise<void>;
type Tour = (kiosk: Kiosk, look: Look) => Promise<void>;

const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

/** Waits until the page shows something else than before. */
async function change(page: Page, act: () => unknown): Promise<void> {
  const before = await heading(page);
  await act();
  await expect.poll(() => heading(page), patience).not.toBe(before);
}

async function tourEntrance({ page, station }: Kiosk, look: Look): Promise<void> {
  await look('idle');
  await page.keyboard.type('1234');
  await look('half a code');
  await page.keyboard.type('00000');
  await page.getByRole('alert').waitFor();
  station.tell({ kind: 'door', compartment: 'A03', door: 'open' });
  await look('wrong code');
  await change(page, () => page.keyboard.type(goodCode));
  await look('step-up');
  station.stage.paceS = 60;
  await page.keyboard.type('000000');
  await page.getByRole('alert').waitFor();
  await look('try later');
}

async function tourPickup({ page, station }: Kiosk, look: Look): Promise<void> {
  await change(page, () => page.keyboard.type(goodCode));
  await look('opening');
  for (const step of ['open', 'asking', 'unseen', 'jammed'] as const) {
    await change(page, () => station.show({ step, secondsLeft: 45 }));
    await look(step);
  }
  station.stage.nextRefusal = { code: 'compartment-unavailable', compartment: 'A07' };
  await page.keyboard.press('1');
  await page.getByRole('alert').waitFor();
  await look('refused at the door');
  station.show({ secondsLeft: 14 });
  await page.locator('.time-left').waitFor();
  await look('running out of time');
  const done = { purpose: 'pickup', compartment: 'A07' } as const;
  await change(page, () => station.show({ step: 'choosing', door: null, done, secondsLeft: 45 }));
  await look('thanks');
  await change(page, () => station.show({ step: 'ended', endReason: 'idle', secondsLeft: 0 }));
  await look('ended by itself');
}

async function tourCourier({ page, station }: Kiosk, look: Look): Promise<void> {
  await change(page, () => page.keyboard.press('*'));
  await look('badge');
  await page.getByRole('button', { name: 'ABC' }).tap();
  await look('badge with letters');
  await page.keyboard.type(goodBadge);
  await change(page, () => page.keyboard.press('Enter'));
  await look('deposit');
  await page.keyboard.type('SF1234567890123');
  await page.keyboard.press('Enter');
  await page.keyboard.type('13800138000');
  await page.locator('.sizes').waitFor();
  await look('sizes');
  station.stage.nextRefusal = { code: 'station-full' };
  await page.keyboard.press('2');
  await page.getByRole('alert').waitFor();
  station.show({ secondsLeft: 14 });
  await page.locator('.time-left').waitFor();
  await look('full, and running out of time');
  await change(page, () => page.keyboard.press('2'));
  for (const step of ['open', 'asking', 'unseen', 'jammed'] as const) {
    await change(page, () => station.show({ step, secondsLeft: 45 }));
    await look(`deposit ${step}`);
  }
  await change(page, () => page.keyboard.press('2'));
  await look('cancel');
  await change(page, () => page.keyboard.press('2'));
  await look('next parcel');
}

const tours: readonly (readonly [string, Tour])[] = [
  ['entrance', tourEntrance],
  ['pickup', tourPickup],
  ['courier', tourCourier],
];

/** Plays a tour and returns what is wrong with its screens, each by name. */
async function findTroubles(
  size: 'landscape' | 'portrait',
  language: string,
  tour: Tour,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  let lookCount = 0;
  const kiosk = await openKiosk(browser, size, ({ stage }) => {
    stage.station = { ...stage.station, languages: language === 'zh' ? ['zh', 'en'] : ['en', 'zh'] };
  });
  await tour(kiosk, async (screen) => {
    lookCount += 1;
    const found = [...(await findLayoutTroubles(kiosk.page)), ...(await findAccessTroubles(kiosk.page))];
    troubles.push(...found.map((trouble) => `${screen}: ${trouble}`));
  });
  troubles.push(...kiosk.foreign, ...kiosk.complaints);
  await kiosk.close();
  expect(lookCount).toBeGreaterThan(3);
  return troubles;
}

describe.each(['landscape', 'portrait'] as const)('every screen in %s', (size) => {
  describe.each(['zh', 'en'])('in %s', (language) => {
    it.each(tours)('of the %s fits, is reachable and breaks no rule of WCAG', async (_, tour) => {
      expect(await findTroubles(size, language, tour)).toEqual([]);
    });
  });
});

describe('the checks of this file', () => {
  it('see what is cut off, covered, too small or hard to read', async () => {
    const kiosk = await openKiosk(browser);
    await kiosk.page.evaluate(`(() => {
      const keys = document.querySelectorAll('.key');
      keys[0].style.transform = 'scale(0.3)';
      keys[1].style.transform = 'translateX(2000px)';
      keys[2].style.visibility = 'hidden';
      document.querySelector('.help').style.color = '#16483f';
    })()`);
    const layout = (await findLayoutTroubles(kiosk.page)).join('\n');
    expect(layout).toMatch(/"1" is smaller than 72 px/);
    expect(layout).toMatch(/"2" is cut off/);
    expect(layout).toMatch(/"3" is covered/);
    expect((await findAccessTroubles(kiosk.page)).join('\n')).toMatch(/color-contrast/);
    await kiosk.close();
  });
});
