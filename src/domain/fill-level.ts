import { isOutbound } from './sending.ts';
import type { OutboundStay } from './sending.ts';
import type { StationState } from './state.ts';

/** Steps in hundredths of all compartments; finer ones would tell of every single parcel. */
const steps: readonly number[] = [0, 25, 50, 75, 100];

/** How full a station is of parcels that wait for a courier (founding document 0, S0-19). */
export type FillLevel = {
  /** The highest step that is reached, in hundredths of all compartments. */
  readonly percent: number;
  readonly waitingCount: number;
  readonly compartmentCount: number;
  /** Wall clock of the oldest acceptance, in milliseconds since 1970; null where nothing waits. */
  readonly oldestAcceptedAt: number | null;
  /** Whose courier is wanted, by name of the carrier. */
  readonly carriers: readonly { readonly carrier: string; readonly count: number }[];
};

export function fillLevelOf({ plan, stays }: StationState): FillLevel {
  const waiting = stays.filter((stay): stay is OutboundStay => isOutbound(stay) && stay.at === 'stored');
  const compartmentCount = plan.compartments.length;
  const share = compartmentCount === 0 ? 0 : (100 * waiting.length) / compartmentCount;
  const names = [...new Set(waiting.map(({ carrier }) => carrier))].toSorted();
  return {
    percent: Math.max(...steps.filter((step) => step <= share)),
    waitingCount: waiting.length,
    compartmentCount,
    oldestAcceptedAt:
      waiting.length === 0 ? null : Math.min(...waiting.map(({ depositedAt }) => depositedAt.wallMs)),
    carriers: names.map((carrier) => ({
      carrier,
      count: waiting.filter((stay) => stay.carrier === carrier).length,
    })),
  };
}
