import type { JSX } from 'preact';
import { busy, pauseSecondsLeft, say, trouble } from '../app-state.ts';
import { codeDigitCount } from '../code-entry.ts';
import { openBadgeEntry } from '../courier-steps.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { DigitSlots } from '../parts/digit-slots.tsx';
import { EntranceFrame } from '../parts/entrance-frame.tsx';
import { CourierIcon } from '../parts/icons.tsx';
import { KeyPad } from '../parts/key-pad.tsx';
import { OpenDoorsLine } from '../parts/station-lines.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';
import { pressCodeKey, typedCode } from '../pickup-steps.ts';

/** The keypad is the idle screen: whoever comes with a code can type it at once. */
export function CodeScreen(): JSX.Element {
  const isPaused = trouble.value?.code === 'try-later' && pauseSecondsLeft.value > 0;
  return (
    <EntranceFrame
      pad={<KeyPad signs="digits" onKey={pressCodeKey} disabled={busy.value || isPaused} />}
      under={
        <ActionButton tone="quiet" shortcut="*" onPress={openBadgeEntry}>
          <CourierIcon />
          {say('courierButton')}
        </ActionButton>
      }
    >
      <h1 tabIndex={-1}>{say('codeTitle')}</h1>
      <DigitSlots typed={typedCode.value} count={codeDigitCount} />
      <div class="said">{trouble.value === null ? <Help /> : <TroublePanel />}</div>
    </EntranceFrame>
  );
}

function Help(): JSX.Element {
  return (
    <>
      <p class="help">{say(busy.value ? 'checking' : 'codeHelp')}</p>
      <OpenDoorsLine />
    </>
  );
}
