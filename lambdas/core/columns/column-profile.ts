import * as z from 'zod';
import { categoryValuesSchema, mergeCategoryValues, noCategories } from './category-values.ts';
import { cellCountsSchema, mergeCellCounts, noCells } from './cell-counts.ts';
import { mergeNumberValues, noNumbers, numberValuesSchema } from './number-values.ts';
import type { ColumnBins } from './reference-bins.ts';

/** The cells and values of one column; of texts no values are kept. */
export const columnProfileSchema = z.object({
  cells: cellCountsSchema,
  values: z.discriminatedUnion('type', [
    numberValuesSchema,
    categoryValuesSchema,
    z.object({ type: z.literal('texts') }),
  ]),
});

/** Sufficient statistics of the cells of one column. */
export type ColumnProfile = z.infer<typeof columnProfileSchema>;
type Values = ColumnProfile['values'];

/** The profile of no cell: the identity of {@link mergeColumns}. */
export function noColumn(bins: ColumnBins, missingTokens: number): ColumnProfile {
  return { cells: noCells(missingTokens), values: noValues(bins) };
}

/** The profile of the cells of two sets of rows together. */
export function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  return { cells: mergeCellCounts(a.cells, b.cells), values: mergeValues(a.values, b.values) };
}

function noValues(bins: ColumnBins): Values {
  switch (bins.type) {
    case 'numbers':
      return noNumbers(bins);
    case 'codes':
      return noCategories(bins);
    case 'texts':
      return { type: 'texts' };
    default:
      return bins satisfies never;
  }
}

function mergeValues(a: Values, b: Values): Values {
  if (a.type === 'numbers' && b.type === 'numbers' && a.bins.length === b.bins.length)
    return mergeNumberValues(a, b);
  if (a.type === 'codes' && b.type === 'codes' && a.bins.length === b.bins.length)
    return mergeCategoryValues(a, b);
  if (a.type === 'texts' && b.type === 'texts') return a;
  throw new RangeError(
    `mergeProfiles: requires profiles on the same bins, found ${binsOf(a)} and ${binsOf(b)}`,
  );
}

function binsOf(values: Values): string {
  return values.type === 'texts' ? values.type : `${values.bins.length} of ${values.type}`;
}
