import type { Camera, IdentityProof, SendingAdvice, Weighing } from '../sending.ts';
import type { CodeMac, Size, StayId, VisitId, Waybill } from '../words.ts';

/** Handing in, and what the station must know for it. */
export type SendingCommand =
  /** The whole list of the centre's document; what it no longer names is gone. */
  | {
      readonly do: 'record-sendings';
      readonly sendings: readonly Omit<SendingAdvice, 'used'>[];
      /** True numbers of parcels that were accepted without one. */
      readonly numbered: readonly { readonly stay: StayId; readonly waybill: Waybill }[];
    }
  | { readonly do: 'begin-drop-off'; readonly wellFormed: boolean; readonly code: CodeMac }
  /** An attendant allows what no advice of the centre allows. */
  | {
      readonly do: 'allow-drop-off';
      readonly visit: VisitId;
      readonly waybill: string | null;
      readonly carrier: string;
      readonly weightGrams: number | null;
      readonly identity: IdentityProof | null;
    }
  | {
      readonly do: 'start-drop-off';
      readonly visit: VisitId;
      readonly size: Size;
      /** The version of the list that was shown and ticked. */
      readonly prohibitedVersion: number | null;
      readonly isUnsealed: boolean;
      readonly isLabelled: boolean;
      /** `unsteady`: there is a scale and it has not come to rest. */
      readonly weighing: Weighing | 'unsteady' | null;
    }
  | { readonly do: 'confirm-drop-off'; readonly visit: VisitId; readonly stay: StayId }
  | {
      readonly do: 'cancel-drop-off';
      readonly visit: VisitId;
      readonly stay: StayId;
      readonly parcelInside: 'yes' | 'no';
    }
  | { readonly do: 'see-camera'; readonly camera: Camera };
