/**
 * Rule R4: which compartments a child fits into. No source gives a number for parcel compartments, so the
 * limit is the one that standards draw for enclosures which a child may climb into: toys with a door or lid
 * need ventilation and must open from inside when they enclose more than 0.03 m³ and no inner dimension is
 * below 150 mm (EN 71-1 and ISO 8124-1, "enclosures"; ASTM F834 and F2598 begin at 1.1 ft³, which is 0.031
 * m³).
 */
const sideMinMm = 150;
const volumeMinMm3 = 0.03 * 1e9;

export type Inside = { readonly widthMm: number; readonly heightMm: number; readonly depthMm: number };

export function fitsChild({ widthMm, heightMm, depthMm }: Inside): boolean {
  const narrowestMm = Math.min(widthMm, heightMm, depthMm);
  return narrowestMm >= sideMinMm && widthMm * heightMm * depthMm > volumeMinMm3;
}
