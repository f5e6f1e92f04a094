import type { JSX } from 'preact';
import { say } from '../app-state.ts';
import { groupSlots } from '../code-entry.ts';

/**
 * The digits as they are typed, in groups of three. A reader hears how many there are and never which: a code
 * spoken aloud in a public place is a code given away.
 */
export function DigitSlots({
  typed,
  count,
}: {
  readonly typed: string;
  readonly count: number;
}): JSX.Element {
  let index = 0;
  return (
    <output class="slots" aria-label={say('codeProgress', { typed: typed.length, count })}>
      {groupSlots(typed, count).map((group) => (
        <span class="slot-group" aria-hidden="true">
          {group.map((digit) => {
            const isNext = index === typed.length;
            index += 1;
            return <span class={slotClass(digit, isNext)}>{digit ?? ''}</span>;
          })}
        </span>
      ))}
    </output>
  );
}

function slotClass(digit: string | null, isNext: boolean): string {
  if (digit !== null) return 'slot slot-filled';
  return isNext ? 'slot slot-next' : 'slot';
}
