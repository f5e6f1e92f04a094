/**
 * Rule R9: nine digits, shown 3-3-3, and an extension of six, shown 3-3. Pure functions from what was typed
 * and a key to what is typed now.
 */
export const codeDigitCount = 9;
export const extensionDigitCount = 6;

export type EntryKey =
  { readonly key: 'sign'; readonly sign: string } | { readonly key: 'backspace' } | { readonly key: 'clear' };

export type EntryRule = {
  /** Which signs the entry takes; one sign at a time is tried. */
  readonly accepts: RegExp;
  readonly signCountMax: number;
};

export const codeRule: EntryRule = { accepts: /^[0-9]$/, signCountMax: codeDigitCount };
export const extensionRule: EntryRule = { accepts: /^[0-9]$/, signCountMax: extensionDigitCount };
/** Letters, digits and the marks that badges and waybills print. */
export const badgeRule: EntryRule = { accepts: /^[0-9A-Za-z._:-]$/, signCountMax: 64 };
export const waybillRule: EntryRule = { accepts: /^[0-9A-Za-z-]$/, signCountMax: 34 };
/** Digits and the plus of an international number; E.164 allows 15 digits. */
export const contactRule: EntryRule = { accepts: /^[0-9+]$/, signCountMax: 16 };

/** What stands in the entry after a key; signs that the rule does not take change nothing. */
export function reduceEntry(typed: string, pressed: EntryKey, rule: EntryRule): string {
  if (pressed.key === 'clear') return '';
  if (pressed.key === 'backspace') return typed.slice(0, -1);
  if (!rule.accepts.test(pressed.sign) || typed.length >= rule.signCountMax) return typed;
  return typed + pressed.sign;
}

/** Keeps what the rule takes of a text that arrived at once, for example from a scanner in keyboard mode. */
export function fitEntry(text: string, rule: EntryRule): string {
  return Array.from(text)
    .filter((sign) => rule.accepts.test(sign))
    .join('')
    .slice(0, rule.signCountMax);
}

/** The entry as slots in groups of three; `null` where no digit stands yet. */
export function groupSlots(typed: string, signCount: number): readonly (readonly (string | null)[])[] {
  const slots = Array.from({ length: signCount }, (_, index) => typed[index] ?? null);
  const groups: (string | null)[][] = [];
  for (let at = 0; at < slots.length; at += 3) groups.push(slots.slice(at, at + 3));
  return groups;
}
