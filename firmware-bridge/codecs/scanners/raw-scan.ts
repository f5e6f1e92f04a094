/** What a scanner delivered for one barcode, before anybody asks what it means. */
export type RawScan = {
  readonly bytes: Uint8Array;
  /** The symbology identifier where the device tells it beside the text, for example `]C1`. */
  readonly aim: string | null;
  /** Why the bytes must not be believed, or null. */
  readonly flaw: ScanFlaw | null;
};

/**
 * `too-long`: more bytes than any barcode of this station has · `key-chord`: a keyboard scanner pressed keys
 * that write no sign of a label (threat T11); what else it typed is thrown away with them.
 */
export type ScanFlaw = 'too-long' | 'key-chord';

/** Threat T11: longer input is no waybill, no badge and no code, whatever it is. */
export const scanBytesMax = 512;

/** What a decoder holds back until the end of a scan, and the scans that ended. */
export type Assembled<Pending> = { readonly pending: Pending; readonly scans: readonly RawScan[] };
