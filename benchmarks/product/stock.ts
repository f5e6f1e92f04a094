import assert from 'node:assert/strict';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { createCentreKeys } from '#simulator/centre/keys';
import { openSeal } from '#simulator/centre/seals';
import { KioskClient } from '#simulator/harness/kiosk-client';
import type { KioskAnswer } from '#simulator/harness/kiosk-client';
import { waitFor } from '#simulator/harness/patience';
import type { StartedVisit, VisitView } from '#contract/http';
import { MeasurementFailed } from '../floor/conversation.ts';
import type { Harness } from '../floor/harness.ts';
import { badge } from './station-files.ts';

const sizes = ['S', 'M', 'L', 'XL', 'XS'] as const;

/** A courier fills `count` compartments, as couriers do: badge, waybill, door, parcel, door. */
export async function depositParcels(kioskPort: number, harness: Harness, count: number): Promise<void> {
  const kiosk = new KioskClient(`http://127.0.0.1:${kioskPort}`);
  const visit = bodyOf(await kiosk.signIn(badge));
  for (let index = 0; index < count; index++) await depositParcel(kiosk, visit, harness, index);
  bodyOf(await kiosk.step(visit, 'finish'));
}

async function depositParcel(
  kiosk: KioskClient,
  visit: StartedVisit,
  harness: Harness,
  index: number,
): Promise<void> {
  const waybill = `SF${String(1_000_000_000 + index)}`;
  await beginDeposit(kiosk, visit, waybill);
  await waitForStep(kiosk, visit, ({ step }) => step === 'open');
  await harness.closeDoors();
  const shut = await waitForStep(kiosk, visit, ({ step }) => step !== 'open' && step !== 'opening');
  if (shut.door !== null) bodyOf(await kiosk.endDeposit(visit, shut.door.stay, { confirm: true }));
}

/** Every size is tried, because the benchmark wants the cabinet full and not the parcels sorted. */
async function beginDeposit(kiosk: KioskClient, visit: StartedVisit, waybill: string): Promise<void> {
  let answer: KioskAnswer<VisitView> | null = null;
  for (const size of sizes) {
    answer = await kiosk.deposit(visit, { waybill, size, contact: '13800000000' });
    if (answer.ok) return;
  }
  assert(answer !== null);
  bodyOf(answer);
}

function waitForStep(
  kiosk: KioskClient,
  visit: StartedVisit,
  isReached: (view: VisitView) => boolean,
): Promise<VisitView> {
  return waitFor('the next step of a deposit', async () => {
    const view = bodyOf(await kiosk.visit(visit));
    return isReached(view) && view;
  });
}

function bodyOf<Body>(answer: KioskAnswer<Body>): Body {
  if (!answer.ok) throw new MeasurementFailed(`the kiosk refused: ${JSON.stringify(answer.problem)}`);
  return answer.body;
}

/**
 * The codes as their recipients get them: by the notices, opened with the notifier's key. The station is
 * stopped.
 */
export async function readCodes(folder: string): Promise<readonly string[]> {
  const { notifier } = await createCentreKeys(join(folder, 'centre'));
  const ledger = new BetterSqlite(join(folder, 'state', 'ledger.sqlite'));
  const openings = ledger
    .prepare<[], string>(
      `SELECT opening FROM events JOIN personal USING (ordinal)
       WHERE type = 'code.issued' ORDER BY ordinal`,
    )
    .pluck()
    .all();
  ledger.close();
  return Promise.all(openings.map((opening) => codeOf(opening, notifier.privateKey)));
}

async function codeOf(opening: string, key: Parameters<typeof openSeal>[1]): Promise<string> {
  const { notice } = JSON.parse(opening) as { readonly notice: readonly [string, string] };
  const signed = await openSeal(notice[1], key);
  assert(signed !== null, 'a notice was sealed to another key');
  const content = Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(content) as { readonly code: string }).code;
}
