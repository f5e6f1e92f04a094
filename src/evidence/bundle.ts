import type { Archive } from '#station/archive';
import { custodyOf } from './custody.ts';
import type { CustodySpan } from './custody.ts';
import { sealDocument } from './seal.ts';
import type { Sign } from './seal.ts';
import { Selection } from './selection.ts';
import type { Selected } from './selection.ts';
import { listOf, readStory, textOf } from './story.ts';

/**
 * A stretch of the chain. An event about this parcel is there with the exact text that was hashed. A run of
 * events about others shows nothing but its length and the hash at its end, which is what the next event's
 * `prevhash` repeats: no foreign waybill, door or person leaves the station.
 */
export type Link =
  | { readonly seq: number; readonly hash: string; readonly body: string }
  | { readonly seq: number; readonly to: number; readonly hash: string };

export type ChainPart = {
  readonly epoch: string;
  /** Hash of the event before the first one shown. */
  readonly before: string;
  readonly links: readonly Link[];
};

export type DoorFact = {
  readonly at: string;
  readonly compartment: string;
  readonly what: string;
  readonly because: string;
};

export type Bundle = {
  readonly format: 'latchkey-evidence-1';
  readonly station: string;
  readonly waybill: string;
  readonly exportedAt: string;
  readonly softwareVersion: string;
  readonly stays: readonly string[];
  readonly cases: readonly string[];
  readonly custody: readonly CustodySpan[];
  readonly doors: readonly DoorFact[];
  /** References only; a photograph shows the parcel and never a person (R-PRIV-1). */
  readonly photos: readonly string[];
  readonly chains: readonly ChainPart[];
};

type Frame = Pick<Bundle, 'station' | 'exportedAt' | 'softwareVersion'>;

/** Everything that the log says about a waybill; null where it says nothing. Reads the log twice. */
export function collectEvidence(archive: Archive, waybill: string, frame: Frame): Bundle | null {
  const selection = new Selection(numbersOf(archive, waybill));
  for (const stored of archive.events()) selection.take(stored);
  if (selection.picked.length === 0) return null;
  const events = selection.picked.map(({ event }) => event);
  return {
    format: 'latchkey-evidence-1',
    station: frame.station,
    waybill,
    exportedAt: frame.exportedAt,
    softwareVersion: frame.softwareVersion,
    stays: selection.stays,
    cases: selection.cases,
    custody: custodyOf(events),
    doors: selection.picked.flatMap(doorFact),
    photos: [...new Set(events.flatMap((event) => listOf(event, 'photos')))],
    chains: chainsOf(selection.picked, archive),
  };
}

/** A parcel that was dropped off may have had a number of the station before its true one. */
function numbersOf(archive: Archive, waybill: string): ReadonlySet<string> {
  const numbers = new Set([waybill]);
  for (const stored of archive.events()) {
    if (!stored.body.includes('.drop-off.numbered.') || !stored.body.includes(waybill)) continue;
    const event = readStory(stored);
    const [drawn, known] = [textOf(event, 'waybill'), textOf(event, 'to')];
    if (drawn !== null && known !== null && (drawn === waybill || known === waybill)) {
      numbers.add(drawn).add(known);
    }
  }
  return numbers;
}

function doorFact({ event }: Selected): readonly DoorFact[] {
  const compartment = textOf(event, 'compartment');
  const isAboutDoor = event.kind.startsWith('door.') || event.kind.startsWith('unlock.');
  if (compartment === null || !isAboutDoor) return [];
  const outcome = textOf(event, 'outcome');
  const what = outcome === null ? event.kind : `${event.kind} ${outcome}`;
  return [{ at: event.time, compartment, what, because: event.id }];
}

function chainsOf(picked: readonly Selected[], archive: Archive): readonly ChainPart[] {
  const epochs = [...new Set(picked.map(({ stored }) => stored.epoch))];
  return epochs.map((epoch) => {
    const shown = picked.map(({ stored }) => stored).filter((stored) => stored.epoch === epoch);
    const links: Link[] = [];
    let reached = (shown[0]?.seq ?? 1) - 1;
    for (const { seq, body, hash, prevHash } of shown) {
      if (seq > reached + 1) links.push({ seq: reached + 1, to: seq - 1, hash: prevHash });
      links.push({ seq, hash, body });
      reached = seq;
    }
    return {
      epoch,
      before: shown[0]?.prevHash ?? '',
      links: [...links, ...runsToEnd(epoch, reached, archive)],
    };
  });
}

/** To the end of the log; the place that the centre has acknowledged is kept, so that it can be compared. */
function runsToEnd(epoch: string, reached: number, archive: Archive): readonly Link[] {
  const end = archive.endOf(epoch);
  const stops = [end.ackedSeq, end.seq].filter((stop) => stop > reached);
  return [...new Set(stops)].flatMap((to, index, all): Link[] => {
    const hash = archive.hashAt(epoch, to);
    return hash === null ? [] : [{ seq: (all[index - 1] ?? reached) + 1, to, hash }];
  });
}

/** The text of a bundle with its seal; the seal names where each epoch ends. */
export function sealBundle(bundle: Bundle, sign: Sign): Promise<string> {
  const ends = bundle.chains.map(({ epoch, links }) => {
    const last = links.at(-1);
    return { epoch, seq: last === undefined ? 0 : 'to' in last ? last.to : last.seq, hash: last?.hash ?? '' };
  });
  const { format, station, waybill, exportedAt } = bundle;
  return sealDocument(bundle, { format, station, waybill, exportedAt, ends }, sign);
}
