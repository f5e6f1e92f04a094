import type { ScanNotice } from '#contract/http';
import { busy, screen, trouble } from './app-state.ts';
import { noteTouch } from './attendance.ts';
import { activeField, badge, leaveField, openBadgeEntry, scanNextParcel } from './courier-steps.ts';
import { signIn, writeField } from './courier-steps.ts';
import { leaveFarewell, pickUpByScan } from './pickup-steps.ts';
import { handScansTo } from './scan-desk.ts';

/**
 * What a scan means on each screen. The station says what a barcode may be, the screen in front of the person
 * decides: a label at the badge screen is a badge, a badge at the deposit screen is no label.
 */
type Read = ScanNotice['read'];
type WaybillRead = Extract<Read, { as: 'waybill' }>;
type Unusable = Extract<Read, { as: 'unusable' }>['reason'];

/** The barcode was read badly, so that the same one is worth another try. */
const misread: readonly Unusable[] = [
  'check-digit-wrong',
  'gs1-malformed',
  'key-chord',
  'too-long',
  'too-short',
  'unprintable',
];

/** Takes what the scanners of the station read; called once. */
export function listenToScans(): void {
  handScansTo(({ read }) => {
    noteTouch();
    void takeRead(read);
  });
}

async function takeRead(read: Read): Promise<void> {
  if (busy.value) return;
  if (read.as === 'unusable') return refuse(read.reason);
  // The next person need not wait until the last one has read the farewell.
  if (screen.value === 'farewell') await leaveFarewell();
  if (read.as === 'pickup-code') return takePickupCode(read.code, read.extension);
  return read.as === 'badge' ? takeBadge(read.badge) : takeWaybill(read);
}

async function takePickupCode(code: string, extension: string): Promise<void> {
  if (isEntrance()) await pickUpByScan(code, extension);
  else refuseLabel();
}

async function takeBadge(scanned: string): Promise<void> {
  if (!isEntrance()) return refuseLabel();
  openBadgeEntry();
  badge.value = scanned;
  await signIn();
}

/**
 * A number that looks like a waybill signs nobody in by itself: wrong badges are counted, and somebody may be
 * showing a parcel to the wrong screen. It stands in the field for whoever meant it.
 */
async function takeWaybill({ waybill, isKnownShape, badge: asBadge }: WaybillRead): Promise<void> {
  const shown = screen.value;
  if (shown === 'deposit') return takeLabel(waybill);
  if (shown === 'deposit-door') return scanNextParcel(waybill);
  if (shown === 'badge' && asBadge !== null) return takeBadge(asBadge);
  if (shown !== 'code') return;
  openBadgeEntry();
  if (!isKnownShape && asBadge !== null) badge.value = asBadge;
}

function takeLabel(waybill: string): void {
  writeField('waybill', waybill);
  if (activeField.value === 'waybill') leaveField();
}

function refuse(reason: Unusable): void {
  if (!isEntrance() && screen.value !== 'deposit') return;
  trouble.value = { code: misread.includes(reason) ? 'scan-misread' : 'scan-unusable' };
}

/** Something was scanned that is no label where a label belongs. */
function refuseLabel(): void {
  if (screen.value === 'deposit') trouble.value = { code: 'waybill-malformed' };
}

function isEntrance(): boolean {
  return ['code', 'extension', 'badge'].includes(screen.value);
}
