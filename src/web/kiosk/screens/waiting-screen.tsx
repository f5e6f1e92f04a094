import type { JSX } from 'preact';
import { say } from '../app-state.ts';
import { Mark } from '../parts/icons.tsx';
import { ReleaseNotice } from '../parts/release-notice.tsx';
import { StationHead } from '../parts/station-lines.tsx';
import { TopControls } from '../parts/top-controls.tsx';

/** Nothing is known of the station yet; the page tries by itself. */
export function WaitingScreen(): JSX.Element {
  return (
    <div class="stage stage-farewell stage-waiting">
      <div class="stage-bar">
        <StationHead />
        <TopControls />
      </div>
      <ReleaseNotice />
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
