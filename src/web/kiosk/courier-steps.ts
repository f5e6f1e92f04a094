import { computed, signal } from '@preact/signals';
import type { StationView, VisitView } from '#contract/http';
import { startCourierVisit, startDeposit, stepDeposit } from './api.ts';
import type { Reply } from './api.ts';
import { busy, entrance, station, trouble, visit } from './app-state.ts';
import type { OngoingVisit } from './app-state.ts';
import { badgeRule, contactRule, reduceEntry, waybillRule } from './code-entry.ts';
import type { EntryKey, EntryRule } from './code-entry.ts';
import { pauseFor } from './pickup-steps.ts';
import { refreshStation } from './station-watch.ts';
import type { TextKey } from './words/words.ts';
import { askAboutVisit, beginVisit, refreshVisit } from './visit-session.ts';

/** What a courier does. The fields of one deposit live here until the parcel is in. */

export type Size = keyof StationView['free'];
export const sizesInOrder: readonly Size[] = ['XS', 'S', 'M', 'L', 'XL'];

export const badge = signal('');
export const waybill = signal('');
export const contact = signal('');
/** Which field the keypad fills; with `size`, digits choose a size. */
export type DepositField = 'waybill' | 'contact' | 'size';
export const activeField = signal<DepositField>('waybill');
/** What is missing before a door can open. */
export const missing = signal<Extract<TextKey, 'waybillMissing' | 'contactMissing'> | null>(null);
/** The number as it was typed first, while it is typed once more. */
export const firstContact = signal<string | null>(null);
/** The courier has asked, and the recipient agreed to a locker. */
export const isAgreed = signal(false);
/** The size that was pressed last, for whoever still has to answer a question. */
export const lastSize = signal<Size>('S');
/** How the parcel before ended. */
export type LastDeposit = { readonly ended: 'done' | 'cancelled'; readonly compartment: string };
export const lastDeposit = signal<LastDeposit | null>(null);
/** The compartment that did not open, while its substitute is shown. */
export const movedFrom = signal<string | null>(null);

const waybillSignCountMin = 8;
const contactSignCountMin = 3;

export const fieldRules: Readonly<Record<'waybill' | 'contact', EntryRule>> = {
  waybill: waybillRule,
  contact: contactRule,
};

/** What a size button promises: its own compartments, else the next larger that has one. */
export const offers = computed(() => {
  const free = station.value?.free;
  return sizesInOrder.map((size, index) => {
    const count = free?.[size] ?? 0;
    const larger = sizesInOrder.slice(index + 1).find((other) => (free?.[other] ?? 0) > 0) ?? null;
    return { size, count, larger };
  });
});

export function openBadgeEntry(): void {
  badge.value = '';
  trouble.value = null;
  entrance.value = 'badge';
}

export function pressBadgeKey(pressed: EntryKey): void {
  trouble.value = null;
  badge.value = reduceEntry(badge.value, pressed, badgeRule);
}

export async function signIn(): Promise<void> {
  if (badge.value === '' || busy.value) return;
  busy.value = true;
  const reply = await startCourierVisit(badge.value);
  busy.value = false;
  badge.value = '';
  if (!reply.ok) {
    pauseFor(reply.trouble);
    trouble.value = reply.trouble;
    return;
  }
  clearDeposit();
  lastDeposit.value = null;
  beginVisit(reply.body);
  void refreshStation();
}

export function writeField(field: 'waybill' | 'contact', text: string): void {
  missing.value = null;
  trouble.value = null;
  if (field === 'waybill') waybill.value = text.toUpperCase();
  else contact.value = text;
  if (field === 'contact' && isWholeContact(text)) activeField.value = 'size';
}

/** A number of eleven digits after 1 can have no more, in China and in North America: no press to go on. */
function isWholeContact(text: string): boolean {
  return /^1[0-9]{10}$/.test(text);
}

