import type { JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { busy, say, station } from '../app-state.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { DoorStage } from '../parts/door-stage.tsx';
import { confirmTaken, finishVisit, reopenDoor } from '../pickup-steps.ts';
import type { TextKey } from '../words/words.ts';

type Door = NonNullable<VisitView['door']>;
type DoorStep = 'opening' | 'open' | 'asking' | 'unseen' | 'jammed';

const titles: Readonly<Record<DoorStep, TextKey>> = {
  opening: 'openingTitle',
  open: 'openTitle',
  asking: 'askingTitle',
  unseen: 'unseenTitle',
  jammed: 'jammedTitle',
};
const todos: Readonly<Record<DoorStep, TextKey>> = {
  opening: 'openingTodo',
  open: 'openTodo',
  asking: 'askingTodo',
  unseen: 'unseenTodo',
  jammed: 'jammedTodo',
};

/** The recipient at the door: what happened, what to do, and never a dead end. */
export function PickupScreen({ view }: { readonly view: VisitView }): JSX.Element | null {
  const { door, step } = view;
  if (door === null || step === 'choosing' || step === 'ended') return null;
  const values = { door: door.compartment };
  const isLastJam = step === 'jammed' && door.reopensLeft === 0;
  const hotline = station.value?.hotline ?? '';
  return (
    <DoorStage
      door={door}
      step={step}
      title={say(titles[step], values)}
      todo={say(isLastJam ? 'jammedLastTodo' : todos[step], values)}
      extra={step === 'jammed' ? <p class="extra">{say('jammedHelp', { hotline })}</p> : null}
    >
      <DoorActions step={step} door={door} />
    </DoorStage>
  );
}

/** What the station accepts at each step; while a door moves or stands open there is nothing to press. */
function DoorActions({ step, door }: { readonly step: DoorStep; readonly door: Door }): JSX.Element | null {
  if (step === 'opening' || step === 'open') return null;
  if (step === 'jammed') {
    return (
      <>
        <ReopenButton door={door} text="tryAgain" shortcut="1" tone="primary" />
        <ActionButton shortcut="2" disabled={busy.value} onPress={() => void finishVisit()}>
          {say('finish')}
        </ActionButton>
      </>
    );
  }
  return (
    <>
      <ActionButton tone="primary" shortcut="1" disabled={busy.value} onPress={() => void confirmTaken(true)}>
        {say('took')}
      </ActionButton>
      <ReopenButton door={door} text="openAgain" shortcut="2" tone="plain" />
      <ActionButton shortcut="3" disabled={busy.value} onPress={() => void confirmTaken(false)}>
        {say('stillInside')}
      </ActionButton>
    </>
  );
}

type ReopenButtonProps = {
  readonly door: Door;
  readonly text: TextKey;
  readonly shortcut: string;
  readonly tone: 'primary' | 'plain';
};

function ReopenButton({ door, text, shortcut, tone }: ReopenButtonProps): JSX.Element | null {
  if (door.reopensLeft === 0) return null;
  return (
    <ActionButton tone={tone} shortcut={shortcut} disabled={busy.value} onPress={() => void reopenDoor()}>
      {say(text)}
    </ActionButton>
  );
}
