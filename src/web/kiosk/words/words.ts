import type { TroubleCode } from '../api.ts';
import type { HeightBand } from '../height-band.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What happened, and what the person can do about it. */
export type TroubleWords = { readonly what: string; readonly todo: string };

export type Catalogue = {
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly troubles: Readonly<Record<TroubleCode, TroubleWords>>;
  readonly heights: Readonly<Record<HeightBand, string>>;
};

/** English names the keys; every other catalogue must have exactly these. */
export type TextKey = keyof (typeof en)['texts'];

/** Each language by its own name, in the order in which the switch shows them. */
export const languageNames = { zh: '中文', en: 'English' } as const;
export type Language = keyof typeof languageNames;

export const catalogues: Readonly<Record<Language, Catalogue>> = { zh, en };

/** The `lang` attribute, by which a browser picks the right glyphs and a reader the right voice. */
export const languageTags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

export function isLanguage(text: string): text is Language {
  return text in languageNames;
}

/** Puts values into `{name}` places; a place without a value stays visible, so that it is noticed. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export function troubleWords(catalogue: Catalogue, code: string): TroubleWords {
  return isTroubleCode(catalogue, code) ? catalogue.troubles[code] : catalogue.troubles.unexpected;
}

function isTroubleCode(catalogue: Catalogue, code: string): code is TroubleCode {
  return Object.hasOwn(catalogue.troubles, code);
}