export function pressDepositKey(pressed: EntryKey): void {
  const field = activeField.value;
  if (field === 'size') return;
  const typed = field === 'waybill' ? waybill.value : contact.value;
  writeField(field, reduceEntry(typed, pressed, fieldRules[field]));
}

/** Enter, or the end of a scan: on to the next field. */
export function leaveField(): void {
  activeField.value = activeField.value === 'waybill' ? 'contact' : 'size';
}

export async function depositParcel(size: Size): Promise<void> {
  if (busy.value) return;
  missing.value = findMissing();
  if (missing.value !== null) {
    activeField.value = missing.value === 'waybillMissing' ? 'waybill' : 'contact';
    return;
  }
  lastDeposit.value = null;
  lastSize.value = size;
  const deposit = {
    waybill: waybill.value,
    contact: contact.value,
    size,
    ...(firstContact.value === null ? {} : { contactRepeated: firstContact.value }),
    ...(isAgreed.value ? { consent: { channel: 'phone' as const } } : {}),
  };
  await takeStep(({ key }) => startDeposit(key, deposit));
  if (trouble.value?.code === 'contact-unrepeated') askContactAgain();
}

/** Nobody vouches for the number, so that it is typed a second time. */
function askContactAgain(): void {
  firstContact.value = contact.value;
  contact.value = '';
  activeField.value = 'contact';
}

/** The recipient was asked and agreed: the same parcel once more. */
export async function recordAgreement(): Promise<void> {
  isAgreed.value = true;
  await depositParcel(lastSize.value);
}

function findMissing(): 'waybillMissing' | 'contactMissing' | null {
  if (waybill.value.length < waybillSignCountMin) return 'waybillMissing';
  return contact.value.length < contactSignCountMin ? 'contactMissing' : null;
}

export const confirmDeposit = (): Promise<void> => settleDeposit('confirm');

export const cancelDeposit = (parcelInside: 'yes' | 'no'): Promise<void> =>
  settleDeposit('cancel', { parcelInside });

async function settleDeposit(step: 'confirm' | 'cancel', body?: object): Promise<void> {
  const stay = visit.value?.view.door?.stay;
  if (stay === undefined || busy.value) return;
  await takeStep(({ key }) => stepDeposit(key, stay, step, body));
}

/** A label scanned while the station asks about the parcel before: that one is in, this one is next. */
export async function scanNextParcel(scanned: string): Promise<void> {
  const step = (): VisitView['step'] | undefined => visit.value?.view.step;
  if (step() !== 'asking') return;
  await confirmDeposit();
  if (step() !== 'choosing') return;
  writeField('waybill', scanned);
  activeField.value = 'contact';
}

async function takeStep(ask: (held: OngoingVisit) => Promise<Reply<VisitView>>): Promise<void> {
  busy.value = true;
  const refused = await askAboutVisit(ask);
  busy.value = false;
  trouble.value = refused;
  if (refused !== null) await refreshVisit();
}

/** Follows a courier's visit from view to view, because only a change tells how a deposit ended. */
export function noteDeposit(before: VisitView | null, now: VisitView): void {
  const was = before?.door ?? null;
  const isSameStay = was !== null && now.door?.stay === was.stay;
  if (was !== null && now.door === null) {
    const isDone = was.purpose === 'deposit' && now.done?.compartment === was.compartment;
    lastDeposit.value = { ended: isDone ? 'done' : 'cancelled', compartment: was.compartment };
    movedFrom.value = null;
    clearDeposit();
    void refreshStation();
  } else if (isSameStay && now.door !== null && now.door.compartment !== was.compartment) {
    movedFrom.value = was.compartment;
  } else if (!isSameStay) {
    movedFrom.value = null;
  }
}

export function clearDeposit(): void {
  waybill.value = '';
  contact.value = '';
  firstContact.value = null;
  isAgreed.value = false;
  missing.value = null;
  activeField.value = 'waybill';
}
