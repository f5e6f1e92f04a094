import type { HidWanted } from '#bridge/scanners/hid-ports';
import type { ScannerProfile } from '#bridge/profiles/scanner-schema';

/**
 * How one scanner of the station is found; same shape as the station's settings, so that they can be handed
 * in whole. The check of the station file has seen to it that profile and binding belong together.
 */
export type ScannerWiring = {
  readonly id: string;
  readonly profile: ScannerProfile;
  readonly binding:
    | ({ readonly kind: 'usb' } & Pick<HidWanted, 'identities' | 'serial' | 'usbPort'>)
    | { readonly kind: 'serial'; readonly path: string; readonly baud: number };
};
