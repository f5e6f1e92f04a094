import type { ComponentChildren, JSX } from 'preact';
import { ReleaseNotice } from './release-notice.tsx';
import { StationFoot, StationHead } from './station-lines.tsx';
import { TopControls } from './top-controls.tsx';

type StageFrameProps = {
  readonly children: ComponentChildren;
  /** What the screen is about, as a class of the style sheet. */
  readonly mood: 'stage-good' | 'stage-kept' | 'stage-inside' | 'stage-waiting';
  /** The ways to everything else that stand beside the name of the station. */
  readonly controls?: ComponentChildren;
  /** Nothing stands at the foot while nothing is known of the station. */
  readonly foot?: ComponentChildren;
};

/** The screens with one message and what to do about it, over the whole page. */
export function StageFrame(props: StageFrameProps): JSX.Element {
  const { children, mood, controls = <TopControls />, foot = <StationFoot /> } = props;
  return (
    <div class={`stage stage-farewell ${mood}`}>
      <div class="stage-bar">
        <StationHead />
        {controls}
      </div>
      <ReleaseNotice />
      <div class="farewell">{children}</div>
      {foot}
    </div>
  );
}
