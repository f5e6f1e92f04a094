import type { JSX } from 'preact';
import type { VisitView } from '#contract/http';
import { say } from '../app-state.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { AlertIcon, CheckIcon } from '../parts/icons.tsx';
import { StageFrame } from '../parts/stage-frame.tsx';
import { leaveFarewell } from '../pickup-steps.ts';
import type { TextKey } from '../words/words.ts';

type Farewell = { readonly title: TextKey; readonly todo: TextKey; readonly isGood: boolean };

/** How a visit ended. Only what the station knows is claimed: thanks for a parcel need a completed pickup. */
function farewellOf(view: VisitView): Farewell {
  if (view.endReason === 'idle') return { title: 'idleTitle', todo: 'idleTodo', isGood: false };
  if (view.endReason === 'interrupted') {
    return { title: 'interruptedTitle', todo: 'interruptedTodo', isGood: false };
  }
  if (view.kind === 'courier') return { title: 'courierByeTitle', todo: 'courierByeTodo', isGood: true };
  if (view.done?.purpose === 'pickup') return { title: 'thanksTitle', todo: 'thanksTodo', isGood: true };
  return { title: 'keptTitle', todo: 'keptTodo', isGood: false };
}

export function FarewellScreen({ view }: { readonly view: VisitView }): JSX.Element {
  const { title, todo, isGood } = farewellOf(view);
  return (
    <StageFrame mood={isGood ? 'stage-good' : 'stage-kept'}>
      <span class="farewell-sign">{isGood ? <CheckIcon /> : <AlertIcon />}</span>
      <h1 tabIndex={-1}>{say(title)}</h1>
      <p class="todo">{say(todo)}</p>
      <ActionButton tone="primary" shortcut="Enter" onPress={() => void leaveFarewell()}>
        {say('done')}
      </ActionButton>
    </StageFrame>
  );
}
