import type { ContractMismatch } from './contract-mismatches.ts';
import type { Kind } from './kinds.ts';

/** What a contract says of segments. */
interface SegmentRules {
  readonly segmentBy?: string | undefined;
  readonly segmentMinRows?: number | undefined;
}

/** @param compared  the columns in which drift is looked for */
export function segmentMismatches(
  { segmentBy, segmentMinRows }: SegmentRules,
  compared: readonly { readonly name: string; readonly kind: Kind }[],
): readonly ContractMismatch[] {
  if (segmentBy === undefined) {
    const expected = 'segments, by a column named in drift.segmentBy';
    return segmentMinRows === undefined
      ? []
      : [{ path: ['drift', 'segmentMinRows'], expected, found: segmentMinRows }];
  }
  const kind = compared.find(({ name }) => name === segmentBy)?.kind;
  const expected = 'the name of a column of categories or booleans that is compared';
  return kind === 'categorical' || kind === 'boolean'
    ? []
    : [{ path: ['drift', 'segmentBy'], expected, found: segmentBy }];
}
