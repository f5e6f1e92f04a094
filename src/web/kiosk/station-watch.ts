import type { KioskNotice } from '#contract/http';
import { kioskStreamAddress, readStation } from './api.ts';
import { openDoors, reachable, station, visit } from './app-state.ts';
import { every } from './page-clock.ts';
import { noteReleases } from './release-steps.ts';
import { layDownScan } from './scan-desk.ts';
import { resumeVisit } from './visit-session.ts';
import { followStream } from './visit-stream.ts';

const refreshMs = 60_000;

/** Keeps what the page knows of the station fresh; the returned function stops that. */
export function watchStation(): () => void {
  const stopStream = followStream(
    kioskStreamAddress,
    {},
    {
      message: (text) => takeNotice(JSON.parse(text) as KioskNotice),
      connected: () => {
        // The station says at once which releases go on; until here the last that was known stood.
        noteReleases([]);
        void (visit.value === null ? resumeVisit().then(refreshStation) : refreshStation());
      },
      lost: () => {
        openDoors.value = [];
        void refreshStation();
      },
      refused: () => void refreshStation(),
    },
  );
  const stopRefreshing = every(refreshMs, () => void refreshStation());
  return () => {
    stopStream();
    stopRefreshing();
  };
}

export async function refreshStation(): Promise<void> {
  const reply = await readStation();
  reachable.value = reply.ok;
  if (reply.ok) station.value = reply.body;
}

function takeNotice(notice: KioskNotice): void {
  if (notice.kind === 'scan') return layDownScan(notice);
  if (notice.kind === 'releases') return noteReleases(notice.releases);
  const known = station.value;
  if (notice.kind === 'door') {
    const others = openDoors.value.filter((compartment) => compartment !== notice.compartment);
    openDoors.value = notice.door === 'open' ? [...others, notice.compartment].sort() : others;
  }
  if (known === null) return;
  if (notice.kind === 'link') station.value = { ...known, link: notice.link };
  if (notice.kind === 'idle') {
    station.value = { ...known, stepUp: notice.stepUp };
    if (visit.value === null) void refreshStation();
  }
}
