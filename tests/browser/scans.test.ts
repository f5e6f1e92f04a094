import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openKiosk, patience } from './kiosk-browser.ts';
import type { Kiosk } from './kiosk-browser.ts';
import { goodBadge, goodCode, goodExtension } from './stage.ts';

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

const label = {
  as: 'waybill',
  waybill: 'SF1234567890123',
  isKnownShape: true,
  badge: 'SF1234567890123',
} as const;
const oddLabel = { as: 'waybill', waybill: 'AB-1234567', isKnownShape: false, badge: 'ab-1234567' } as const;
const message = { as: 'pickup-code', code: goodCode, extension: goodExtension } as const;
const badge = { as: 'badge', badge: goodBadge } as const;

const expectTitle = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
const expectText = (text: string): Promise<void> => page.getByText(text).waitFor();
const posts = (path: string): readonly unknown[] =>
  kiosk.station.asked.filter((one) => one.method === 'POST' && one.path === path);
const field = (name: string): Promise<string> => page.locator(`input[name="${name}"]`).inputValue();

async function signIn(): Promise<void> {
  kiosk.station.scan(badge);
  await expectTitle('Put in a parcel');
  // The visit has its own stream from now on, and scans come by it.
  const isFollowed = (): boolean => kiosk.station.asked.some(({ path }) => path.endsWith('courier/stream'));
  await expect.poll(isFollowed, patience).toBe(true);
}

describe('R32 the page takes what the scanners of the station read', () => {
  it('opens a door for the QR code of a message, without a touch', async () => {
    kiosk.station.scan(message);
    await expectTitle('Your door is opening');
    expect(posts('pickups')).toMatchObject([{ body: { code: goodCode, extension: goodExtension } }]);
  });

  it('opens it in step-up as well, because the message has both numbers', async () => {
    kiosk.station.stage.station = { ...kiosk.station.stage.station, stepUp: true };
    await page.keyboard.type(goodCode);
    await expectTitle('Now the six extra digits');
    kiosk.station.scan(message);
    await expectTitle('Your door is opening');
  });

  it('says why a code is refused, and the keypad works on', async () => {
    kiosk.station.scan({ ...message, code: '987654321' });
    await expectText('This code does not open a door here.');
    await page.keyboard.type(goodCode);
    await expectTitle('Now the six extra digits');
    await page.keyboard.type(goodExtension);
    await expectTitle('Your door is opening');
  });

  it('takes the next code before the last person has read the farewell', async () => {
    kiosk.station.scan(message);
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'ended', door: null, endReason: 'finished' });
    await page.getByRole('button', { name: 'Done' }).waitFor();
    kiosk.station.scan(message);
    await expectTitle('Your door is opening');
    expect(posts('pickups')).toHaveLength(2);
  });

  it('signs a courier in by badge and takes label after label, without a touch between parcels', async () => {
    await signIn();
    expect(posts('courier-visits')).toMatchObject([{ body: { badge: goodBadge } }]);
    kiosk.station.scan(label);
    await expect.poll(() => field('waybill'), patience).toBe('SF1234567890123');
    await page.keyboard.type('13800138000');
    await page.getByRole('heading', { name: 'Choose the size' }).waitFor();
    await page.keyboard.press('3');
    await expectTitle('Door B12 is opening');
    kiosk.station.show({ step: 'asking', secondsLeft: 45 });
    await expectTitle('Is the parcel in door B12?');
    kiosk.station.scan({ ...label, waybill: 'SF9999999999999' });
    await expectTitle('Put in a parcel');
    await expect.poll(() => field('waybill'), patience).toBe('SF9999999999999');
  });

  it('corrects a label without losing the number that was typed', async () => {
    await signIn();
    kiosk.station.scan(label);
    await expect.poll(() => field('waybill'), patience).toBe('SF1234567890123');
    await page.keyboard.type('1380013');
    kiosk.station.scan({ ...label, waybill: 'SF0000000000001' });
    await expect.poll(() => field('waybill'), patience).toBe('SF0000000000001');
    expect(await field('contact')).toBe('1380013');
  });

  it('takes a number that looks like a waybill for a badge at the badge screen only', async () => {
    kiosk.station.scan(oddLabel);
    await expectTitle('Scan your badge');
    expect(await field('badge')).toBe('ab-1234567');
    expect(posts('courier-visits')).toEqual([]);
    kiosk.station.scan(oddLabel);
    await expectText('This badge is not known here.');
    expect(posts('courier-visits')).toMatchObject([{ body: { badge: 'ab-1234567' } }]);
  });

  it('asks for the badge when somebody shows a label first', async () => {
    kiosk.station.scan(label);
    await expectTitle('Scan your badge');
    expect(await field('badge')).toBe('');
    expect(posts('courier-visits')).toEqual([]);
  });

  it('says that a badge is no label', async () => {
    await signIn();
    kiosk.station.scan(badge);
    await expectText('This is not a waybill number.');
    expect(await field('waybill')).toBe('');
  });

  it('T11 says that a barcode does nothing here, or should be scanned again', async () => {
    kiosk.station.scan({ as: 'unusable', reason: 'configuration' });
    await expectText('This barcode does nothing here.');
    kiosk.station.scan({ as: 'unusable', reason: 'check-digit-wrong' });
    await expectText('The barcode could not be read well.');
    expect(kiosk.station.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('does nothing at all while a door is open', async () => {
    kiosk.station.scan(message);
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'open', secondsLeft: 180 });
    await expectTitle('Door A07 is open');
    for (const read of [message, badge, label] as const) kiosk.station.scan(read);
    kiosk.station.scan({ as: 'unusable', reason: 'web-address' });
    kiosk.station.show({ step: 'asking', secondsLeft: 45 });
    await expectTitle('Did you take your parcel?');
    expect(kiosk.station.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
