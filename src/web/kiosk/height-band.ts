/**
 * Where a compartment is, in words that need no measuring. The bands follow the body of a standing adult; the
 * reach of a seated person ends within `chest` (38 to 122 cm above the floor).
 */
export type HeightBand = 'floor' | 'knee' | 'chest' | 'head';

/** `heightMm` is the height of the compartment's lower edge above the floor. */
export function heightBand(heightMm: number): HeightBand {
  if (heightMm < 350) return 'floor';
  if (heightMm < 800) return 'knee';
  if (heightMm < 1_350) return 'chest';
  return 'head';
}
