import { computed, signal } from '@preact/signals';
import type { ReleaseNotice, StationView, VisitView } from '#contract/http';
import type { Trouble, VisitKey } from './api.ts';
import { pageNowMs } from './page-clock.ts';
import { catalogues, fillText, isLanguage } from './words/words.ts';
import type { Language, TextKey } from './words/words.ts';

/** What the page knows. Everything that matters comes from the station; a reload reads it again. */

export const station = signal<StationView | null>(null);
/** Whether the station's own server answers; not to be confused with the station's link to its centre. */
export const reachable = signal(true);
/** Doors that were seen open while nobody used the kiosk. */
export const openDoors = signal<readonly string[]>([]);

/** Compartments that are being opened because somebody may be inside (rules R1 and R3). */
export type Release = ReleaseNotice['releases'][number];
export const releases = signal<readonly Release[]>([]);
/**
 * Where somebody stands who says that a person is shut in: `told`, the station knows and no door has come up
 * yet. Null while nobody does.
 */
export type InsideStep = 'asking' | 'telling' | 'told';
export const insideStep = signal<InsideStep | null>(null);

/** Where a person stands who has not started a visit. */
export type Entrance = 'code' | 'extension' | 'badge';
export const entrance = signal<Entrance>('code');

export type OngoingVisit = { readonly key: VisitKey; readonly view: VisitView };
export const visit = signal<OngoingVisit | null>(null);

/** What the last wish of the person ran into; shown until they do something else. */
export const trouble = signal<Trouble | null>(null);
/** A wish is on its way to the station. */
export const busy = signal(false);
/** A physical keyboard or number pad was used, so that buttons show which key presses them. */
export const keysInUse = signal(false);

export const chosenLanguage = signal<Language | null>(null);
export const languages = computed<readonly Language[]>(() => {
  const known = (station.value?.languages ?? []).filter(isLanguage);
  return known.length > 0 ? known : ['zh', 'en'];
});
export const language = computed<Language>(() => chosenLanguage.value ?? languages.value[0] ?? 'zh');
export const catalogue = computed(() => catalogues[language.value]);

/** A text of the chosen language, with its places filled. */
export function say(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillText(catalogue.value.texts[key], values);
}

/** The station's name in the chosen language, or in whichever it has. */
export const stationName = computed(() => {
  const names = station.value?.name ?? {};
  return names[language.value] ?? Object.values(names)[0] ?? '';
});

export type Screen =
  | 'waiting'
  | 'code'
  | 'extension'
  | 'badge'
  | 'choose'
  | 'pickup'
  | 'deposit'
  | 'deposit-door'
  | 'farewell'
  | 'inside';

/** The screen that the question whether somebody is inside lies on, and goes back to. */
export const screenBelow = computed<Screen>(() => {
  if (visit.value !== null) return screenOfVisit(visit.value.view);
  return station.value === null ? 'waiting' : entrance.value;
});

export const screen = computed<Screen>(() => (insideStep.value === null ? screenBelow.value : 'inside'));

function screenOfVisit(view: VisitView): Screen {
  if (view.step === 'ended') return 'farewell';
  if (view.kind === 'courier') return view.door === null ? 'deposit' : 'deposit-door';
  if (view.door !== null) return 'pickup';
  return view.may.includes('open') ? 'choose' : 'farewell';
}

/** When the station will end the visit, on the page's own clock. */
export const visitDeadlineMs = signal<number | null>(null);
/** When the page itself tidies up a screen that the station does not count for. */
export const pageDeadlineMs = signal<number | null>(null);
/** The page's clock as last looked at; moved forward by `attendance.ts`. */
export const lookedAtMs = signal(pageNowMs());

const countedByStation: readonly Screen[] = ['choose', 'pickup', 'deposit', 'deposit-door'];
export const deadlineMs = computed(() =>
  countedByStation.includes(screenBelow.value) ? visitDeadlineMs.value : pageDeadlineMs.value,
);
export const secondsLeft = computed(() => secondsUntil(deadlineMs.value));

/** Until when a new attempt is refused anyway (`try-later`). */
export const pausedUntilMs = signal(0);
export const pauseSecondsLeft = computed(() => secondsUntil(pausedUntilMs.value) ?? 0);

function secondsUntil(atMs: number | null): number | null {
  return atMs === null ? null : Math.max(0, Math.ceil((atMs - lookedAtMs.value) / 1000));
}
