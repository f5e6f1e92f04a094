import type { JSX } from 'preact';
import { insideStep, say, station } from '../app-state.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { BackIcon, InsideIcon } from '../parts/icons.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { StageFrame } from '../parts/stage-frame.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';
import { leaveInside, releaseTrouble, tellInside } from '../release-steps.ts';

/**
 * Asked once, so that a touch in passing opens nothing; "yes" needs nobody else. It is Enter and no digit,
 * because whoever slips on a number pad goes on with the digits of a code.
 */
export function InsideScreen(): JSX.Element {
  const isTold = insideStep.value === 'told';
  const hotline = station.value?.hotline ?? '';
  return (
    <StageFrame mood="stage-inside" controls={<LanguageSwitch />}>
      <span class="farewell-sign">
        <InsideIcon />
      </span>
      <h1 tabIndex={-1}>{say(isTold ? 'insideToldTitle' : 'insideTitle')}</h1>
      <p class="todo">{isTold ? say('insideToldTodo', { hotline }) : say('insideTodo')}</p>
      <TroublePanel of={releaseTrouble.value} />
      {isTold ? <ToldAction /> : <AskedActions />}
    </StageFrame>
  );
}

function AskedActions(): JSX.Element {
  const isTelling = insideStep.value === 'telling';
  return (
    <div class="inside-actions">
      <ActionButton tone="primary" shortcut="Enter" disabled={isTelling} onPress={() => void tellInside()}>
        {say(isTelling ? 'checking' : 'insideYes')}
      </ActionButton>
      <ActionButton shortcut="*" onPress={leaveInside}>
        <BackIcon />
        {say('back')}
      </ActionButton>
    </div>
  );
}

function ToldAction(): JSX.Element {
  return (
    <ActionButton tone="primary" shortcut="Enter" onPress={leaveInside}>
      {say('done')}
    </ActionButton>
  );
}
