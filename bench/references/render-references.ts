import type { ReferenceYear } from './year-of-reference.ts';

/** False alarms of a year that any one reference may cause: on average, and the one that nine of ten stay below. */
const bars = { mean: 1, worstTenth: 2 } as const;

/** What was found with batches of one size. */
export interface FoundReferences {
  readonly rows: number;
  readonly years: readonly ReferenceYear[];
}

/** A line for each size of batch. */
export function renderReferences(
  found: readonly FoundReferences[],
  { batches, times }: { readonly batches: number; readonly times: number },
): string {
  const lines = found.map(({ rows, years }) => {
    const alarms = years.map((year) => year.alarms).toSorted((a, b) => a - b);
    const mean = alarms.reduce((sum, count) => sum + count, 0) / alarms.length;
    // Two standard errors, by the spread over references.
    const spread = Math.sqrt(
      alarms.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (alarms.length - 1),
    );
    const error = (2 * spread) / Math.sqrt(alarms.length);
    const tenth = alarms[Math.ceil(0.9 * alarms.length) - 1] ?? 0;
    const families = (['values', 'rates', 'pairs', 'multivariate'] as const)
      .map((family) => `${family} ${years.reduce((sum, { byFamily }) => sum + byFamily[family], 0)}`)
      .join(', ');
    const isHeld = mean <= bars.mean && tenth <= bars.worstTenth;
    return `| ${rows.toLocaleString('en-US')} | ${years.length} | ${mean.toFixed(2)} (± ${error.toFixed(2)}) | ${tenth} | ${alarms.at(-1)} | ${isHeld ? 'yes' : 'no'} | ${families} |`;
  });
  return [
    `${batches} batches of each reference at ${times} times the level of one false alarm a year of daily batches, which comes to the alarms of ${Math.round(batches * times)} at that level. No usual spread is known.`,
    '',
    `| rows of a batch | references | false alarms a year, mean (at most ${bars.mean}) | nine references in ten have at most (${bars.worstTenth}) | the worst | holds | alarms by family |`,
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
