/**
 * From when on a weight "clearly differs" (must M2). The notes on law give no number, so that these two are
 * our own, and the same wherever a parcel is weighed: a tenth covers the scales of both ends, and 100 grams
 * wet cardboard and the reading of a light parcel, of which a tenth is less than a scale can tell.
 */
const shareMax = 0.1;
const leastDifferenceG = 100;

/** Whether a parcel weighs clearly something else than its waybill says, in grams. */
export function isOffWeight(declaredG: number, measuredG: number): boolean {
  return Math.abs(measuredG - declaredG) > Math.max(leastDifferenceG, declaredG * shareMax);
}
