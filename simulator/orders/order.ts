import { z } from 'zod';
import { symbologies } from '#codecs/barcodes/aim';

/** What may be asked of a running simulation, by the control socket and by the page. */

const label = z.string().min(1);
/** Exactly one of the five names what a fault befalls; `channel` limits a board's fault to one unlock. */
const target = {
  compartment: label.optional(),
  board: label.optional(),
  bus: label.optional(),
  scanner: label.optional(),
  input: z.enum(['scale', 'camera']).optional(),
  channel: z.int().positive().optional(),
};

export const order = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('state') }),
  z.strictObject({ do: z.literal('place-parcel'), compartment: label }),
  z.strictObject({ do: z.literal('take-parcel'), compartment: label }),
  z.strictObject({ do: z.literal('close-door'), compartment: label }),
  z.strictObject({ do: z.literal('open-door-by-hand'), compartment: label }),
  z.strictObject({ do: z.literal('set-fault'), ...target, fault: z.unknown() }),
  z.strictObject({ do: z.literal('clear-fault'), ...target, fault: z.string().optional() }),
  /** For `blankMs` after its start the board shows cleared registers instead of its switches. */
  z.strictObject({
    do: z.literal('reboot-board'),
    board: label,
    blankMs: z.number().nonnegative().optional(),
  }),
  z.strictObject({ do: z.literal('set-unlock-answer'), board: label, on: z.boolean() }),
  z.strictObject({ do: z.literal('people'), on: z.boolean() }),
  /** Somebody lays something on the scale; 0 takes it off. */
  z.strictObject({ do: z.literal('weigh'), grams: z.int().min(0).max(500_000) }),
  /** Somebody holds a barcode in front of a scanner; without a symbology the scanner tells none. */
  z.strictObject({
    do: z.literal('scan'),
    scanner: label,
    text: z.string().min(1).max(20_000),
    symbology: z.enum(symbologies).optional(),
  }),
]);
export type Order = z.infer<typeof order>;
export type FaultOrder = Extract<Order, { do: 'set-fault' | 'clear-fault' }>;

/** What came of an order; `error` is a sentence for the person who gave it. */
export type OrderOutcome =
  { readonly ok: true; readonly state?: unknown } | { readonly ok: false; readonly error: string };

export const obeyed: OrderOutcome = { ok: true };

export function refuse(error: string): OrderOutcome {
  return { ok: false, error };
}

/** The first thing that is wrong with a value, with the place where it is wrong. */
export function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'the order cannot be read';
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
