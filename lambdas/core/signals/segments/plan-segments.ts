import type { ColumnProfile } from '../../columns/column-profile.ts';
import type { ColumnBins } from '../../columns/reference-bins.ts';
import { type Contract, isMonitored } from '../../contract/contract.ts';
import type { Profile } from '../../profile/profile.ts';
import {
  defaultSegmentRows,
  maximumSegmentColumns,
  maximumSegments,
  type Segment,
  type SegmentPlan,
} from './plan.ts';
import type { SegmentProfile } from './segment-profile.ts';
import { commonCategories, draftNumbers, thinNumbers } from './thin-bins.ts';

/** Cut points of all columns of all segments together, while those of each segment are looked for: 26 bytes each. */
const draftBudget = 4_194_304;

/**
 * Chooses the segments of a reference: the values of the contract's segment column with enough rows, the largest first. Their
 * bins are those of whole columns as yet: a pass over the rows shows which of them a segment needs, see
 * {@link fixSegments}.
 *
 * @param bins  the reference's, one for each column of the contract; others behind them are not compared by segment
 * @param counts  the reference's rows by bin, one array a column of the contract
 * @returns undefined where the contract names no segment column
 */
export function draftSegments(
  { columns, drift }: Pick<Contract, 'columns' | 'drift'>,
  bins: readonly ColumnBins[],
  counts: readonly ArrayLike<number>[],
): SegmentPlan | undefined {
  const { segmentBy, segmentMinRows = defaultSegmentRows } = drift;
  if (segmentBy === undefined) return undefined;
  const column = columns.findIndex(({ name }) => name === segmentBy);
  const values = bins[column]?.type === 'codes' ? bins[column].values : [];
  const compared = columns.map((one, index) => index !== column && isMonitored(one));
  const width = compared.filter((isCompared) => isCompared).length;
  const most = Math.min(maximumSegments, Math.floor(maximumSegmentColumns / Math.max(1, width)));
  const chosen = values
    .map((value, index) => ({ value, rows: counts[column]?.[index] ?? 0 }))
    .filter(({ rows }) => rows >= segmentMinRows)
    .toSorted((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
    .slice(0, most);
  const cutsEach = Math.max(2, Math.floor(draftBudget / Math.max(1, chosen.length * width)));
  const drafts = bins.map((own, index) =>
    compared[index] ? draftBins(own, counts[index] ?? [], cutsEach) : noBins,
  );
  return {
    column,
    segments: chosen.map(({ value }) => ({ value, bins: drafts })),
    leftOut: values.length - chosen.length,
  };
}

const noBins: ColumnBins = { type: 'texts' };

function draftBins(bins: ColumnBins, counts: ArrayLike<number>, cuts: number): ColumnBins {
  switch (bins.type) {
    case 'numbers':
      return draftNumbers(bins, cuts);
    case 'codes':
      return commonCategories(bins, counts) ?? noBins;
    case 'texts':
      return bins;
    default:
      return bins satisfies never;
  }
}

/**
 * Gives the numbers of each segment of a draft the bins that suit it, and puts the reference's profile on them.
 *
 * @param profile  of the reference, made with the draft
 */
export function fixSegments(
  draft: SegmentPlan,
  profile: Profile,
): { readonly segments: SegmentPlan; readonly profile: Profile } {
  const fixed = draft.segments.map((segment, index) => fixSegment(segment, profile.segments?.[index]));
  return {
    segments: { ...draft, segments: fixed.map(({ segment }) => segment) },
    profile: { ...profile, segments: fixed.map((one) => one.profile) },
  };
}

function fixSegment(
  { value, bins }: Segment,
  profile: SegmentProfile | undefined,
): { readonly segment: Segment; readonly profile: SegmentProfile } {
  if (!profile) throw new RangeError(`fixSegments requires a profile made with the draft, found none of it`);
  const columns = profile.columns.map((column, index) => ({
    cells: column.cells,
    ...thin(bins[index] ?? noBins, column.values),
  }));
  return {
    segment: { value, bins: columns.map((column) => column.bins) },
    profile: { rows: profile.rows, columns: columns.map(({ cells, values }) => ({ cells, values })) },
  };
}

function thin(
  bins: ColumnBins,
  values: ColumnProfile['values'],
): { readonly bins: ColumnBins; readonly values: ColumnProfile['values'] } {
  return bins.type === 'numbers' && values.type === 'numbers' ? thinNumbers(bins, values) : { bins, values };
}
