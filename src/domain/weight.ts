/**
 * From when on a weight "clearly differs" (must M2). The notes on law give no number: a tenth covers the
 * scales of both ends, and of a light parcel a tenth is less than a scale can tell.
 */
const shareMax = 0.1;

/**
 * What no tenth may go below, in grams: at a deposit for wet cardboard and the courier's own scale, at a
 * drop-off for the scale of the station alone.
 */
const leastDifferenceG = { deposit: 100, 'drop-off': 50 } as const;

/** Whether a parcel weighs clearly something else than its waybill says, in grams. */
export function isOffWeight(
  declaredG: number,
  measuredG: number,
  occasion: keyof typeof leastDifferenceG,
): boolean {
  const allowedG = Math.max(leastDifferenceG[occasion], declaredG * shareMax);
  return Math.abs(measuredG - declaredG) > allowedG;
}
