import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openScriptedStation } from './scripted-station.ts';
import type { ScriptedStation } from './scripted-station.ts';
import { findPage } from './page-files.ts';

export const screens = {
  landscape: { width: 1024, height: 600 },
  portrait: { width: 1080, height: 1920 },
} as const;

/** How long a test waits for what must come; the machine may be busy. */
export const patience = { timeout: 10_000 } as const;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Kiosk = {
  readonly page: Page;
  readonly station: ScriptedStation;
  /** Addresses outside the station that the page asked for. */
  readonly foreign: readonly string[];
  /** What the browser complained about, for example a broken content policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

/** A kiosk with its own scripted station, at rest on the idle screen. */
export async function openKiosk(
  browser: Browser,
  screen: keyof typeof screens = 'landscape',
  prepare: (station: ScriptedStation) => void = () => undefined,
): Promise<Kiosk> {
  const station = await openScriptedStation(await findPage());
  prepare(station);
  const context = await browser.newContext({
    viewport: screens[screen],
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(station.address)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text());
  });
  await page.goto(station.address);
  // The page takes keys when it shows a keypad; before that it says that the station is starting.
  await page.locator('.pad').waitFor();
  return { page, station, foreign, complaints, close: () => closeKiosk(context, station) };
}

/** Chromium reports every answer of 400 and above; refusals are part of the contract. */
function isRefusal(text: string): boolean {
  return text.startsWith('Failed to load resource');
}

async function closeKiosk(context: BrowserContext, station: ScriptedStation): Promise<void> {
  await context.close();
  await station.close();
}

/** Touches the keys of the page's own keypad. */
export async function touchKeys(page: Page, signs: string): Promise<void> {
  for (const sign of signs) {
    await page
      .getByRole('group', { name: /Keypad|数字键盘/ })
      .getByRole('button', { name: sign, exact: true })
      .tap();
  }
}

/** The rules of WCAG 2.2 AA that the page breaks, in words; empty when it breaks none. */
export async function findAccessTroubles(page: Page): Promise<readonly string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await page.evaluate(axeSource);
  const troubles = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((found) => found.violations.map(
      (rule) => rule.id + ': ' + rule.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | ')))`,
  );
  return troubles as readonly string[];
}

/** Controls that are cut off, too small or covered, and any scrolling of the page; empty when all fit. */
export async function findLayoutTroubles(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(layoutCheck)) as readonly string[];
}

const layoutCheck = `(() => {
  const troubles = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) troubles.push('scrolls sideways by ' + (root.scrollWidth - innerWidth));
  if (root.scrollHeight > innerHeight) troubles.push('scrolls down by ' + (root.scrollHeight - innerHeight));
  for (const element of document.querySelectorAll('button, input, h1, h2, p, output, figure')) {
    // A list that scrolls may keep things below its edge; everything else has to fit.
    if (element.closest('.releases-list')) element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const name = element.tagName + ' "' + (element.getAttribute('aria-label') ?? element.textContent).slice(0, 40) + '"';
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) {
      troubles.push(name + ' is cut off');
    }
    if (element.scrollWidth > element.clientWidth + 1 && element.tagName === 'BUTTON') troubles.push(name + ' overflows');
    if (element.tagName !== 'BUTTON') continue;
    const least = element.classList.contains('key') && !element.closest('.pad-letters') ? 72 : 44;
    if (box.width < least || box.height < least) troubles.push(name + ' is smaller than ' + least + ' px');
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (top === null || !element.contains(top)) troubles.push(name + ' is covered');
  }
  return troubles;
})()`;
