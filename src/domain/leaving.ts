import type { Size } from './words.ts';

/** `too-small`: the parcel does not fit · `occupied`: something lay in the compartment before. */
export type LeavingCause = 'too-small' | 'occupied';

/** Why a parcel has to go elsewhere, and into which size. */
export type Leaving = { readonly cause: LeavingCause; readonly size: Size };
