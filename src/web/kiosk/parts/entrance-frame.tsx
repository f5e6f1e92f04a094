import type { ComponentChildren, JSX } from 'preact';
import { LanguageSwitch } from './language-switch.tsx';
import { StationFoot, StationHead } from './station-lines.tsx';

type EntranceFrameProps = {
  readonly children: ComponentChildren;
  readonly pad: ComponentChildren;
  /** What stands under the keypad: the way forward, or the way back. */
  readonly under: ComponentChildren;
};

/** The screens on which something is typed: words on one side, keypad on the other or, in portrait, below. */
export function EntranceFrame({ children, pad, under }: EntranceFrameProps): JSX.Element {
  return (
    <div class="entrance">
      <div class="panel">
        <StationHead />
        <div class="panel-body">{children}</div>
        <StationFoot />
      </div>
      <div class="desk">
        <LanguageSwitch />
        {pad}
        <div class="under">{under}</div>
      </div>
    </div>
  );
}
