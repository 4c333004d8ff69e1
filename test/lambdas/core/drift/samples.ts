import type { Contract } from '../../../../lambdas/core/contract/contract.ts';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import type { Drift, FeatureDrift } from '../../../../lambdas/core/result/result-schema.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import { buildComparison } from '../../../support/build-profile.ts';
import { buildSample } from '../../../support/build-sample.ts';

type Cells = readonly (number | string | undefined)[];

/** As many cells as asked for, each drawn. */
export function many<Cell>(count: number, draw: (row: number) => Cell): Cell[] {
  return Array.from({ length: count }, (_, row) => draw(row));
}

/** Compares columns of a batch with those of a reference. */
export function compare(contract: Contract, reference: readonly Cells[], current: readonly Cells[]): Drift {
  return compareProfiles(buildComparison(contract, buildSample(reference), buildSample(current)));
}

/** Compares one column; its contract is that of a nullable feature of the kind that the cells have. */
export function compareColumn(
  reference: Cells,
  current: Cells,
  column: Partial<ColumnInput> = {},
): FeatureDrift {
  const isText = [...reference, ...current].some((cell) => typeof cell === 'string');
  const contract = buildContract([
    { name: 'x', kind: isText ? 'categorical' : 'numeric', nullable: true, ...column },
  ]);
  const [feature] = compare(contract, [reference], [current]).features;
  if (!feature) throw new Error('the column was not compared');
  return feature;
}
