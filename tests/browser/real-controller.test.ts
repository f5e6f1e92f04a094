import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '#simulator/harness/patience';
import { demoBadge } from '#simulator/harness/station-files';
import { codeOf, openStage } from '../integration/station/stage.ts';
import type { Stage } from '../integration/station/stage.ts';
import { launchBrowser, patience, screens, touchKeys } from './kiosk-browser.ts';

let browser: Browser;
let page: Page;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.world.startController();
  browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: screens.landscape,
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  await page.goto(stage.world.kioskUrl);
});
afterAll(async () => {
  await browser.close();
  await stage.end();
});

const expectTitle = (name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor(patience);

describe('the page before the real controller', () => {
  it('takes a courier through a deposit and says which door opened', async () => {
    await page.getByRole('button', { name: 'English', exact: true }).tap();
    await page.keyboard.press('*');
    await expectTitle('Scan your badge');
    await page.keyboard.type(demoBadge);
    await page.keyboard.press('Enter');
    await expectTitle('Put in a parcel');
    await page.keyboard.type('SF1234567890123');
    await page.keyboard.press('Enter');
    await page.keyboard.type('13800138000');
    await page.getByRole('button', { name: /^S 4 free/ }).tap();
    await page.getByText('Please type the phone number once more.').waitFor(patience);
    await page.keyboard.type('13800138000');
    await page.getByRole('button', { name: /^S 4 free/ }).tap();
    await page.getByText('Has the recipient agreed to a locker?').waitFor(patience);
    await page.getByRole('button', { name: 'Yes, agreed by phone' }).tap();
    await expectTitle('Door A01 is open');
    stage.world.order({ do: 'place-parcel', compartment: 'A01' });
    stage.world.order({ do: 'close-door', compartment: 'A01' });
    await page.getByText('The parcel is in door A01. Ready for the next one.').waitFor(patience);
    await page.getByRole('button', { name: 'Sign out' }).tap();
    await expectTitle('Signed out');
  });

  it('opens the door for the nine digits of the message, sees the parcel go and says thank you', async () => {
    const stay = await waitFor('the stay', () => stage.world.centre.notices()[0]?.stay);
    const { code } = await codeOf(stage.world, stay);
    await expectTitle('请输入取件码');
    await page.getByRole('button', { name: 'English', exact: true }).tap();
    await expectTitle('Enter your pickup code');
    await touchKeys(page, code);
    await expectTitle('Door A01 is open');
    stage.world.order({ do: 'take-parcel', compartment: 'A01' });
    stage.world.order({ do: 'close-door', compartment: 'A01' });
    await expectTitle('Thank you');
    await expectTitle('请输入取件码');
    const completed = await waitFor('the centre knows', () =>
      stage.world.centre.events().find(({ type }) => type === 'latchkey.pickup.completed.v1'),
    );
    expect(completed.data).toMatchObject({
      compartment: 'A01',
      evidence: { doorOpened: true, occupancy: 'empty' },
    });
  });
});
