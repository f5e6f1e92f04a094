import type { JSX } from 'preact';
import { language, openDoors, reachable, say, station, stationName } from '../app-state.ts';
import { keepingRules } from '../keeping-rules.ts';
import { Mark, PhoneIcon } from './icons.tsx';

/** Where the person stands. */
export function StationHead(): JSX.Element {
  return (
    <header class="station-head">
      <Mark />
      <p>
        <strong>{stationName.value}</strong>
        <span class="station-address">{station.value?.address ?? ''}</span>
      </p>
    </header>
  );
}

/** Whom to call, under which number the station is filed, its rules (must M15), and whether it is online. */
export function StationFoot(): JSX.Element {
  const known = station.value;
  return (
    <footer class="station-foot">
      {known === null ? null : (
        <p class="hotline">
          <PhoneIcon />
          <span>
            {say('help')} <strong>{known.hotline}</strong>
          </span>
        </p>
      )}
      <p class="station-facts">
        <LinkState />
        {known?.filingId == null ? null : (
          <span class="filing">
            {say('filing')} {known.filingId}
          </span>
        )}
        {known === null ? null : <span class="rules">{keepingRules(language.value, known)}</span>}
      </p>
    </footer>
  );
}

function LinkState(): JSX.Element | null {
  if (!reachable.value) return <span class="link link-lost">{say('lostTitle')}</span>;
  if (station.value === null) return null;
  const isUp = station.value.link === 'up';
  return <span class={`link link-${station.value.link}`}>{say(isUp ? 'linkUp' : 'linkDown')}</span>;
}

/** Asks whoever stands there to shut doors that were left open. */
export function OpenDoorsLine(): JSX.Element | null {
  if (openDoors.value.length === 0) return null;
  return <p class="open-doors">{say('doorsOpen', { doors: openDoors.value.join(', ') })}</p>;
}
