import type { JSX } from 'preact';
import { keysInUse, releases, say, station } from '../app-state.ts';
import type { Release } from '../app-state.ts';
import {
  confirmCompartment,
  confirming,
  isReported,
  releaseGroups,
  releaseTrouble,
} from '../release-steps.ts';
import type { TextKey } from '../words/words.ts';
import { AlertIcon, PhoneIcon } from './icons.tsx';
import { TroublePanel } from './trouble-panel.tsx';

const todos: Readonly<Record<Release['at'], TextKey>> = {
  open: 'releaseOpen',
  closed: 'releaseClosed',
  confirmed: 'releaseConfirmed',
};

/** So many doors can be shown large. */
const fewCount = 2;

/**
 * Rules R1 and R3: which compartments are being opened because somebody may be inside, and what to do at
 * each. It makes room for itself and covers nothing, so that whoever is in the middle of a visit can go on.
 */
export function ReleaseNotice(): JSX.Element | null {
  if (releases.value.length === 0) return null;
  const isFew = releases.value.length <= fewCount;
  return (
    <div class={isFew ? 'releases releases-few' : 'releases'} role="alert" aria-atomic="false">
      <h2>
        <span class="releases-sign">
          <AlertIcon />
        </span>
        {say('releaseTitle')}
      </h2>
      <div class="releases-why">
        <p>{say(isReported.value ? 'releaseReported' : 'releaseFell')}</p>
        <Hotline />
      </div>
      <TroublePanel of={releaseTrouble.value} />
      <div class="releases-list" tabIndex={0} role="group" aria-label={say('releaseTitle')}>
        {releaseGroups.value.map(({ at, compartments }) => (
          <div key={at}>
            <p class="releases-todo">{say(todos[at])}</p>
            <ul class="releases-doors">
              {compartments.map((compartment) => (
                <li key={compartment} class={`release release-${at}`}>
                  <strong class="release-number">{compartment}</strong>
                  {at === 'open' ? <EmptyButton compartment={compartment} /> : null}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  );
}

/** The one word that ends a release: the minus goes from door to door, and Enter says it. */
function EmptyButton({ compartment }: { readonly compartment: string }): JSX.Element {
  return (
    <button
      type="button"
      class="release-empty"
      aria-label={say('releaseEmptyOf', { door: compartment })}
      disabled={confirming.value.includes(compartment)}
      onClick={() => void confirmCompartment(compartment)}
    >
      <span>{say('releaseEmpty')}</span>
      {keysInUse.value ? (
        <kbd class="key-hint" aria-hidden="true">
          −
        </kbd>
      ) : null}
    </button>
  );
}

function Hotline(): JSX.Element | null {
  const hotline = station.value?.hotline;
  if (hotline === undefined) return null;
  return (
    <p class="releases-hotline">
      <PhoneIcon />
      <span>
        {say('help')} <strong>{hotline}</strong>
      </span>
    </p>
  );
}
