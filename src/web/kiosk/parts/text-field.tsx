import { useLayoutEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';

type TextFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly active: boolean;
  readonly onText: (text: string) => void;
  readonly onFocus: () => void;
  /** Enter, or a scanner's end of scan. */
  readonly onEnter: () => void;
};

/** A field for the keypad, a keyboard or a scanner; it never asks for the system's own keyboard. */
export function TextField(field: TextFieldProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  // Before the next key, because a scanner types on without a pause.
  useLayoutEffect(() => {
    if (field.active) input.current?.focus();
  }, [field.active]);
  return (
    <label class={field.active ? 'field field-active' : 'field'}>
      <span class="field-label">{field.label}</span>
      <input
        ref={input}
        name={field.name}
        type="text"
        inputMode="none"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={field.hint}
        value={field.text}
        onInput={(event) => field.onText(event.currentTarget.value)}
        onFocus={field.onFocus}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          field.onEnter();
        }}
      />
    </label>
  );
}
