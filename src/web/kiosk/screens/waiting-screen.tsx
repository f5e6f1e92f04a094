import type { JSX } from 'preact';
import { say } from '../app-state.ts';
import { Mark } from '../parts/icons.tsx';

/** Nothing is known of the station yet; the page tries by itself. */
export function WaitingScreen(): JSX.Element {
  return (
    <div class="stage stage-farewell stage-waiting">
      <div class="farewell">
        <span class="farewell-sign breathing">
          <Mark />
        </span>
        <h1 tabIndex={-1}>{say('waitingTitle')}</h1>
        <p class="todo">{say('waitingTodo')}</p>
      </div>
    </div>
  );
}
