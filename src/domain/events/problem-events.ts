import type { Actor } from '../state.ts';
import type { VisitId } from '../words.ts';
import type { Placement } from './placement.ts';

/** What can be wrong with a parcel that somebody has in their hands. */
export const problemKinds = ['damaged', 'wet', 'opened', 'wrong-parcel', 'parts-missing'] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Somebody says that something is wrong with a parcel. */
export type ProblemEvent = {
  readonly type: 'problem.reported';
  readonly visit: VisitId;
  readonly by: Actor['kind'];
  readonly kind: ProblemKind;
  /** References to pictures that are kept elsewhere. */
  readonly photos: readonly string[];
} & Placement;
