import type { ComponentChildren, JSX } from 'preact';
import { keysInUse } from '../app-state.ts';

export type ActionButtonProps = {
  readonly children: ComponentChildren;
  readonly onPress: () => void;
  readonly tone?: 'primary' | 'plain' | 'quiet';
  /** The physical key that presses this button; shown once somebody uses keys. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
};

export function ActionButton({
  children,
  onPress,
  tone,
  shortcut,
  disabled,
}: ActionButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={`action action-${tone ?? 'plain'}`}
      onClick={onPress}
      disabled={disabled ?? false}
      {...(shortcut === undefined ? {} : { 'data-key': shortcut })}
    >
      <span class="action-text">{children}</span>
      {disabled === true ? null : <KeyHint shortcut={shortcut} />}
    </button>
  );
}

function KeyHint({ shortcut }: { readonly shortcut: string | undefined }): JSX.Element | null {
  if (shortcut === undefined || !keysInUse.value) return null;
  return (
    <kbd class="key-hint" aria-hidden="true">
      {shortcut === 'Enter' ? '⏎' : shortcut}
    </kbd>
  );
}
