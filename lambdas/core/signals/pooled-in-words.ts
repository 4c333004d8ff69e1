import type { Drift } from '../result/result-schema.ts';
import { formatCountOf } from '../text/in-words.ts';

/** `over the last 12 batches (3,400 rows)`. */
export function pooledInWords({
  batches,
  rows,
}: Pick<NonNullable<Drift['pooled']>, 'batches' | 'rows'>): string {
  return `over the last ${formatCountOf(batches, 'batch', 'batches')} (${formatCountOf(rows, 'row')})`;
}
