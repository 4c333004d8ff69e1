import { correctedCramersV } from '../../../stats/distances/cramers-v.ts';
import { chiSquare } from '../../../stats/tests/chi-square.ts';
import { pooledCategories } from '../../../stats/tests/pooled-categories.ts';
import { numberInWords } from '../../../text/in-words.ts';
import type { DistanceRecord } from '../method.ts';

/**
 * Cramer's V with bias correction, of sample against category with small categories pooled. Told from 0.1 on (Cohen's small
 * effect); it shrinks where one sample is much larger than the other.
 */
export const cramersV: DistanceRecord = {
  method: 'cramers-v',
  effect: {
    name: 'cramers-v',
    unit: 'none',
    minEffect: 0.1,
    criticalEffect: 0.3,
    inWords: (effect) => `V = ${numberInWords(effect)}`,
    asShift: (effect) => `a V of ${numberInWords(effect)}`,
  },
  atShift: (share) => share,
  codes: ({ reference, current, samples }) => {
    const pooled = pooledCategories(reference, current);
    const table = chiSquare([pooled.reference, pooled.current]);
    if (!table.computable) return table;
    const { statistic } = table;
    const columns = pooled.members.length;
    const total = samples.reference + samples.current;
    const distance = correctedCramersV({ statistic, total, rows: 2, columns });
    return { computable: true, distance, exact: true };
  },
};
