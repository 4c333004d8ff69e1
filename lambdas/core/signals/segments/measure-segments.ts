import { cellCount } from '../../columns/cell-counts.ts';
import type { Contract } from '../../contract/contract.ts';
import { methodsOfKind } from '../../contract/drift-methods.ts';
import {
  type Comparison,
  type MeasuredColumn,
  measureColumns,
  type ProfiledRows,
} from '../../drift/measure-columns.ts';
import type { Samples } from '../../drift/measured.ts';
import { notComputable } from '../../stats/not-computable.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { defaultSegmentRows } from './plan.ts';

/** What was measured of the rows of one segment. */
export interface MeasuredSegment {
  readonly value: string;
  /** Accepted rows of it. */
  readonly rows: Samples;
  /** Rows of it over all rows of the batch. */
  readonly shareOfBatch: number;
  /** Why nothing was measured; undefined where something was. */
  readonly untold: string | undefined;
  readonly columns: readonly MeasuredColumn[];
}

/** Measures every segment of the reference as if its rows were all: the same columns but the one that makes the segments. */
export function measureSegments(comparison: Comparison): readonly MeasuredSegment[] {
  const { contract, segments: plan, reference, current } = comparison;
  if (!plan) return [];
  const compared = withoutColumn(contract, plan.column);
  const least = contract.drift.segmentMinRows ?? defaultSegmentRows;
  return plan.segments.flatMap(({ value, bins }, index) => {
    const before = segmentOf(reference, index);
    const now = segmentOf(current, index);
    if (!before || !now) return [];
    const rows = { reference: before.profile.rows.accepted, current: now.profile.rows.accepted };
    const untold = tooFew(rows.current, least, current, plan.column, contract);
    const columns =
      untold === undefined
        ? measureColumns({ contract: compared, bins, reference: before, current: now }).map(orTooRare)
        : [];
    const shareOfBatch = rows.current / Math.max(1, current.profile.rows.accepted);
    return [{ value, rows, shareOfBatch, untold, columns }];
  });
}

function segmentOf({ profile }: ProfiledRows, index: number): ProfiledRows | undefined {
  const segment = profile.segments?.[index];
  // Which rows of a segment broke which constraint is not kept.
  return segment && { profile: segment, violations: [] };
}

/** Columns that have no bins in segments although their kind has values that can be compared. */
function orTooRare(measured: MeasuredColumn): MeasuredColumn {
  const { column, values } = measured;
  if (values || methodsOfKind[column.kind].length === 0) return measured;
  const notCompared = 'no value is common enough to be compared by segment';
  return { ...measured, values: { test: notComputable(notCompared), distances: [] }, notCompared };
}

/** In a segment its own column has one value. */
function withoutColumn(contract: Contract, segmentColumn: number): Contract {
  const columns = contract.columns.map((column, index) =>
    index === segmentColumn ? { ...column, drift: { ...column.drift, ignore: true } } : column,
  );
  return { ...contract, columns };
}

function tooFew(
  rows: number,
  least: number,
  { profile }: ProfiledRows,
  column: number,
  { columns }: Contract,
): string | undefined {
  if (rows >= least) return undefined;
  const cells = profile.columns[column]?.cells;
  if (!cells || cellCount(cells) === 0) return `the batch has no column ${columns[column]?.name ?? ''}`;
  if (rows === 0) return 'no row of the batch is in it';
  return `${formatCountOf(rows, 'row')} of the batch, fewer than the ${least} that a segment is compared with`;
}
