import type { StationView } from '#contract/http';
import { catalogues, fillText } from './words/words.ts';
import type { Language, TextKey } from './words/words.ts';

/** How long a parcel is kept and what is asked after that, before anybody is asked anything (must M15). */
export function keepingRules(
  language: Language,
  { retentionHours, fee }: Pick<StationView, 'retentionHours' | 'fee'>,
): string {
  const say = (key: TextKey, values: Readonly<Record<string, string>>): string =>
    fillText(catalogues[language].texts[key], values);
  const hours = String(retentionHours);
  if (fee === null) return say('keptFree', { hours });
  const money = (minor: number): string => moneyOf(language, fee.currency, minor);
  return say('keptThenFee', {
    hours,
    amount: money(fee.amountMinor),
    period: String(fee.periodHours),
    max: money(fee.maxMinor),
  });
}

/** Currencies have no, two or three digits for their minor unit. */
function moneyOf(language: Language, currency: string, minor: number): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  const { maximumFractionDigits: digitCount = 2 } = format.resolvedOptions();
  return format.format(minor / 10 ** digitCount);
}
