import type { JSX } from 'preact';
import type { Trouble } from '../api.ts';
import { catalogue, pauseSecondsLeft, trouble } from '../app-state.ts';
import { fillText, troubleWords } from '../words/words.ts';
import { AlertIcon } from './icons.tsx';

type TroublePanelProps = {
  /** What the visit or the entrance ran into, unless it is something else. */
  readonly of?: Trouble | null;
};

/** What went wrong, and what to do about it. Empty while nothing did. */
export function TroublePanel({ of: shown = trouble.value }: TroublePanelProps): JSX.Element | null {
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
