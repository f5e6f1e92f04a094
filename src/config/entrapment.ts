/**
 * Rule R4: which compartments a child fits into. No source gives a number for parcel compartments, so the
 * limit is the one that standards draw for other enclosures which a child may climb into: a toy with a door
 * needs ventilation and must open from inside when it encloses more than 0.03 m³ and no inner dimension is
 * below 150 mm; the standards for chests, ASTM F834 and F2598, begin at 1.1 ft³, which is 0.031 m³. The
 * stricter one is taken; `docs/decisions/0009-when-a-child-fits.md` says where it was read.
 */
const sideMinMm = 150;
const volumeMinMm3 = 0.03 * 1e9;

export type Inside = { readonly widthMm: number; readonly heightMm: number; readonly depthMm: number };

export function fitsChild({ widthMm, heightMm, depthMm }: Inside): boolean {
  const narrowestMm = Math.min(widthMm, heightMm, depthMm);
  return narrowestMm >= sideMinMm && widthMm * heightMm * depthMm > volumeMinMm3;
}
