import * as z from 'zod';
import { type CodeColumn, cellState } from '../block/column-block.ts';
import { countListSchema } from './count-list.ts';
import type { CategoryBins } from './reference-bins.ts';
import {
  maximumUnseenKept,
  mergeUnseenValues,
  noUnseenValues,
  smallestHashes,
  unseenValuesSchema,
} from './unseen-values.ts';

/** What is kept of the categories of a column: over present cells of accepted rows. */
export const categoryValuesSchema = z.object({
  type: z.literal('codes'),
  count: z.int().min(0),
  /** One for each of the reference's values, in its order. */
  bins: countListSchema,
  unseen: unseenValuesSchema,
});

/** How often each category of a column occurs: a state that merges by adding. */
export type CategoryValues = z.infer<typeof categoryValuesSchema>;

/** No value at all: the identity of {@link mergeCategoryValues}. */
export function noCategories({ values }: CategoryBins): CategoryValues {
  return { type: 'codes', count: 0, bins: new Array<number>(values.length).fill(0), unseen: noUnseenValues };
}

/** Values of two sets of rows together. Commutative and associative, exactly. */
export function mergeCategoryValues(a: CategoryValues, b: CategoryValues): CategoryValues {
  return {
    type: 'codes',
    count: a.count + b.count,
    bins: a.bins.map((n, bin) => n + b.bins[bin]!),
    unseen: mergeUnseenValues(a.unseen, b.unseen),
  };
}

/** A running {@link CategoryValues}. */
export interface CategoryAccumulator {
  /** @param refused  1 where the row is not to be counted */
  add(column: CodeColumn, refused: Uint8Array): void;
  values(): CategoryValues;
}

/** When more distinct unseen values than this are held, those that can't be kept are let go. */
const pruneAbove = 16 * maximumUnseenKept;

/** Counts the categories of a column block by block, on the reference's values. */
export function accumulateCategories(bins: CategoryBins): CategoryAccumulator {
  const binOf = new Map(bins.values.map((value, bin) => [value, bin]));
  const counts = new Float64Array(bins.values.length);
  let unseen = new Map<string, number>();
  let unseenCount = 0;
  let count = 0;
  let byCode = new Float64Array(0);

  function addDictionary(dictionary: readonly string[]) {
    for (let code = 0; code < dictionary.length; code++) {
      const n = byCode[code]!;
      if (n === 0) continue;
      const value = dictionary[code]!;
      const bin = binOf.get(value);
      if (bin !== undefined) counts[bin]! += n;
      else {
        unseenCount += n;
        unseen.set(value, (unseen.get(value) ?? 0) + n);
      }
    }
    if (unseen.size > pruneAbove)
      unseen = new Map(smallestHashes(unseen).map((kept) => [kept.value, kept.count]));
  }

  return {
    add({ codes, dictionary, states }, refused) {
      if (byCode.length < dictionary.length) byCode = new Float64Array(2 * dictionary.length);
      byCode.fill(0, 0, dictionary.length);
      count += countCodes(byCode, codes, states, refused);
      addDictionary(dictionary);
    },
    values: () => ({
      type: 'codes',
      count,
      bins: Array.from(counts),
      unseen: { count: unseenCount, kept: smallestHashes(unseen) },
    }),
  };
}

/** Counts the codes of the rows that count. A function of its own, so that its variables stay in registers. */
function countCodes(
  byCode: Float64Array,
  codes: Uint32Array,
  states: Uint8Array,
  refused: Uint8Array,
): number {
  const rows = refused.length;
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) continue;
    byCode[codes[row]!]!++;
    count++;
  }
  return count;
}
