import type { ColumnBins } from '../core/columns/reference-bins.ts';
import type { Contract } from '../core/contract/contract.ts';
import { binsTypes } from './reference/read-reference-rows.ts';

/** Bins for a model without a reference: rows are checked and counted, there is nothing to compare them with. */
export function emptyBins({ columns }: Contract): readonly ColumnBins[] {
  return columns.map(({ kind }) => emptyColumnBins(binsTypes[kind]));
}

function emptyColumnBins(type: ColumnBins['type']): ColumnBins {
  switch (type) {
    case 'numbers':
      return { type, cuts: [], exact: false, center: 0 };
    case 'codes':
      return { type, values: [], complete: false };
    case 'texts':
      return { type };
    default:
      return type satisfies never;
  }
}
