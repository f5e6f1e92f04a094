import type { ComponentChildren, JSX } from 'preact';
import { releases } from '../app-state.ts';
import { ReleaseNotice } from './release-notice.tsx';
import { StationFoot, StationHead } from './station-lines.tsx';
import { TopControls } from './top-controls.tsx';

type EntranceFrameProps = {
  readonly children: ComponentChildren;
  readonly pad: ComponentChildren;
  /** What stands under the keypad: the way forward, or the way back. */
  readonly under: ComponentChildren;
};

/** The screens on which something is typed: words on one side, keypad on the other or, in portrait, below. */
export function EntranceFrame({ children, pad, under }: EntranceFrameProps): JSX.Element {
  const isCalm = releases.value.length === 0;
  return (
    <div class="entrance">
      <div class="panel">
        {isCalm ? <StationHead /> : <ReleaseNotice />}
        <div class="panel-body">{children}</div>
        {isCalm ? <StationFoot /> : null}
      </div>
      <div class="desk">
        <TopControls />
        {pad}
        <div class="under">{under}</div>
      </div>
    </div>
  );
}
