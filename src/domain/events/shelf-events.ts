import type { Interlock } from '../jurisdiction.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Placer, ReleaseProof } from '../shelves.ts';
import type { Actor } from '../state.ts';
import type {
  AuthorisationId,
  CodeId,
  CompartmentLabel,
  Door,
  IntentionId,
  Size,
  StaffId,
  VisitId,
  Waybill,
} from '../words.ts';
import type { Declared } from './declared.ts';
import type { Placement } from './placement.ts';

/** Parcels on the shelves of an attended station, and the gate at its way out. */
export type ShelfEvent =
  /** In these events `compartment` is a shelf position, for example `5-2-3001`. */
  | ({
      readonly type: 'shelf.placed';
      readonly visit: VisitId;
      readonly by: Placer;
      readonly carrier: string;
      readonly size: Size;
      readonly sealedContact: string;
      readonly maskedContact: string;
      /** The centre had said something of this parcel. */
      readonly announced: boolean;
    } & Placement &
      Declared)
  | {
      readonly type: 'shelf.refused';
      readonly visit: VisitId;
      readonly by: Placer;
      readonly carrier: string;
      readonly waybill: Waybill;
      readonly position: CompartmentLabel;
      readonly reason: RefusalCode;
      /** The must of the law that stopped it, where one did. */
      readonly interlock: Interlock | null;
    }
  | ({
      readonly type: 'shelf.moved';
      readonly visit: VisitId;
      readonly by: Placer;
      readonly to: CompartmentLabel;
    } & Placement)
  /** Somebody scanned it out at the gate with the two numbers of their code. */
  | ({
      readonly type: 'shelf.released';
      readonly visit: VisitId;
      readonly by: Extract<Actor['kind'], 'recipient' | 'delegate'>;
      readonly code: CodeId;
    } & Placement)
  /** An attendant gave it into somebody's hands. */
  | ({
      readonly type: 'shelf.handed-over';
      readonly visit: VisitId;
      readonly staff: StaffId;
      readonly proof: ReleaseProof;
    } & Placement)
  /** A parcel was scanned at the gate that the code does not entitle to. Nothing was released. */
  | {
      readonly type: 'checkout.stopped';
      readonly visit: VisitId;
      readonly code: CodeId;
      readonly waybill: Waybill;
      /** Where it belongs; null where this station knows no such parcel. */
      readonly position: CompartmentLabel | null;
      readonly scannedCount: number;
    }
  /** One pulse for the gate, on disk before it is sent; `unlock.settled` tells how it ended. */
  | {
      readonly type: 'gate.intended';
      readonly intention: IntentionId;
      readonly authorisation: AuthorisationId;
      readonly compartment: CompartmentLabel;
      readonly cause: 'checkout' | 'exit';
      readonly visit: VisitId | null;
      readonly pulse: number;
      readonly doorBefore: Door;
    };
