import type { ComponentChildren, JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { releases, say, trouble } from '../app-state.ts';
import { HeightMark } from './height-mark.tsx';
import { ReleaseNotice } from './release-notice.tsx';
import { StationFoot, StationHead } from './station-lines.tsx';
import { TopControls } from './top-controls.tsx';
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
  const isCalm = releases.value.length === 0;
  return (
    <div class={`stage stage-${step}`}>
      <div class="stage-bar">
        <StationHead />
        <TopControls />
      </div>
      {isCalm ? (
        <div class="stage-door">
          <DoorLeaf compartment={door.compartment} />
          <HeightMark heightMm={door.heightMm} />
        </div>
      ) : (
        <ReleaseNotice />
      )}
      <div class="stage-words">
        {isCalm ? null : <OwnDoor compartment={door.compartment} />}
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

/** Which of all the doors that stand open is this person's own, while the drawing makes room. */
function OwnDoor({ compartment }: { readonly compartment: string }): JSX.Element {
  return (
    <p class="own-door">
      {say('ownDoor')} <strong>{compartment}</strong>
    </p>
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
