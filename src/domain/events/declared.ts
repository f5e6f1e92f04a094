import type { ConsentProof, Goods } from '../advice.ts';

/** What the centre and whoever brings it say of a parcel, wherever it is placed. */
export type Declared = {
  readonly recipient: string | null;
  readonly needsReach: boolean;
  /** Null where no must asks for one. */
  readonly consent: ConsentProof | null;
  readonly goods: Goods;
  readonly goodsAgreed: boolean;
  readonly damaged: boolean;
  readonly weightG: number | null;
  /** The agreed time was over. */
  readonly late: boolean;
};
