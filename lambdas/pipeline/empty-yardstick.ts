import type { ColumnBins } from '../core/columns/reference-bins.ts';
import type { Contract } from '../core/contract/contract.ts';
import { type Yardstick, yardstickOf } from '../core/profile/yardstick.ts';
import { binsTypes } from './reference/read-reference-rows.ts';

/** For a model without a reference: rows are checked and counted, there is nothing to compare them with. */
export function emptyYardstick(contract: Contract): Yardstick {
  return yardstickOf(contract, { bins: contract.columns.map(({ kind }) => emptyBins(binsTypes[kind])) });
}

function emptyBins(type: ColumnBins['type']): ColumnBins {
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

/** What rows are profiled on: the yardstick of the reference, or where there is none an empty one. */
export function yardstickFor({
  reference,
  contract: { document },
}: {
  readonly reference: { readonly yardstick: Yardstick } | undefined;
  readonly contract: { readonly document: Contract };
}): Yardstick {
  return reference?.yardstick ?? emptyYardstick(document);
}
