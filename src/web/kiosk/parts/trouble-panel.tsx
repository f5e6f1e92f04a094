import type { JSX } from 'preact';
import { catalogue, pauseSecondsLeft, trouble } from '../app-state.ts';
import { fillText, troubleWords } from '../words/words.ts';
import { AlertIcon } from './icons.tsx';

/** What went wrong, and what to do about it. Empty while nothing did. */
export function TroublePanel(): JSX.Element | null {
  const shown = trouble.value;
  if (shown === null) return null;
  const { what, todo } = troubleWords(catalogue.value, shown.code);
  const values = { seconds: pauseSecondsLeft.value, door: shown.compartment ?? '?' };
  return (
    <div class="trouble" role="alert">
      <span class="trouble-sign">
        <AlertIcon />
      </span>
      <p>
        <strong>{what}</strong> <span aria-live="off">{fillText(todo, values)}</span>
      </p>
    </div>
  );
}
