import { parseInstant } from '#contract/instant';
import type { Archive } from '#station/archive';
import { OutageWatch } from './outages.ts';
import type { Outage } from './outages.ts';
import { readStory, textOf } from './story.ts';
import type { StoryEvent } from './story.ts';
import { Counts, Tally } from './tally.ts';

/** What a station did in one month by UTC; every number comes from the log and from nowhere else. */
export type MonthReport = {
  readonly format: 'latchkey-report-1';
  readonly station: string;
  /** For example `2026-11`. */
  readonly month: string;
  readonly exportedAt: string;
  readonly softwareVersion: string;
  /** How often each type of event was written. */
  readonly events: Readonly<Record<string, number>>;
  readonly cases: {
    readonly openedByKind: Readonly<Record<string, number>>;
    readonly acknowledged: number;
    readonly resolved: number;
    readonly respondOverdue: number;
    readonly resolveOverdue: number;
    readonly answerMinutesMedian: number | null;
  };
  readonly faultsByCode: Readonly<Record<string, number>>;
  /** What the station refused and said so, by reason. */
  readonly refusalsByReason: Readonly<Record<string, number>>;
  /** How often each must of the law stopped something. */
  readonly stopsByInterlock: Readonly<Record<string, number>>;
  readonly outages: readonly Outage[];
  readonly outagesLeftOut: number;
  readonly effort: {
    readonly visits: number;
    readonly secondsMedian: number | null;
    readonly retriesMedian: number | null;
    readonly reopensMedian: number | null;
    readonly wrongCodesMedian: number | null;
    readonly surveyScoreMedian: number | null;
  };
  /** The events between which was counted; null in a month without any. */
  readonly first: string | null;
  readonly last: string | null;
};

type Frame = Pick<MonthReport, 'station' | 'month' | 'exportedAt' | 'softwareVersion'>;

const secondsMax = 3_600;
const countMax = 1_000;
/** A week; a case that nobody answers for longer is counted as that. */
const minutesMax = 7 * 24 * 60;

/** Whether a text names a month, for example `2026-11`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Reads the log once; the memory it takes does not grow with it. */
export function countMonth(archive: Pick<Archive, 'events'>, frame: Frame): MonthReport {
  const count = new MonthCount(frame.month);
  for (const stored of archive.events()) count.take(readStory(stored));
  return { format: 'latchkey-report-1', ...frame, ...count.end() };
}

class MonthCount {
  readonly #month: string;
  readonly #outages: OutageWatch;
  readonly #events = new Counts();
  readonly #cases = new Counts();
  readonly #faults = new Counts();
  readonly #refusals = new Counts();
  readonly #stops = new Counts();
  readonly #effort = {
    seconds: new Tally(secondsMax),
    retries: new Tally(countMax),
    reopens: new Tally(countMax),
    wrongCodes: new Tally(countMax),
  };
  readonly #scores = new Tally(5);
  readonly #answers = new Tally(minutesMax);
  /** When the cases that are open were opened. */
  readonly #openedAt = new Map<string, string>();
  #first: string | null = null;
  #last: string | null = null;

  constructor(month: string) {
    this.#month = month;
    // Instants compare as text, and every one of the month begins with it.
    this.#outages = new OutageWatch(month, `${month}~`);
  }

  take(event: StoryEvent): void {
    this.#outages.take(event);
    const opened = textOf(event, 'case');
    if (opened !== null && event.kind === 'case.opened') this.#openedAt.set(opened, event.time);
    if (event.time.startsWith(this.#month)) this.#count(event, opened);
    if (opened !== null && event.kind === 'case.resolved') this.#openedAt.delete(opened);
  }

  end(): Omit<MonthReport, 'format' | keyof Frame> {
    const { outages, leftOutCount } = this.#outages.end();
    return {
      events: this.#events.all(),
      cases: {
        openedByKind: this.#cases.all(),
        acknowledged: this.#events.of('case.acknowledged'),
        resolved: this.#events.of('case.resolved'),
        respondOverdue: this.#events.of('case.respond-overdue'),
        resolveOverdue: this.#events.of('case.resolve-overdue'),
        answerMinutesMedian: this.#answers.median(),
      },
      faultsByCode: this.#faults.all(),
      refusalsByReason: this.#refusals.all(),
      stopsByInterlock: this.#stops.all(),
      outages,
      outagesLeftOut: leftOutCount,
      effort: {
        visits: this.#events.of('visit.measured'),
        secondsMedian: this.#effort.seconds.median(),
        retriesMedian: this.#effort.retries.median(),
        reopensMedian: this.#effort.reopens.median(),
        wrongCodesMedian: this.#effort.wrongCodes.median(),
        surveyScoreMedian: this.#scores.median(),
      },
      first: this.#first,
      last: this.#last,
    };
  }

  #count(event: StoryEvent, opened: string | null): void {
    this.#events.add(event.kind);
    this.#first ??= event.id;
    this.#last = event.id;
    const { kind, data } = event;
    if (kind === 'case.opened') this.#cases.add(textOf(event, 'kind') ?? '');
    if (kind === 'fault.raised') this.#faults.add(textOf(event, 'fault') ?? '');
    if (kind.endsWith('.refused')) this.#countRefusal(event);
    if (kind === 'survey.answered') this.#scores.add(Number(data['score']));
    if (kind === 'case.acknowledged' && opened !== null) this.#countAnswer(opened, event.time);
    if (kind !== 'visit.measured') return;
    this.#effort.seconds.add(Number(data['seconds']));
    this.#effort.retries.add(Number(data['retries']));
    this.#effort.reopens.add(Number(data['reopens']));
    this.#effort.wrongCodes.add(Number(data['wrongCodes']));
  }

  #countRefusal(event: StoryEvent): void {
    this.#refusals.add(textOf(event, 'reason') ?? '');
    const interlock = textOf(event, 'interlock');
    if (interlock !== null) this.#stops.add(interlock);
  }

  #countAnswer(opened: string, time: string): void {
    const [from, to] = [parseInstant(this.#openedAt.get(opened) ?? ''), parseInstant(time)];
    if (from !== null && to !== null) this.#answers.add((to - from) / 60_000);
  }
}
