import { useLayoutEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import { busy, keysInUse, say } from '../app-state.ts';
import { depositParcel, offers } from '../courier-steps.ts';

/** One press on a size opens a door: the last thing that a courier does per parcel. */
export function SizeChoice(): JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  // The field before gives up the focus, so that a digit chooses a size and is not written into it.
  useLayoutEffect(() => group.current?.focus(), []);
  return (
    <div class="sizes" role="group" aria-labelledby="size-title" tabIndex={-1} ref={group}>
      <h2 id="size-title">{say('sizeTitle')}</h2>
      {offers.value.map(({ size, count, larger }, index) => (
        <button
          type="button"
          class={`size size-${size}`}
          disabled={busy.value || (count === 0 && larger === null)}
          onClick={() => void depositParcel(size)}
        >
          <span class="size-place" aria-hidden="true">
            <span class="size-shape" />
          </span>
          <strong>{size}</strong>
          <span class="size-free">{promise(count, larger)}</span>
          {keysInUse.value ? (
            <kbd class="key-hint" aria-hidden="true">
              {index + 1}
            </kbd>
          ) : null}
        </button>
      ))}
    </div>
  );
}

function promise(count: number, larger: string | null): string {
  if (count > 0) return say('sizeFree', { count });
  return larger === null ? say('sizeFull') : say('sizeLarger', { size: larger });
}
