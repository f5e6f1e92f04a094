import type { Moment } from './moment.ts';
import type { Size, Waybill } from './words.ts';

/** Where the recipient is told, as far as a station may know it. */
export type Contact = {
  /** Sealed to the notifier; the station cannot read it. */
  readonly sealed: string;
  /** For example `138******78`. */
  readonly masked: string;
};

export const consentChannels = ['phone', 'message', 'app', 'web', 'in-person', 'standing'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** By what the recipient agreed to a compartment, with what proves it later (must M1). */
export type Consent = {
  readonly channel: ConsentChannel;
  readonly agreedAtMs: number;
  /** What the record is called where it is kept, for example the number of a call. */
  readonly ref: string | null;
};

/** How the recipient wants to get the parcel. */
export type Method = 'locker' | 'station' | 'door';

/** What needs more care than a compartment gives. */
export type Goods = { readonly fresh: boolean; readonly valuable: boolean; readonly fragile: boolean };

/** What the centre says of a parcel before it comes; kept by waybill until its stay ends. */
export type Advice = {
  readonly waybill: Waybill;
  /** The station that it is meant for; a centre may tell a station of parcels that must not come to it. */
  readonly station: string;
  /** The same for every parcel of one recipient, and nothing more can be learnt from it. */
  readonly recipient: string | null;
  readonly contact: Contact | null;
  readonly consent: Consent | null;
  readonly senderNamedLocker: boolean;
  readonly method: Method;
  readonly goods: Goods;
  /** Fresh or valuable goods were agreed with the sender to be left in a compartment (must M3). */
  readonly goodsAgreed: boolean;
  readonly declaredWeightG: number | null;
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
  readonly sizeHint: Size | null;
  /** The recipient asked for a compartment within reach (must M12). */
  readonly needsReach: boolean;
};

/** What the ledger knows of a waybill. The shell looks it up, so that the core never carries every advice. */
export type WaybillKnowledge = {
  readonly advice: Advice | null;
  /** How the last stay of this waybill ended here, for 30 days. */
  readonly ended: { readonly ending: 'collected' | 'other'; readonly endedAt: Moment } | null;
};

export const nothingKnown: WaybillKnowledge = { advice: null, ended: null };

/** What the courier says of the parcel in hand. */
export type Declaration = {
  /** Agreed on the way, for example by telephone; the time is that of the deposit. */
  readonly consent: Pick<Consent, 'channel' | 'ref'> | null;
  readonly damaged: boolean;
  readonly goods: Goods;
  /** Grams, from a scale. */
  readonly weightG: number | null;
  /** Whether the contact was typed a second time, as it must be where no advice vouches for it. */
  readonly contactRepeat: 'absent' | 'same' | 'other';
  /** Joins another parcel of the same recipient by the courier's own choice. */
  readonly joins: boolean;
};

const plainGoods: Goods = { fresh: false, valuable: false, fragile: false };

/** A sound parcel of which nothing special was said. */
export const nothingDeclared: Declaration = {
  consent: null,
  damaged: false,
  goods: plainGoods,
  weightG: null,
  contactRepeat: 'absent',
  joins: false,
};

/** What proves that the parcel may be placed; it stays with the deposit (must M1). */
export type ConsentProof =
  | { readonly basis: 'sender-named' }
  | ({ readonly basis: 'recipient-agreed'; readonly recordedBy: 'centre' | 'courier' } & Consent);

/** The proof, or null where nobody has agreed. The record of the centre is the stronger one. */
export function proveConsent(
  advice: Advice | null,
  declared: Declaration,
  wallMs: number,
): ConsentProof | null {
  if (advice?.senderNamedLocker === true) return { basis: 'sender-named' };
  if (advice?.consent != null) {
    return { basis: 'recipient-agreed', recordedBy: 'centre', ...advice.consent };
  }
  if (declared.consent === null) return null;
  return { basis: 'recipient-agreed', recordedBy: 'courier', ...declared.consent, agreedAtMs: wallMs };
}

/** What either of them says of the goods counts. */
export function goodsOf(advice: Advice | null, { goods }: Declaration): Goods {
  const advised = advice?.goods ?? plainGoods;
  return {
    fresh: goods.fresh || advised.fresh,
    valuable: goods.valuable || advised.valuable,
    fragile: goods.fragile || advised.fragile,
  };
}
