import type { DoubtCause } from './custody.ts';
import type { FeeRule } from './fees.ts';
import type { Moment } from './moment.ts';
import type { Outbound } from './sending.ts';
import type { StaffRole } from './staff.ts';
import type {
  CodeId,
  CodeMac,
  CompartmentLabel,
  CourierId,
  RecallCause,
  Size,
  StaffId,
  StayId,
  Waybill,
} from './words.ts';

/** Who asks for something; ends up in every event that a person caused. */
export type Actor =
  | { readonly kind: 'recipient' }
  /** Somebody to whom the recipient gave a code of their own. */
  | { readonly kind: 'delegate'; readonly code: CodeId }
  | { readonly kind: 'sender' }
  | { readonly kind: 'staff'; readonly staff: StaffId; readonly role: StaffRole }
  | { readonly kind: 'courier'; readonly courier: CourierId; readonly carrier: string };

/** The two numbers of a code (rule R9), present only as keyed hashes. */
export type CodeRecord = {
  readonly code: CodeMac;
  readonly extension: CodeMac;
  readonly key: string;
  readonly issuedAt: Moment;
};

/** What opens compartments: the recipient's own code, or one that the recipient gave to a delegate. */
export type Code = {
  readonly id: CodeId;
  readonly record: CodeRecord;
  /** The parcels that it opens; a code leaves the state with the last of them (rule R11). */
  readonly stays: readonly StayId[];
  /** Null for the recipient's own. */
  readonly delegate: { readonly of: CodeId; readonly maskedContact: string } | null;
};

/** A parcel in this station. A stay whose end is recorded leaves the state. */
export type Stay = {
  readonly id: StayId;
  readonly waybill: Waybill;
  /** Who brought it; null where no courier did. */
  readonly courier: CourierId | null;
  /** The company that brought it, or that will collect it. */
  readonly carrier: string;
  readonly compartment: CompartmentLabel;
  readonly size: Size;
  /** The recipient's contact, sealed to the notifier; empty where nobody is to be told of a code. */
  readonly sealedContact: string;
  /** For example `138****1234`. */
  readonly maskedContact: string;
  /** Opaque; parcels with the same one share a code. Null where the centre does not say whose it is. */
  readonly recipient: string | null;
  /** The recipient asked for a compartment within reach. */
  readonly needsReach: boolean;
  readonly at: 'depositing' | 'stored';
  readonly depositedAt: Moment;
  /** When the centre confirmed that the recipient was told; retention runs from here (rule R13). */
  readonly notifiedAt: Moment | null;
  readonly keeping: Keeping;
  readonly overdue: boolean;
  /** Why a courier of the carrier has to take the parcel back; null while nobody has to. */
  readonly recall: RecallCause | null;
  /** A sender handed it in and a courier will collect it; null for a parcel that waits for its recipient. */
  readonly outbound: Outbound | null;
  /** The sensor saw the parcel at its deposit: only then does an empty reading say anything later. */
  readonly seenInside: boolean;
  readonly doubt: DoubtCause | null;
};

/** How long a parcel may stay. Fixed at the deposit: what a recipient was promised, no setting shortens. */
export type Keeping = {
  readonly hours: number;
  /** What the centre has added. */
  readonly extraHours: number;
  /** The latest reminder that was told, in hours after the end of the retention; null while none was. */
  readonly remindedHours: number | null;
  /** What is asked for time beyond it; null where nothing ever is. */
  readonly fee: FeeRule | null;
};
