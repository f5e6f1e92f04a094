import type { ScanNotice, StartedVisit, VisitView } from '#contract/http';
import { readVisit, visitAddress, visitAuthorization } from './api.ts';
import type { Reply, Trouble, VisitKey } from './api.ts';
import { chosenLanguage, entrance, language, trouble, visit, visitDeadlineMs } from './app-state.ts';
import type { OngoingVisit } from './app-state.ts';
import { pageNowMs } from './page-clock.ts';
import { layDownScan } from './scan-desk.ts';
import { followStream } from './visit-stream.ts';
import { isLanguage } from './words/words.ts';

/**
 * One person's time at the kiosk, as the page holds it: the key survives a reload in the tab's own storage
 * and is gone when the visit is.
 */
const storageKey = 'latchkey.visit';

let stopFollowing = (): void => undefined;
/** How many views the streams have brought. */
let streamedCount = 0;

export function beginVisit(started: StartedVisit): void {
  hold({ visit: started.visit.visit, secret: started.secret }, started.visit);
}

/** Goes on with the visit that a reload interrupted, if there was one and the station still holds it. */
export async function resumeVisit(): Promise<void> {
  const kept = readKept();
  if (kept === null) return;
  const reply = await readVisit(kept.key);
  if (!reply.ok && reply.trouble.code === 'unreachable') return;
  if (!reply.ok || reply.body.step === 'ended') {
    sessionStorage.removeItem(storageKey);
    return;
  }
  if (isLanguage(kept.language)) chosenLanguage.value = kept.language;
  hold(kept.key, reply.body);
}

/** Shows where the visit stands now; views of another visit are late messages and count for nothing. */
function showVisit(view: VisitView): void {
  const held = visit.value;
  if (held === null || held.key.visit !== view.visit || held.view.step === 'ended') return;
  if (held.view.step !== view.step) trouble.value = null;
  visitDeadlineMs.value = pageNowMs() + view.secondsLeft * 1000;
  visit.value = { key: held.key, view };
  if (view.step === 'ended') letGo();
}

/**
 * Asks something about the visit, shows where it led and returns what went wrong, if anything did. The stream
 * keeps the order of things, answers do not: one that the stream has overtaken is not shown, because it may
 * be older than what stands on the screen.
 */
export async function askAboutVisit(
  ask: (held: OngoingVisit) => Promise<Reply<VisitView>>,
): Promise<Trouble | null> {
  const held = visit.value;
  if (held === null) return null;
  const streamedBefore = streamedCount;
  const reply = await ask(held);
  if (!reply.ok) return reply.trouble;
  if (streamedCount === streamedBefore) showVisit(reply.body);
  return null;
}

/** Asks where the visit stands, for the moments when the stream is silent. */
export async function refreshVisit(): Promise<void> {
  if (visit.value === null || visit.value.view.step === 'ended') return;
  const refused = await askAboutVisit(({ key }) => readVisit(key));
  if (refused?.code === 'visit-secret-wrong' || refused?.code === 'visit-over') endUnseen();
}

/** Forgets the visit and everything that its person chose. */
export function leaveVisit(): void {
  letGo();
  visit.value = null;
  visitDeadlineMs.value = null;
  entrance.value = 'code';
  chosenLanguage.value = null;
  trouble.value = null;
}

/** Remembers the language beside the key, so that a reload speaks on in it. */
export function keepLanguage(): void {
  if (visit.value !== null && visit.value.view.step !== 'ended') keep(visit.value.key);
}

function hold(key: VisitKey, view: VisitView): void {
  stopFollowing();
  keep(key);
  trouble.value = null;
  entrance.value = 'code';
  visitDeadlineMs.value = pageNowMs() + view.secondsLeft * 1000;
  visit.value = { key, view };
  stopFollowing = followStream(visitAddress(key.visit, '/stream'), visitAuthorization(key.secret), {
    message: (text) => {
      const message = JSON.parse(text) as VisitView | ScanNotice;
      if (message.kind === 'scan') return layDownScan(message);
      streamedCount += 1;
      showVisit(message);
    },
    connected: () => undefined,
    lost: () => undefined,
    refused: endUnseen,
  });
}

/** The station no longer knows the visit, so that how it ended cannot be told. */
function endUnseen(): void {
  const held = visit.value;
  if (held === null) return;
  showVisit({
    ...held.view,
    step: 'ended',
    door: null,
    done: null,
    stopped: null,
    endReason: 'interrupted',
    secondsLeft: 0,
  });
}

function letGo(): void {
  stopFollowing();
  stopFollowing = () => undefined;
  sessionStorage.removeItem(storageKey);
}

function keep(key: VisitKey): void {
  sessionStorage.setItem(storageKey, JSON.stringify({ ...key, language: language.value }));
}

function readKept(): { readonly key: VisitKey; readonly language: string } | null {
  const text = sessionStorage.getItem(storageKey);
  if (text === null) return null;
  const kept = JSON.parse(text) as VisitKey & { readonly language: string };
  return { key: { visit: kept.visit, secret: kept.secret }, language: kept.language };
}
