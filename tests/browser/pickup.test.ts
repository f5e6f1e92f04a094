import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openKiosk, patience, touchKeys } from './kiosk-browser.ts';
import type { Kiosk } from './kiosk-browser.ts';
import { goodCode, goodExtension } from './stage.ts';

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

async function openDoor(): Promise<void> {
  await page.keyboard.type(goodCode);
  await expectTitle('Your door is opening');
}

describe('a pickup', () => {
  it('takes nine touches, and the last one submits', async () => {
    await touchKeys(page, goodCode.slice(0, 4));
    await expectSlots('4 of 9');
    await touchKeys(page, goodCode.slice(4));
    await expectTitle('Your door is opening');
    await page.getByText('A07', { exact: true }).waitFor();
    await expectText('At knee height');
    await expectText('62 cm high');
    kiosk.station.show({ step: 'open', secondsLeft: 180 });
    await expectTitle('Door A07 is open');
    kiosk.station.show({ step: 'asking', secondsLeft: 45 });
    await expectTitle('Did you take your parcel?');
    await press('I took it');
    await expectTitle('Thank you');
    await press('Done');
    await expectTitle('Enter your pickup code');
    expect(asked('visits/visit-recipient/confirm')).toMatchObject([
      { body: { taken: true }, authorization: 'Visit secret-1' },
    ]);
    expect(asked('visits/visit-recipient/finish')).toHaveLength(1);
  });

  it('can be done with a number pad alone', async () => {
    for (const digit of goodCode) await page.keyboard.press(`Numpad${digit}`);
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'asking' });
    await expectTitle('Did you take your parcel?');
    await page.keyboard.press('Numpad2');
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'asking' });
    await expectTitle('Did you take your parcel?');
    await page.keyboard.press('Numpad1');
    await expectTitle('Thank you');
    await page.keyboard.press('NumpadEnter');
    await expectTitle('Enter your pickup code');
    expect(asked('visits/visit-recipient/reopen')).toHaveLength(1);
  });

  it('lets the person choose among the doors of a shared code', async () => {
    await openDoor();
    const parcel = (compartment: string, available: boolean) => ({
      stay: `stay-${compartment}`,
      compartment,
      size: 'M' as const,
      heightMm: 620,
      carrier: 'swift',
      waybillTail: '0001',
      at: 'waiting' as const,
      available,
      reopensLeft: 0,
      case: null,
    });
    const parcels = [parcel('A07', true), parcel('B02', false)];
    kiosk.station.show({ step: 'choosing', door: null, parcels, may: ['open'] });
    await expectTitle('Your parcels');
    expect(await page.getByRole('button', { name: 'Open door B02' }).isDisabled()).toBe(true);
    await page.keyboard.press('Numpad1');
    await expect.poll(() => asked('visits/visit-recipient/open'), patience).toHaveLength(1);
  });

  it('asks with a new key for each wish, and never with the code in an address', async () => {
    await openDoor();
    kiosk.station.show({ step: 'asking' });
    await press('It is still inside');
    await expectTitle('Your code stays valid');
    const keys = kiosk.station.asked.filter(({ method }) => method === 'POST').map(({ key }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(keys.length);
    expect(kiosk.station.asked.some(({ path }) => path.includes(goodCode))).toBe(false);
  });

  it('forgets digits by backspace and clear', async () => {
    await touchKeys(page, '123');
    await page.getByRole('button', { name: 'Delete last' }).tap();
    await expectSlots('2 of 9');
    await press('Clear');
    await expectSlots('0 of 9');
    await page.keyboard.type('77');
    await page.keyboard.press('Backspace');
    await expectSlots('1 of 9');
    expect(asked('pickups')).toEqual([]);
  });

  it('says of a wrong code what to do, and forgets it', async () => {
    await page.keyboard.type('999999999');
    await page.getByRole('alert').getByText('This code does not open a door here.').waitFor();
    await expectSlots('0 of 9');
    expect(await page.content()).not.toContain('999999999');
    await page.keyboard.press('1');
    await expect.poll(() => page.getByRole('alert').count(), patience).toBe(0);
  });

  it('survives a lost stream and a reload in the middle', async () => {
    await openDoor();
    kiosk.station.dropStreams();
    await expect.poll(() => streamsAsked(), patience).toBeGreaterThanOrEqual(2);
    kiosk.station.show({ step: 'open', secondsLeft: 180 });
    await expectTitle('Door A07 is open');
    await page.reload();
    await expectTitle('Door A07 is open');
    kiosk.station.show({ step: 'ended', door: null, endReason: 'idle', secondsLeft: 0 });
    await expectTitle('We stopped because nobody was here');
    await page.reload();
    await expectTitle('Enter your pickup code');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('shows what the stream said last, although an older answer arrives after it', async () => {
    await openDoor();
    kiosk.station.show({ step: 'asking' });
    await expectTitle('Did you take your parcel?');
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    kiosk.station.stage.holdAnswers = () => released;
    const answered = page.waitForResponse(/\/reopen$/);
    await press('Open again');
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'open' });
    await expectTitle('Door A07 is open');
    release();
    await (await answered).finished();
    await page.evaluate('new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Door A07 is open');
  });

  it('warns before the visit ends and gives more time', async () => {
    await openDoor();
    kiosk.station.show({ step: 'asking', secondsLeft: 14 });
    await expectText('Still there?');
    await press('More time');
    await expect.poll(() => page.getByText('Still there?').count(), patience).toBe(0);
    expect(asked('visits/visit-recipient/extend')).toHaveLength(1);
  });

  it('tells of a jammed door, tries again within limits, and never ends dead', async () => {
    await openDoor();
    kiosk.station.show({ step: 'jammed' });
    await expectTitle('Door A07 is stuck');
    await expectText('If it stays shut, call 400 800 1234.');
    await press('Try again');
    await expectTitle('Your door is opening');
    kiosk.station.show({ step: 'jammed', door: { ...doorNow(), reopensLeft: 0 } });
    await expectText('Your parcel is safe and your code stays valid.');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await press('Finish');
    await expectTitle('Your code stays valid');
  });

  it('asks the person where no sensor tells', async () => {
    await openDoor();
    kiosk.station.show({ step: 'unseen' });
    await expectTitle('Please look at door A07');
    kiosk.station.stage.nextRefusal = { code: 'compartment-unavailable', compartment: 'A07' };
    await press('Open again');
    await page.getByRole('alert').getByText('This door does not answer at the moment.').waitFor();
    await press('I took it');
    await expectTitle('Thank you');
  });
});

