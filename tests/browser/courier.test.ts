import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openKiosk, patience, touchKeys } from './kiosk-browser.ts';
import type { Kiosk } from './kiosk-browser.ts';
import { goodBadge } from './stage.ts';

let browser: Browser;
let kiosk: Kiosk;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  kiosk = await openKiosk(browser, 'landscape', ({ stage }) => {
    stage.station = { ...stage.station, languages: ['en', 'zh'] };
  });
  page = kiosk.page;
});
afterEach(async () => {
  expect(kiosk.complaints).toEqual([]);
  expect(kiosk.foreign).toEqual([]);
  await kiosk.close();
});

const expectTitle = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
const expectText = (text: string): Promise<void> => page.getByText(text).waitFor();
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).tap();
const asked = (path: string): readonly unknown[] =>
  kiosk.station.asked.filter((one) => one.method === 'POST' && one.path === path);

async function signIn(): Promise<void> {
  await page.keyboard.press('*');
  await expectTitle('Scan your badge');
  await scan(goodBadge);
  await expectTitle('Put in a parcel');
}

/** What a scanner in keyboard mode does. */
async function scan(text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** From a signed-in courier to a door that opens, by scanner and number pad. */
async function openDoor(): Promise<void> {
  await scan('SF1234567890123');
  await page.keyboard.type('13800138000');
  await page.getByRole('heading', { name: 'Choose the size' }).waitFor();
  await page.keyboard.press('3');
  await expectTitle('Door B12 is opening');
}

describe('a courier', () => {
  it('deposits a parcel by touch alone', async () => {
    await press('I am a courier');
    await press('ABC');
    await touchKeys(page, 'C-');
    await press('123');
    await touchKeys(page, '1001');
    await press('Sign in');
    await expectTitle('Put in a parcel');
    await touchKeys(page, '12345678');
    await press('Next');
    await touchKeys(page, '13800138000');
    await page.getByRole('button', { name: 'M 7 free' }).tap();
    await expectTitle('Door B12 is opening');
    kiosk.station.show({ step: 'open', secondsLeft: 180 });
    await expectTitle('Door B12 is open');
    kiosk.station.show({ step: 'asking', secondsLeft: 45 });
    await expectTitle('Is the parcel in door B12?');
    await press('The parcel is in');
    await expectText('The parcel is in door B12. Ready for the next one.');
    await press('Sign out');
    await expectTitle('Signed out');
    expect(asked('courier-visits')).toMatchObject([{ body: { badge: goodBadge } }]);
    expect(asked('courier-visits/visit-courier/deposits')).toMatchObject([
      { body: { waybill: '12345678', contact: '13800138000', size: 'M' } },
    ]);
    expect(asked('deposits/stay-2/confirm')).toHaveLength(1);
  });

  it('deposits by scanner and number pad, with two inputs after the scan', async () => {
    await signIn();
    await openDoor();
    expect(asked('courier-visits/visit-courier/deposits')).toMatchObject([
      { body: { waybill: 'SF1234567890123', contact: '13800138000', size: 'M' } },
    ]);
    kiosk.station.show({ step: 'choosing', door: null, done: { purpose: 'deposit', compartment: 'B12' } });
    await expectText('The parcel is in door B12.');
    expect(await page.locator('input[name=waybill]').inputValue()).toBe('');
    expect(await page.locator('input[name=contact]').inputValue()).toBe('');
  });

  it('says by the next scan that the parcel before is in', async () => {
    await signIn();
    await openDoor();
    kiosk.station.show({ step: 'asking' });
    await expectTitle('Is the parcel in door B12?');
    await scan('21987654321');
    await expectTitle('Put in a parcel');
    expect(await page.locator('input[name=waybill]').inputValue()).toBe('21987654321');
    expect(asked('deposits/stay-2/confirm')).toHaveLength(1);
    expect(asked('deposits/stay-2/cancel')).toEqual([]);
  });

  it('is told which door replaces one that did not open', async () => {
    await signIn();
    await openDoor();
    const door = kiosk.station.stage.visit?.door;
    kiosk.station.show({ door: door == null ? null : { ...door, compartment: 'B14' } });
    await expectText('Door B12 did not open. Use door B14 instead.');
  });

  it('cancels and says whether the parcel is inside', async () => {
    await signIn();
    await openDoor();
    kiosk.station.show({ step: 'jammed' });
    await expectTitle('Door B12 is stuck');
    await press('Cancel');
    await expectTitle('Is the parcel inside door B12?');
    await press('No, I have it');
    await expectText('The last parcel was not put in.');
    expect(asked('deposits/stay-2/cancel')).toMatchObject([{ body: { parcelInside: 'no' } }]);
  });

  it('takes a parcel back out and says so', async () => {
    await signIn();
    await openDoor();
    const door = kiosk.station.stage.visit?.door ?? null;
    kiosk.station.show({ step: 'open', door: door === null ? null : { ...door, purpose: 'withdrawal' } });
    await expectText('Take your parcel out again');
    kiosk.station.show({ step: 'asking' });
    await expectTitle('Did you take the parcel out?');
    await page.keyboard.press('1');
    await expectText('The last parcel was not put in.');
  });

  it('is told what is missing before anything is asked of the station', async () => {
    await signIn();
    await press('Next');
    await press('Next');
    await page.getByRole('button', { name: 'S 12 free' }).tap();
    await expectText('The waybill is missing.');
    await scan('SF1234567890123');
    await press('Next');
    await page.getByRole('button', { name: 'S 12 free' }).tap();
    await expectText('phone number is missing or too short');
    expect(asked('courier-visits/visit-courier/deposits')).toEqual([]);
  });

  it('keeps the fields when the station refuses, and names the compartment of a twin', async () => {
    await signIn();
    kiosk.station.stage.nextRefusal = { code: 'waybill-duplicate', compartment: 'C03' };
    await scan('SF1234567890123');
    await page.keyboard.type('13800138000');
    await page.keyboard.press('2');
    await page.getByRole('alert').getByText('Its door is C03.').waitFor();
    expect(await page.locator('input[name=waybill]').inputValue()).toBe('SF1234567890123');
  });

  it('sees which sizes are free, which use a larger door and which are full', async () => {
    await signIn();
    await press('Next');
    await press('Next');
    await page.getByRole('button', { name: 'XS Uses S' }).waitFor();
    await page.getByRole('button', { name: 'L 2 free' }).waitFor();
    expect(await page.getByRole('button', { name: 'XL Full' }).isDisabled()).toBe(true);
  });

  it('is told that a badge is unknown, and finds the way back', async () => {
    await page.keyboard.press('*');
    await expectTitle('Scan your badge');
    await scan('C-9999');
    await page.getByRole('alert').getByText('This badge is not known here.').waitFor();
    await page.keyboard.press('*');
    await expectTitle('Enter your pickup code');
  });

  it('keeps the visit alive by typing', async () => {
    await signIn();
    kiosk.station.show({ secondsLeft: 14 });
    await expectText('Still there?');
    await page.keyboard.type('SF12');
    await expect.poll(() => page.getByText('Still there?').count(), patience).toBe(0);
    expect(asked('visits/visit-courier/extend')).toHaveLength(1);
  });
});
