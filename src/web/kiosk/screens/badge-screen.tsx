import type { JSX } from 'preact';
import { busy, say, trouble } from '../app-state.ts';
import { badge, pressBadgeKey, signIn } from '../courier-steps.ts';
import { startAgain } from '../pickup-steps.ts';
import { badgeRule, fitEntry } from '../code-entry.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { EntranceFrame } from '../parts/entrance-frame.tsx';
import { BackIcon } from '../parts/icons.tsx';
import { KeyPad } from '../parts/key-pad.tsx';
import { TextField } from '../parts/text-field.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';

export function BadgeScreen(): JSX.Element {
  return (
    <EntranceFrame
      pad={<KeyPad signs="text" onKey={pressBadgeKey} disabled={busy.value} />}
      under={
        <>
          <ActionButton tone="quiet" shortcut="*" onPress={startAgain}>
            <BackIcon />
            {say('back')}
          </ActionButton>
          <ActionButton
            tone="primary"
            shortcut="Enter"
            disabled={busy.value || badge.value === ''}
            onPress={() => void signIn()}
          >
            {say('signIn')}
          </ActionButton>
        </>
      }
    >
      <h1 tabIndex={-1}>{say('badgeTitle')}</h1>
      <p class="help">{say(busy.value ? 'checking' : 'badgeHelp')}</p>
      <TextField
        name="badge"
        label={say('badgeField')}
        hint=""
        text={badge.value}
        active
        onText={(text) => {
          trouble.value = null;
          badge.value = fitEntry(text, badgeRule);
        }}
        onFocus={() => undefined}
        onEnter={() => void signIn()}
      />
      <div class="said">
        <TroublePanel />
      </div>
    </EntranceFrame>
  );
}
