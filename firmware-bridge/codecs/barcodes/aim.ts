/**
 * AIM symbology identifiers (ISO/IEC 15424): a bracket, a letter that names the symbology and a modifier.
 * The same three signs stand in the head of a HID POS report and, where a scanner is set so, before the text
 * of a serial line.
 */
export const symbologies = [
  'code-128',
  'gs1-128',
  'code-39',
  'interleaved-2-of-5',
  'ean',
  'gs1-databar',
  'pdf417',
  'qr',
  'gs1-qr',
  'data-matrix',
  'gs1-data-matrix',
  'aztec',
  'han-xin',
] as const;

/**
 * `no-barcode` stands for `]X` and `]Z`: what the scanner says about itself, for example the answer to a menu
 * command.
 */
export type Symbology = (typeof symbologies)[number] | 'no-barcode' | 'unknown';

type Row = { readonly symbology: Symbology; readonly aim: RegExp; readonly usual: string };

/** The first row that fits counts, so that GS1 variants stand before their plain symbology. */
const table: readonly Row[] = [
  { symbology: 'gs1-128', aim: /^\]C1/, usual: ']C1' },
  { symbology: 'code-128', aim: /^\]C/, usual: ']C0' },
  { symbology: 'code-39', aim: /^\]A/, usual: ']A0' },
  { symbology: 'interleaved-2-of-5', aim: /^\]I/, usual: ']I0' },
  { symbology: 'ean', aim: /^\]E/, usual: ']E0' },
  { symbology: 'gs1-databar', aim: /^\]e/, usual: ']e0' },
  { symbology: 'pdf417', aim: /^\]L/, usual: ']L0' },
  { symbology: 'gs1-qr', aim: /^\]Q[34]/, usual: ']Q3' },
  { symbology: 'qr', aim: /^\]Q/, usual: ']Q1' },
  { symbology: 'gs1-data-matrix', aim: /^\]d2/, usual: ']d2' },
  { symbology: 'data-matrix', aim: /^\]d/, usual: ']d1' },
  { symbology: 'aztec', aim: /^\]z/, usual: ']z0' },
  { symbology: 'han-xin', aim: /^\]h/, usual: ']h0' },
  { symbology: 'no-barcode', aim: /^\][XZ]/, usual: ']X0' },
];

const identifier = /^\][A-Za-z][0-9A-Za-z]/;

/** `aim` is an identifier such as `]C1`, or null where the scanner tells none. */
export function symbologyOf(aim: string | null): Symbology {
  return table.find((row) => aim !== null && row.aim.test(aim))?.symbology ?? 'unknown';
}

/** The identifier that scanners usually send for a symbology; null where there is none. */
export function aimOf(symbology: Symbology): string | null {
  return table.find((row) => row.symbology === symbology)?.usual ?? null;
}

/** Whether GS (1D) separates the fields of this symbology. */
export function carriesGs1(symbology: Symbology): boolean {
  return symbology.startsWith('gs1-');
}

/** Takes an identifier off the front of a text; no number that is scanned here begins with a bracket. */
export function splitAim(text: string): { readonly aim: string | null; readonly rest: string } {
  const [aim = null] = identifier.exec(text) ?? [];
  return { aim, rest: aim === null ? text : text.slice(aim.length) };
}
