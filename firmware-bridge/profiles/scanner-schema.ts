import { z } from 'zod';
import { provenance, slug } from './provenance.ts';

/** Four hexadecimal digits, as `lsusb` prints them. */
export const usbId = z
  .string()
  .regex(/^[0-9a-f]{4}$/, 'four hexadecimal digits in lower case and in quotes, as lsusb prints them');

/** Ids under which the model was seen; the product id follows the mode that the scanner is set to. */
const usbIdentity = z.strictObject({
  vendor: usbId,
  /** Null where the ids of this mode are not known: any product of the vendor with the right usage. */
  product: usbId.nullable(),
  model: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
});

const serialLine = z.strictObject({
  baud: z.int().positive(),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});

/** A HID device is taken by its usage, and by the ids that the profile or the station names. */
const hid = {
  usagePage: z.int().min(1).max(0xffff),
  usage: z.int().min(1).max(0xffff),
  identities: z.array(usbIdentity),
};

const serial = {
  line: serialLine,
  /** Silence that ends a scan where no CR or LF does. */
  silenceMs: z.int().min(50).max(2_000),
  identities: z.array(usbIdentity),
};

export const scannerProfile = z.strictObject({
  kind: z.literal('scanner'),
  id: slug,
  name: z.string().min(1),
  /** How the scanner speaks; names the codec. */
  input: z.discriminatedUnion('protocol', [
    z.strictObject({ protocol: z.literal('hid-pos'), ...hid }),
    z.strictObject({ protocol: z.literal('hid-keyboard'), layout: z.literal('us'), ...hid }),
    z.strictObject({ protocol: z.literal('serial-text'), ...serial }),
    /** `heartbeatMs`: how often the module is asked whether it lives; three silences are a loss. */
    z.strictObject({ protocol: z.literal('gm65'), heartbeatMs: z.int().min(1_000).max(60_000), ...serial }),
  ]),
  /** What a technician sets at the scanner with its own setup sheet, in order. */
  setup: z.array(z.string().min(1)).min(1),
  provenance: z.array(provenance).min(1),
  caveats: z.array(z.string()),
});
export type ScannerProfile = z.infer<typeof scannerProfile>;
export type ScannerInput = ScannerProfile['input'];
