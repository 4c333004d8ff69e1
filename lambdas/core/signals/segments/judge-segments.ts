import { byImportance, timesThreshold } from '../../drift/by-importance.ts';
import type { Corrected } from '../../drift/correct-family.ts';
import { judgeFeature } from '../../drift/judge-feature.ts';
import type { Comparison } from '../../drift/measure-columns.ts';
import type { MeasuredTest } from '../../drift/measured.ts';
import { summariseFeatures } from '../../drift/summarise-features.ts';
import type { Drift, FeatureDrift, SegmentDrift, Verdict } from '../../result/result-schema.ts';
import type { RateTest } from '../rates/measure-rates.ts';
import type { MeasuredSegment } from './measure-segments.ts';

/** Most features that a result lists for each segment. */
const maximumFeatures = 30;

/** Features that a segment's reason tells one by one. */
const mostTold = 3;

/** The part of a result that segments make. */
export type JudgedSegments = Required<Pick<Drift, 'segments' | 'segmentsLeftOut'>>;

/** The corrected tests of the families that segments share with whole columns. */
export interface CorrectedTests {
  readonly values: ReadonlyMap<MeasuredTest, Corrected>;
  readonly rates: ReadonlyMap<RateTest, Corrected>;
}

/** Judges every segment as a small batch, and says which rows are in none. */
export function judgeSegments(
  measured: readonly MeasuredSegment[],
  corrected: CorrectedTests,
  { contract, segments: plan, reference, current }: Comparison,
  minEffect: number,
): Partial<JudgedSegments> {
  if (!plan) return {};
  const column = contract.columns[plan.column]?.name ?? '';
  const segments = measured.map((segment) => judgeSegment(column, segment, corrected, minEffect));
  const inSegments = (side: 'reference' | 'current') =>
    measured.reduce((sum, { rows }) => sum + rows[side], 0);
  return {
    segments: segments.toSorted((a, b) => rank(b) - rank(a) || effectOf(b) - effectOf(a)),
    segmentsLeftOut: {
      column,
      values: plan.leftOut,
      rows: {
        reference: reference.profile.rows.accepted - inSegments('reference'),
        current: current.profile.rows.accepted - inSegments('current'),
      },
    },
  };
}

function judgeSegment(
  column: string,
  segment: MeasuredSegment,
  corrected: CorrectedTests,
  minEffect: number,
): SegmentDrift {
  const { value, rows, shareOfBatch, untold, columns } = segment;
  const features = columns
    .map((one) => judgeFeature(one, corrected.values, corrected.rates, minEffect, shareOfBatch))
    .toSorted(byImportance);
  const summary = summariseFeatures({ features, criticalShare: noShare, criticalColumns: new Set() });
  return {
    column,
    value,
    rows,
    verdict:
      untold === undefined
        ? verdictOf(`${column} = ${value}`, features, summary)
        : { status: 'inconclusive', reason: untold },
    featuresCompared: features.length,
    featuresDrifted: features.filter(isDrifted).length,
    features: features.slice(0, maximumFeatures),
  };
}

/** However many features of a segment drifted, that alone makes nothing critical for the batch. */
const noShare = Number.POSITIVE_INFINITY;

function verdictOf(
  name: string,
  features: readonly FeatureDrift[],
  { status, severity = 'warning', reason }: ReturnType<typeof summariseFeatures>,
): Verdict {
  if (status === 'stable') return { status, reason };
  if (status !== 'drifted') return { status: 'inconclusive', reason };
  const told = features.filter(isDrifted).slice(0, mostTold);
  const changes = told.map((feature) => `${feature.name}: ${feature.verdict.reason}`).join('; ');
  return { status, severity, reason: `among rows with ${name}, ${reason}: ${changes}` };
}

const isDrifted = ({ verdict }: { readonly verdict: Verdict }) => verdict.status === 'drifted';

/** Critical ones first, then all that drifted, what could not be told, and the stable. */
function rank({ verdict }: SegmentDrift): number {
  if (verdict.status === 'drifted') return verdict.severity === 'critical' ? 3 : 2;
  return verdict.status === 'inconclusive' ? 1 : 0;
}

function effectOf({ features }: SegmentDrift): number {
  return Math.max(0, ...features.filter(isDrifted).map(timesThreshold));
}
