import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { say } from '../app-state.ts';
import type { EntryKey } from '../code-entry.ts';
import { BackspaceIcon } from './icons.tsx';

type KeyPadProps = {
  readonly onKey: (pressed: EntryKey) => void;
  /** `text` adds the letters, for badges and waybills. */
  readonly signs: 'digits' | 'text';
  readonly disabled?: boolean;
};

const digits = Array.from('123456789');
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ-');

/** The page's own keypad: the system's one hides behind a kiosk window, and a touch screen has no other. */
export function KeyPad({ onKey, signs, disabled }: KeyPadProps): JSX.Element {
  const isLetters = useSignal(false);
  const showsLetters = signs === 'text' && isLetters.value;
  const key = (label: ComponentChildren, press: () => void, name?: string): JSX.Element => (
    <PadKey label={label} name={name} press={press} disabled={disabled ?? false} />
  );
  const sign = (written: string): JSX.Element => key(written, () => onKey({ key: 'sign', sign: written }));
  const clear = key(say('keyClear'), () => onKey({ key: 'clear' }));
  const swap = key(say(showsLetters ? 'keyDigits' : 'keyLetters'), () => {
    isLetters.value = !isLetters.value;
  });
  const backspace = key(<BackspaceIcon />, () => onKey({ key: 'backspace' }), say('keyBackspace'));
  return (
    <div class={`pad ${showsLetters ? 'pad-letters' : 'pad-digits'}`} role="group" aria-label={say('keypad')}>
      {(showsLetters ? letters : digits).map(sign)}
      {signs === 'text' ? swap : clear}
      {showsLetters ? null : sign('0')}
      {backspace}
    </div>
  );
}

type PadKeyProps = {
  readonly label: ComponentChildren;
  readonly name: string | undefined;
  readonly press: () => void;
  readonly disabled: boolean;
};

/** The field that is being filled keeps the focus while the pad is touched. */
function PadKey({ label, name, press, disabled }: PadKeyProps): JSX.Element {
  const isWord = typeof label === 'string' && label.length > 1;
  return (
    <button
      type="button"
      class={isWord ? 'key key-word' : 'key'}
      disabled={disabled}
      {...(name === undefined ? {} : { 'aria-label': name })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      {label}
    </button>
  );
}
