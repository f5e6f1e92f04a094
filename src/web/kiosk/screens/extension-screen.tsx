import type { JSX } from 'preact';
import { busy, pauseSecondsLeft, say, trouble } from '../app-state.ts';
import { extensionDigitCount } from '../code-entry.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { DigitSlots } from '../parts/digit-slots.tsx';
import { EntranceFrame } from '../parts/entrance-frame.tsx';
import { BackIcon } from '../parts/icons.tsx';
import { KeyPad } from '../parts/key-pad.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';
import { pressExtensionKey, startAgain, submitExtension, typedExtension } from '../pickup-steps.ts';

/** Step-up (rule R9): the same message holds six more digits, asked for only now. */
export function ExtensionScreen(): JSX.Element {
  return (
    <EntranceFrame
      pad={<KeyPad signs="digits" onKey={pressExtensionKey} disabled={busy.value} />}
      under={
        <>
          <ActionButton tone="quiet" shortcut="*" onPress={startAgain}>
            <BackIcon />
            {say('startAgain')}
          </ActionButton>
          <RetryButton />
        </>
      }
    >
      <h1 tabIndex={-1}>{say('extensionTitle')}</h1>
      <p class="help">{busy.value ? say('checking') : say('extensionHelp')}</p>
      <DigitSlots typed={typedExtension.value} count={extensionDigitCount} />
      <div class="said">
        {trouble.value === null ? <p class="why">{say('extensionWhy')}</p> : <TroublePanel />}
      </div>
    </EntranceFrame>
  );
}

/** After `try-later` the digits still stand; a person tries again, because a door must not open alone. */
function RetryButton(): JSX.Element | null {
  if (trouble.value?.code !== 'try-later') return null;
  const seconds = pauseSecondsLeft.value;
  return (
    <ActionButton
      tone="primary"
      shortcut="Enter"
      disabled={seconds > 0 || busy.value}
      onPress={() => void submitExtension()}
    >
      {seconds > 0 ? say('tryAgainIn', { seconds }) : say('tryAgain')}
    </ActionButton>
  );
}
