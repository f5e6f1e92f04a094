import type { JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { busy, say } from '../app-state.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { StageFrame } from '../parts/stage-frame.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';
import { finishVisit, openParcel } from '../pickup-steps.ts';

type Parcel = VisitView['parcels'][number];

/** As many doors as there are digits to press; the next ones move up when these are open. */
const shownCountMax = 4;

/** Several doors for one code: they open one after another, in the order that the person likes. */
export function ChooseScreen({ view }: { readonly view: VisitView }): JSX.Element {
  const doors = waitingDoors(view);
  return (
    <StageFrame mood="stage-inside">
      <h1 tabIndex={-1}>{say('chooseTitle')}</h1>
      <p class="todo">{say('chooseTodo', { count: String(doors.length) })}</p>
      <TroublePanel />
      <div class="inside-actions">
        {doors.slice(0, shownCountMax).map((parcel, index) => (
          <DoorButton key={parcel.compartment} parcel={parcel} shortcut={String(index + 1)} />
        ))}
        <ActionButton shortcut="*" disabled={busy.value} onPress={() => void finishVisit()}>
          {say('finish')}
        </ActionButton>
      </div>
    </StageFrame>
  );
}

function DoorButton({
  parcel,
  shortcut,
}: {
  readonly parcel: Parcel;
  readonly shortcut: string;
}): JSX.Element {
  return (
    <ActionButton
      tone="primary"
      shortcut={shortcut}
      disabled={busy.value || !parcel.available}
      onPress={() => void openParcel(parcel.stay)}
    >
      {say('openDoor', { door: parcel.compartment })}
    </ActionButton>
  );
}

/** One parcel for every door that was not opened yet. */
export function waitingDoors({ parcels }: VisitView): readonly Parcel[] {
  const waiting = parcels.filter(({ at }) => at === 'waiting');
  return waiting.filter(
    ({ compartment }, index) => waiting.findIndex((one) => one.compartment === compartment) === index,
  );
}
