import type { Problem, StationView, VisitView } from '#contract/http';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly authorization: string | null;
  readonly body: unknown;
};

/** What the scripted station knows; tests may change it at any time. */
export type Stage = {
  station: StationView;
  visit: VisitView | null;
  secret: string;
  /** Code to extension. */
  readonly codes: Map<string, string>;
  /** Seconds that the next attempt in step-up must wait. */
  paceS: number;
  /** Holds answers back after what they say has happened, as a slow network would. */
  holdAnswers: (() => Promise<void>) | null;
  /** Refuses the next POST with this problem. */
  nextRefusal: Pick<Problem, 'code' | 'waitS' | 'compartment'> | null;
};

export const goodCode = '123456789';
export const goodExtension = '246802';
export const goodBadge = 'C-1001';

/** A quiet afternoon: nobody here, one parcel inside. */
export function setStage(): Stage {
  return {
    station: {
      station: 'riverside-01',
      name: { zh: '滨河花园自提柜', en: 'Riverside Garden' },
      address: 'Binhe Road 18, Gate 2',
      hotline: '400 800 1234',
      filingId: 'KD-2031-0007',
      languages: ['zh', 'en'],
      retentionHours: 24,
      fee: null,
      free: { XS: 0, S: 12, M: 7, L: 2, XL: 0 },
      clock: 'trusted',
      link: 'up',
      isQuiet: false,
      stepUp: false,
    },
    visit: null,
    secret: 'secret-1',
    codes: new Map([[goodCode, goodExtension]]),
    paceS: 0,
    holdAnswers: null,
    nextRefusal: null,
  };
}