describe('R9 the step-up', () => {
  it('asks for the six extra digits with the same code', async () => {
    await page.keyboard.type('999999999');
    await page.getByRole('alert').waitFor();
    await page.keyboard.type(goodCode);
    await expectTitle('Now the six extra digits');
    await expectText('Somebody entered a wrong code here today.');
    await expectSlots('0 of 6');
    await touchKeys(page, goodExtension);
    await expectTitle('Your door is opening');
    expect(asked('pickups').at(-1)).toMatchObject({ body: { code: goodCode, extension: goodExtension } });
  });

  it('begins as well when the station asks for it in its answer', async () => {
    kiosk.station.stage.nextRefusal = { code: 'extension-needed' };
    await page.keyboard.type(goodCode);
    await expectTitle('Now the six extra digits');
    await page.keyboard.type(goodExtension);
    await expectTitle('Your door is opening');
  });

  it('counts down when an attempt came too early, and lets a person try again', async () => {
    kiosk.station.stage.station = { ...kiosk.station.stage.station, stepUp: true };
    kiosk.station.tell({ kind: 'idle', stepUp: true });
    kiosk.station.stage.paceS = 2;
    await page.keyboard.type(goodCode + goodExtension);
    await page.getByRole('button', { name: /Try again in \d s/ }).waitFor();
    kiosk.station.stage.paceS = 0;
    await press('Try again');
    await expectTitle('Your door is opening');
  });

  it('starts from an empty keypad after wrong digits', async () => {
    kiosk.station.stage.nextRefusal = { code: 'extension-needed' };
    await page.keyboard.type(goodCode);
    await expectTitle('Now the six extra digits');
    kiosk.station.stage.nextRefusal = { code: 'code-unknown' };
    await page.keyboard.type('000000');
    await expectTitle('Enter your pickup code');
    await page.getByRole('alert').getByText('This code does not open a door here.').waitFor();
    await expectSlots('0 of 9');
  });
});

describe('the language', () => {
  it('is chosen by its own name and forgotten with the visit', async () => {
    await press('中文');
    await expectTitle('请输入取件码');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await expectText('滨河花园自提柜');
    await page.keyboard.type(goodCode);
    await expectTitle('柜门正在打开');
    await page.reload();
    await expectTitle('柜门正在打开');
    kiosk.station.show({ step: 'ended', door: null, endReason: 'finished', secondsLeft: 0 });
    await press('好的');
    await expectTitle('Enter your pickup code');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('changes by one key of a number pad', async () => {
    await page.keyboard.press('NumpadDivide');
    await expectTitle('请输入取件码');
  });
});

describe('the idle screen', () => {
  it('M15 shows link, filing number and doors that were left open', async () => {
    await expectText('Online');
    await expectText('KD-2031-0007');
    await expectText('400 800 1234');
    await expectText('Kept 24 h free of charge');
    kiosk.station.tell({ kind: 'link', link: 'down' });
    await expectText('Offline. You can still collect your parcel.');
    kiosk.station.tell({ kind: 'door', compartment: 'A03', door: 'open' });
    await expectText('Still open: A03.');
    kiosk.station.tell({ kind: 'door', compartment: 'A03', door: 'closed' });
    await expect.poll(() => page.getByText('Still open').count(), patience).toBe(0);
  });
});

async function expectSlots(progress: string): Promise<void> {
  await page.getByRole('status', { name: `${progress} digits entered` }).waitFor();
}

function streamsAsked(): number {
  return kiosk.station.asked.filter(({ path }) => path === 'visits/visit-recipient/stream').length;
}

function doorNow(): NonNullable<NonNullable<typeof kiosk.station.stage.visit>['door']> {
  const door = kiosk.station.stage.visit?.door;
  if (door == null) throw new TypeError('The visit has no door.');
  return door;
}
