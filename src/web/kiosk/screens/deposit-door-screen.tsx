import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { busy, say } from '../app-state.ts';
import { cancelDeposit, confirmDeposit, movedFrom } from '../courier-steps.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { DoorStage } from '../parts/door-stage.tsx';
import type { TextKey } from '../words/words.ts';

type Door = NonNullable<VisitView['door']>;
type DoorStep = 'opening' | 'open' | 'asking' | 'unseen' | 'jammed';
type Words = { readonly title: TextKey; readonly todo: TextKey };

const depositWords: Readonly<Record<DoorStep, Words>> = {
  opening: { title: 'depositOpeningTitle', todo: 'depositOpeningTodo' },
  open: { title: 'depositOpenTitle', todo: 'depositOpenTodo' },
  asking: { title: 'depositAskingTitle', todo: 'depositAskingTodo' },
  unseen: { title: 'depositUnseenTitle', todo: 'depositUnseenTodo' },
  jammed: { title: 'depositJammedTitle', todo: 'depositJammedTodo' },
};

/** What differs when the courier takes a parcel back out. */
const withdrawalWords: Partial<Readonly<Record<DoorStep, Words>>> = {
  open: { title: 'depositOpenTitle', todo: 'withdrawOpenTodo' },
  asking: { title: 'withdrawAskingTitle', todo: 'depositAskingTodo' },
};

export function DepositDoorScreen({ view }: { readonly view: VisitView }): JSX.Element | null {
  const isCancelling = useSignal(false);
  const { door, step } = view;
  if (door === null || step === 'choosing' || step === 'ended') return null;
  const values = { door: door.compartment };
  const usual = depositWords[step];
  const words = door.purpose === 'withdrawal' ? (withdrawalWords[step] ?? usual) : usual;
  const shown: Words = isCancelling.value ? { title: 'cancelTitle', todo: 'cancelTodo' } : words;
  return (
    <DoorStage
      door={door}
      step={step}
      title={say(shown.title, values)}
      todo={say(shown.todo, values)}
      extra={<MovedLine door={door} />}
    >
      {isCancelling.value ? (
        <CancelActions leave={() => (isCancelling.value = false)} />
      ) : (
        <DoorActions step={step} door={door} cancel={() => (isCancelling.value = true)} />
      )}
    </DoorStage>
  );
}

/** The station chose another compartment by itself; the courier must not miss it. */
function MovedLine({ door }: { readonly door: Door }): JSX.Element | null {
  if (movedFrom.value === null) return null;
  return <p class="extra">{say('depositMoved', { from: movedFrom.value, door: door.compartment })}</p>;
}

type DoorActionsProps = { readonly step: DoorStep; readonly door: Door; readonly cancel: () => void };

function DoorActions({ step, door, cancel }: DoorActionsProps): JSX.Element | null {
  if (step === 'opening') return null;
  if (door.purpose === 'withdrawal') return step === 'open' ? null : <WithdrawalActions />;
  const mayConfirm = step === 'asking' || step === 'unseen';
  return (
    <>
      {mayConfirm ? (
        <ActionButton tone="primary" shortcut="1" disabled={busy.value} onPress={() => void confirmDeposit()}>
          {say('parcelIsIn')}
        </ActionButton>
      ) : null}
      <ActionButton shortcut="2" disabled={busy.value} onPress={cancel}>
        {say('cancelDeposit')}
      </ActionButton>
    </>
  );
}

/** Taken out after all, or still inside: then the door opens once more. */
function WithdrawalActions(): JSX.Element {
  return (
    <>
      <ActionButton
        tone="primary"
        shortcut="1"
        disabled={busy.value}
        onPress={() => void cancelDeposit('no')}
      >
        {say('withdrawn')}
      </ActionButton>
      <ActionButton shortcut="2" disabled={busy.value} onPress={() => void cancelDeposit('yes')}>
        {say('stillInside')}
      </ActionButton>
    </>
  );
}

function CancelActions({ leave }: { readonly leave: () => void }): JSX.Element {
  const answer = (inside: 'yes' | 'no') => (): void => {
    leave();
    void cancelDeposit(inside);
  };
  return (
    <>
      <ActionButton tone="primary" shortcut="1" disabled={busy.value} onPress={answer('yes')}>
        {say('cancelInside')}
      </ActionButton>
      <ActionButton tone="primary" shortcut="2" disabled={busy.value} onPress={answer('no')}>
        {say('cancelOutside')}
      </ActionButton>
      <ActionButton shortcut="3" onPress={leave}>
        {say('back')}
      </ActionButton>
    </>
  );
}
