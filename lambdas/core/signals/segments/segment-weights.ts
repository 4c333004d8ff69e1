/**
 * Weights within a family that is made of the tests of whole columns and of those of segments:
 *
 *   w = N / (2 Na) for each of Na tests of whole columns, N / (2 Nb) for each of Nb of segments,  N = Na + Nb
 *
 * Their mean is 1, so that the family holds its level; and each of the two has half of it, so that many segments do not
 * blunt the tests of the batch as a whole.
 *
 * @returns 1 for both where there are no tests of one of them
 */
export function segmentWeights(
  whole: number,
  ofSegments: number,
): { readonly whole: number; readonly ofSegments: number } {
  if (whole === 0 || ofSegments === 0) return { whole: 1, ofSegments: 1 };
  const half = (whole + ofSegments) / 2;
  return { whole: half / whole, ofSegments: half / ofSegments };
}
