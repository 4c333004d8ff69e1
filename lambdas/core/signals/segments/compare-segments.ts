import { severityRank } from '../../../severities.ts';
import { cellCount } from '../../columns/cell-counts.ts';
import { methodsOfKind } from '../../contract/drift-methods.ts';
import type { Comparison, ProfiledRows } from '../../profile/comparison.ts';
import { type ComparedColumn, comparedColumns } from '../../profile/yardstick.ts';
import type { Drift, FeatureDrift, SegmentDrift, Verdict } from '../../result/result-schema.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { byImportance, timesThreshold } from '../by-importance.ts';
import { columnState, comparedState, type Judging } from '../column-state.ts';
import { measureFeature, nothingToCompare } from '../features.ts';
import { all, type Measurement, mapped, untested } from '../measurement.ts';
import { summariseFeatures } from '../summarise-features.ts';
import { defaultSegmentRows, type SegmentPlan } from './plan.ts';

/** Most features that a result lists for each segment. */
const maximumFeatures = 30;

/** Features that a segment's reason tells one by one. */
const mostTold = 3;

/** The part of a result that segments make. */
export type JudgedSegments = Required<Pick<Drift, 'segments' | 'segmentsLeftOut'>>;

/**
 * Compares every segment of the reference as a small batch, as if its rows were all: the same columns but the one that makes the
 * segments. Says which rows are in none.
 */
export function compareSegments(
  comparison: Comparison,
  judging: Judging,
): Measurement<Partial<JudgedSegments>> {
  const { yardstick, reference, current } = comparison;
  const plan = yardstick.segments;
  if (!plan) return untested({});
  const column = yardstick.columns[plan.column]?.id ?? '';
  const compared = comparedColumns(yardstick, comparison.contract).filter(
    ({ id, derived }) => !derived && id !== column,
  );
  const measured = all(
    plan.segments.flatMap((segment, index) => {
      const before = segmentOf(reference, index);
      const now = segmentOf(current, index);
      return before && now
        ? [measureSegment({ column, segment, compared, before, now }, comparison, judging)]
        : [];
    }),
  );
  return mapped(measured, (segments) => ({
    segments: segments.toSorted((a, b) => rank(b) - rank(a) || effectOf(b) - effectOf(a)),
    segmentsLeftOut: {
      column,
      values: plan.leftOut,
      rows: {
        reference: reference.profile.rows.accepted - rowsIn(segments, 'reference'),
        current: current.profile.rows.accepted - rowsIn(segments, 'current'),
      },
    },
  }));
}

function rowsIn(segments: readonly SegmentDrift[], side: 'reference' | 'current'): number {
  return segments.reduce((sum, { rows }) => sum + rows[side], 0);
}

type SegmentRows = NonNullable<ProfiledRows['profile']['segments']>[number];

function segmentOf({ profile }: ProfiledRows, index: number): SegmentRows | undefined {
  return profile.segments?.[index];
}

interface SegmentSides {
  /** Name of the column that makes segments. */
  readonly column: string;
  readonly segment: SegmentPlan['segments'][number];
  /** Of the whole batch. */
  readonly compared: readonly ComparedColumn[];
  readonly before: SegmentRows;
  readonly now: SegmentRows;
}

function measureSegment(
  sides: SegmentSides,
  comparison: Comparison,
  judging: Judging,
): Measurement<SegmentDrift> {
  const { column, segment, before, now } = sides;
  const rows = { reference: before.rows.accepted, current: now.rows.accepted };
  const untold = tooFew(rows.current, column, comparison);
  const features = untold === undefined ? measureFeatures(sides, comparison, judging) : untested([]);
  return mapped(features, (judged) => {
    const ordered = judged.toSorted(byImportance);
    return {
      column,
      value: segment.value,
      rows,
      verdict:
        untold === undefined
          ? verdictOf(`${column} = ${segment.value}`, ordered)
          : { status: 'inconclusive', reason: untold },
      featuresCompared: judged.length,
      featuresDrifted: judged.filter(isDrifted).length,
      features: ordered.slice(0, maximumFeatures),
    };
  });
}

/** Which rows of a segment broke which constraint is not kept. */
function measureFeatures(
  { segment, compared, before, now }: SegmentSides,
  { current }: Comparison,
  judging: Judging,
): Measurement<readonly FeatureDrift[]> {
  const shareOfBatch = now.rows.accepted / Math.max(1, current.profile.rows.accepted);
  const ofSegment: Judging = { ...judging, shareOfBatch, ofSegment: true, usual: undefined };
  return all(
    compared.flatMap((whole) => {
      const bins = segment.bins[whole.index];
      const states = [before, now].map(({ columns }) => columns[whole.index]);
      const [reference, batch] = states.map(
        (profile) => profile && comparedState(whole, { profile, violations: new Map<never, never>() }),
      );
      if (!bins || !reference || !batch) return [];
      const column = { ...whole, bins };
      const notCompared = bins.type === 'texts' ? apart(whole) : undefined;
      return [measureFeature(column, reference, batch, ofSegment, notCompared ? { notCompared } : {})];
    }),
  );
}

/** Columns that have no bins in segments: those of kinds with values to compare are too rare there. */
function apart({ kind }: ComparedColumn): string {
  return methodsOfKind[kind].length === 0
    ? nothingToCompare
    : 'no value is common enough to be compared by segment';
}

function tooFew(
  rows: number,
  column: string,
  { contract, yardstick, current }: Comparison,
): string | undefined {
  const least = contract.drift.segmentMinRows ?? defaultSegmentRows;
  if (rows >= least) return undefined;
  const state = columnState(current, { id: column, index: yardstick.segments?.column ?? -1 });
  if (!state || cellCount(state.profile.cells) === 0) return `the batch has no column ${column}`;
  if (rows === 0) return 'no row of the batch is in it';
  return `${formatCountOf(rows, 'row')} of the batch, fewer than the ${least} that a segment is compared with`;
}

/** However many features of a segment drifted, that alone makes nothing critical for the batch. */
const noShare = Number.POSITIVE_INFINITY;

function verdictOf(name: string, features: readonly FeatureDrift[]): Verdict {
  const summary = summariseFeatures({ features, criticalShare: noShare, criticalColumns: new Set() });
  const { status, severity = 'warning', reason } = summary;
  if (status === 'stable') return { status, reason };
  if (status !== 'drifted') return { status: 'inconclusive', reason };
  const told = features.filter(isDrifted).slice(0, mostTold);
  const sentences = told.map((feature) => `${feature.name}: ${feature.verdict.reason}`).join('; ');
  return {
    status,
    severity,
    reason: `among rows with ${name}, ${reason}: ${sentences}`,
    changes: told.flatMap(({ verdict }) => (verdict.status === 'drifted' ? verdict.changes : [])),
  };
}

const isDrifted = ({ verdict }: { readonly verdict: Verdict }) => verdict.status === 'drifted';

/** Those that drifted first, the worst before the others, then what could not be judged, and the stable. */
function rank({ verdict }: SegmentDrift): number {
  if (verdict.status === 'drifted') return 1 + severityRank(verdict.severity);
  return verdict.status === 'inconclusive' ? 1 : 0;
}

function effectOf({ features }: SegmentDrift): number {
  return Math.max(0, ...features.filter(isDrifted).map(timesThreshold));
}
