import type { JSX } from 'preact';
import { keysInUse, say } from '../app-state.ts';
import { askInside } from '../release-steps.ts';
import { InsideIcon } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';

/** What every screen offers in the same corner: help for somebody who is shut in, and the languages. */
export function TopControls(): JSX.Element {
  return (
    <div class="top-controls">
      <button type="button" class="inside" data-key="." onClick={askInside}>
        <InsideIcon />
        <span>{say('insideButton')}</span>
        {keysInUse.value ? (
          <kbd class="key-hint" aria-hidden="true">
            .
          </kbd>
        ) : null}
      </button>
      <LanguageSwitch />
    </div>
  );
}
