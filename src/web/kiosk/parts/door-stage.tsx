import type { ComponentChildren, JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { say, trouble } from '../app-state.ts';
import { HeightMark } from './height-mark.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { StationFoot, StationHead } from './station-lines.tsx';
import { TroublePanel } from './trouble-panel.tsx';

type DoorStageProps = {
  readonly door: NonNullable<VisitView['door']>;
  readonly step: VisitView['step'];
  readonly title: string;
  readonly todo: string;
  readonly extra?: ComponentChildren;
  /** What the person can press now. */
  readonly children: ComponentChildren;
};

/**
 * One door, seen from across the room: its number, its place, what happened to it and what to do. Trouble
 * takes the place of the usual words, so that there is one thing to read.
 */
export function DoorStage({ door, step, title, todo, extra, children }: DoorStageProps): JSX.Element {
  return (
    <div class={`stage stage-${step}`}>
      <div class="stage-bar">
        <StationHead />
        <LanguageSwitch />
      </div>
      <div class="stage-door">
        <DoorLeaf compartment={door.compartment} />
        <HeightMark heightMm={door.heightMm} />
      </div>
      <div class="stage-words">
        <div aria-live="polite">
          <h1 tabIndex={-1}>{title}</h1>
          {trouble.value === null ? <p class="todo">{todo}</p> : null}
          {trouble.value === null ? extra : null}
        </div>
        <TroublePanel />
        <div class="actions">{children}</div>
      </div>
      <StationFoot />
    </div>
  );
}

/** The door itself; it swings when the station has seen it open. */
function DoorLeaf({ compartment }: { readonly compartment: string }): JSX.Element {
  return (
    <div class="bay">
      <p class="leaf">
        <span class="leaf-word">{say('door')}</span>
        <span class="leaf-number" data-signs={Math.min(compartment.length, 6)}>
          {compartment}
        </span>
      </p>
    </div>
  );
}
