import type { Contact, Declaration, WaybillKnowledge } from '../advice.ts';
import type { IdentityProof } from '../sending.ts';
import type { RejectionReason, Size, VisitId } from '../words.ts';
import type { CodeKnowledge } from './code-commands.ts';

/** Code and extension as they were typed or scanned together; on shelves one alone entitles to nothing. */
export type TypedNumbers = { readonly wellFormed: boolean; readonly knowledge: CodeKnowledge };

/** What couriers, attendants and recipients do with parcels on shelves. */
export type ShelfCommand =
  | {
      readonly do: 'place-parcel';
      readonly visit: VisitId;
      readonly waybill: string;
      /** As the label of the shelf was scanned. */
      readonly position: string;
      readonly size: Size;
      /** Counts where an attendant places; a courier places for the own carrier. */
      readonly carrier: string | null;
      /** Null where the centre's advice brings it. */
      readonly contact: Contact | null;
      readonly declared: Declaration;
      readonly knowledge: WaybillKnowledge;
    }
  | {
      readonly do: 'move-shelved';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly position: string;
    }
  /** Everything that somebody carries out, scanned at the gate. */
  | ({ readonly do: 'check-out'; readonly waybills: readonly string[] } & TypedNumbers)
  /** Somebody wants to go out. */
  | { readonly do: 'open-gate' }
  | {
      readonly do: 'hand-over';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly proof:
        | ({ readonly by: 'code' } & TypedNumbers)
        | { readonly by: 'identity'; readonly identity: IdentityProof };
    }
  /** The recipient looked at it on the spot and does not want it (must M6). */
  | {
      readonly do: 'reject-shelved';
      readonly visit: VisitId;
      readonly waybill: string;
      readonly reason: RejectionReason;
      readonly photos: readonly string[];
    };
