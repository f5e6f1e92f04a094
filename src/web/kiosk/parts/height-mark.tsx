import type { JSX } from 'preact';
import { catalogue, say } from '../app-state.ts';
import { heightBand } from '../height-band.ts';

/** The drawing is 2 m high, one unit per centimetre. */
const drawnCm = 200;
const doorCm = 26;

/** Shows how high the door is beside a standing person, and says it in words. */
export function HeightMark({ heightMm }: { readonly heightMm: number }): JSX.Element {
  const cm = Math.round(heightMm / 10);
  const bottom = Math.min(cm, drawnCm - doorCm);
  const words = catalogue.value.heights[heightBand(heightMm)];
  return (
    <figure class="height">
      <svg viewBox="0 0 130 204" aria-hidden="true" focusable="false">
        <g class="height-person">
          <circle cx="27" cy="44" r="12" />
          <path d="M27 60c-11 0-17 7-17 17v42c0 5 7 5 7 0v75c0 6 9 6 9 0v-50h2v50c0 6 9 6 9 0v-75c0 5 7 5 7 0V77c0-10-6-17-17-17z" />
        </g>
        <rect class="height-cabinet" x="66" y="2" width="56" height={drawnCm} rx="5" />
        <rect
          class="height-door"
          x="71"
          y={drawnCm - bottom - doorCm + 2}
          width="46"
          height={doorCm}
          rx="3"
        />
        <path class="height-floor" d="M2 202h126" />
      </svg>
      <figcaption>
        <strong>{words}</strong>
        <span>{say('heightAbove', { cm })}</span>
      </figcaption>
    </figure>
  );
}
