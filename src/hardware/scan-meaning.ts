import { carriersOf } from '#codecs/barcodes/chinese-waybills';
import { carriesGs1, splitAim, symbologyOf, type Symbology } from '#codecs/barcodes/aim';
import { gs, isSscc, parseElements } from '#codecs/barcodes/gs1';
import { parsePickupQr, pickupQrPrefix } from '#codecs/barcodes/pickup-qr';
import { hasS10Shape, parseS10 } from '#codecs/barcodes/upu-s10';
import { scanBytesMax, type RawScan } from '#codecs/scanners/raw-scan';
import { isWellFormed } from '#domain/code';
import { readWaybill } from '#domain/waybill';
import type { ScanMeaning, ScanRejection } from '#station/ports';

/** Letters, digits and the marks that badges print; the page accepts the same signs from the keypad. */
const badgeShape = /^[0-9A-Za-z._:-]{4,64}$/;
/** Nothing shorter is a barcode of ours; noise on an open line is mostly shorter. */
const signCountMin = 4;

/**
 * Barcodes that set scanners up and that a scanner passes on when it does not know them, as vendors print
 * them: Newland `@` or `#`, a tag and a sub-tag (user manual of the NLS-HR42); `%%SpecCode` and `^#SC^` of
 * common handhelds.
 */
const configurationShapes: readonly RegExp[] = [/^[@#][A-Z]{3}[A-Z0-9]{3}/, /^%%SpecCode/i, /^\^#SC\^/];

/**
 * What a scan may mean at a station: pure, total and strict (threat T11). The text is limited in length and
 * to printable ASCII; a control character, a key chord or a setup barcode ends here.
 */
export function interpretScan({ bytes, aim, flaw }: RawScan): ScanMeaning {
  if (flaw !== null) return reject(flaw);
  if (bytes.length > scanBytesMax) return reject('too-long');
  const read = splitAim(textOf(bytes));
  const symbology = symbologyOf(aim ?? read.aim);
  const text = read.rest.replace(/[\r\n\t ]+$/, '').replace(/^ +/, '');
  if (symbology === 'no-barcode' || configurationShapes.some((shape) => shape.test(text))) {
    return { kind: 'configuration' };
  }
  if (text.length < signCountMin) return reject('too-short');
  const isGs1 = carriesGs1(symbology) || (symbology === 'unknown' && looksLikeGs1(text));
  const fields = isGs1 ? text.replaceAll(/\{GS\}|<GS>/g, gs) : text;
  if (!/^[ -~]+$/.test(isGs1 ? fields.replaceAll(gs, '') : fields)) return reject('unprintable');
  return isGs1 ? interpretGs1(fields) : interpretText(fields, symbology);
}

/** One sign a byte; bytes above ASCII stay what they are and are rejected later. */
function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/**
 * A scanner that tells no symbology hides that a text is GS1: the separator, which some scanners send by its
 * name, or the check digit of a shipping unit give it away.
 */
function looksLikeGs1(text: string): boolean {
  return text.includes(gs) || text.includes('{GS}') || (text.startsWith('00') && isSscc(text.slice(2)));
}

/** Of a transport label the shipping unit counts, else the consignment (401) or the shipment (402). */
function interpretGs1(text: string): ScanMeaning {
  const parsed = parseElements(text);
  if (!parsed.ok) return reject('gs1-malformed');
  const valueOf = (ai: string): string | undefined => parsed.value.find((one) => one.ai === ai)?.value;
  const sscc = valueOf('00');
  if (sscc !== undefined && !isSscc(sscc)) return reject('check-digit-wrong');
  const waybill = readWaybill(sscc ?? valueOf('401') ?? valueOf('402') ?? '');
  return waybill === null
    ? reject('not-for-us')
    : { kind: 'waybill', waybill, isKnownShape: true, badge: null };
}

function interpretText(text: string, symbology: Symbology): ScanMeaning {
  if (/^[a-z][a-z0-9+.-]*:\/\/|^www\./i.test(text)) return reject('web-address');
  if (text.startsWith(pickupQrPrefix)) return interpretPickupQr(text);
  // An article number of the trade is on the goods, not on the parcel.
  if (symbology === 'ean') return reject('not-for-us');
  const badge = badgeShape.test(text) ? text : null;
  const waybill = readWaybill(text);
  if (waybill !== null) {
    if (hasS10Shape(waybill) && !parseS10(waybill).ok) return reject('check-digit-wrong');
    const isKnownShape = hasS10Shape(waybill) || carriersOf(waybill).length > 0;
    return { kind: 'waybill', waybill, isKnownShape, badge };
  }
  return badge === null ? reject('not-for-us') : { kind: 'badge', badge };
}

function interpretPickupQr(text: string): ScanMeaning {
  const parsed = parsePickupQr(text);
  if (!parsed.ok || !isWellFormed(parsed.value.code)) return reject('pickup-code-malformed');
  return { kind: 'pickup-code', ...parsed.value };
}

function reject(reason: ScanRejection): ScanMeaning {
  return { kind: 'rejected', reason };
}
