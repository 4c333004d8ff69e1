import { worstOf } from '../../severities.ts';
import type { Contract } from '../contract/contract.ts';
import type { Drift, FeatureDrift } from '../result/result-schema.ts';
import { namedInText } from '../text/clean-text.ts';
import { formatCount, formatCountOf, percent } from '../text/in-words.ts';
import { batchSignalNames } from './batch-signals.ts';
import { columnOf, countColumns } from './count-columns.ts';
import { byStanding } from './feature-standing.ts';
import {
  movedAsUsual,
  resolutionOf,
  tooFewInWords,
  untoldInWords,
  usualUpTo,
} from './resolution-in-words.ts';

/** What was found of a batch besides its features. */
type Besides = Partial<
  Pick<Drift, 'pairs' | 'pairsCompared' | 'pairsDrifted' | 'multivariate' | 'segments' | 'batchSignals'>
>;

/** Columns that a contract marks critical. */
export function criticalColumns({ columns }: Pick<Contract, 'columns'>): ReadonlySet<string> {
  return new Set(columns.filter(({ critical }) => critical).map(({ name }) => name));
}

/** What the drift of a batch is summed up from. */
export interface Summed {
  readonly features: readonly FeatureDrift[];
  /** From this share of drifted columns on the batch is critical. */
  readonly criticalShare: number;
  /** Columns that the contract marks critical. */
  readonly criticalColumns: ReadonlySet<string>;
  readonly besides?: Besides;
}

/**
 * The drift of a batch. Drifted if any feature, the way one is written, a pair of columns, all of them together, a segment or the rows as a whole are. Else
 * stable if at least half of the features that can be compared are, and all that the contract marks critical. A pair or a segment
 * that could not be told has no part in that: with many some never can.
 */
export function summariseFeatures(
  summed: Summed,
): Pick<Drift, 'status' | 'severity' | 'reason' | 'resolution'> {
  const { features, besides = {} } = summed;
  const drifted = driftedIn(summed);
  if (drifted) return drifted;
  if (features.length === 0)
    return { status: 'inconclusive', reason: 'the contract has no column to compare' };
  const { stable: still, usual, undecided: untold, apart: notCompared } = byStanding(features);
  const stable = [...usual, ...still];
  const compared = [...stable, ...untold];
  if (compared.length === 0)
    return { status: 'inconclusive', reason: `no drift seen, but ${notComparedInWords(features)}` };
  const apart = [
    ...(notCompared.length > 0 ? [notComparedInWords(notCompared)] : []),
    ...untoldSegments(besides),
  ];
  const isStable =
    2 * untold.length <= compared.length &&
    !untold.some((feature) => summed.criticalColumns.has(columnOf(feature)));
  if (!isStable) return { status: 'inconclusive', reason: [tooFewInWords(untold), ...apart].join('; ') };
  const resolution = resolutionOf(stable);
  const sentences = [
    noneDrifted(compared, usual, resolution),
    ...(untold.length > 0 ? [untoldInWords(untold)] : []),
  ];
  return {
    status: 'stable',
    reason: [...sentences, ...apart].join('; '),
    ...(resolution ? { resolution } : {}),
  };
}

function driftedIn({ features, criticalShare, besides = {} }: Summed) {
  const drifted = features.flatMap(({ verdict }) => (verdict.status === 'drifted' ? [verdict.severity] : []));
  const together = togetherDrifted(besides);
  const written = writtenDifferently(features);
  if (drifted.length + together.severities.length + written.severities.length === 0) return undefined;
  const severity = isWide(features, criticalShare)
    ? ('critical' as const)
    : worstOf([...drifted, ...written.severities, ...together.severities]);
  const reasons = [
    `${drifted.length > 0 ? formatCount(drifted.length) : 'none'} of ${featuresInWords(features)} drifted`,
    ...written.reasons,
    ...together.reasons,
  ];
  return { status: 'drifted' as const, severity, reason: reasons.join('; ') };
}

/**
 * `none of 9 features drifted, though fare and tip moved, no more than is usual; a shift of 8.3 % of the rows would have been seen`, in any
 * of them; or what is told of the least.
 */
function noneDrifted(
  compared: readonly FeatureDrift[],
  usual: readonly FeatureDrift[],
  resolution: Drift['resolution'],
): string {
  const moved = usual.length === 0 ? '' : `; ${movedAsUsual(usual)}`;
  const none = `none of ${featuresInWords(compared)} drifted${moved}`;
  if (compared.every(({ equivalent }) => equivalent)) return `${none}: no change is large enough to matter`;
  if (!resolution) return none;
  const shift = `${percent(resolution.effect)} of the rows`;
  const usualOf = usualUpTo(compared, resolution);
  return usualOf === undefined
    ? `${none}; a shift of ${shift} would have been seen`
    : `${none}; a shift of more than ${shift} would have been told, as up to that is usual for ${namedInText(usualOf)}`;
}

function featuresInWords({ length }: readonly FeatureDrift[]): string {
  return formatCountOf(length, 'feature');
}

/** Columns whose values can never be compared are told apart: no batch will ever tell. */
function notComparedInWords({ length }: readonly FeatureDrift[]): string {
  return `the values of ${formatCountOf(length, 'column')} cannot be compared`;
}

function untoldSegments({ segments = [] }: Besides): readonly string[] {
  const untold = segments.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  const of = formatCountOf(segments.length, 'segment');
  return untold === 0 ? [] : [`${formatCount(untold)} of ${of} could not be judged`];
}

/** Of features whose values may be what they were: they do not count among those that drifted. */
function writtenDifferently(features: readonly FeatureDrift[]) {
  const changed = features
    .map(({ representation = [] }) =>
      representation.flatMap(({ verdict }) => (verdict?.status === 'drifted' ? [verdict.severity] : [])),
    )
    .filter(({ length }) => length > 0);
  const { length } = changed;
  return {
    severities: changed.flat(),
    reasons: length > 0 ? [`representation of ${formatCountOf(length, 'feature')} changed`] : [],
  };
}

function isWide(features: readonly FeatureDrift[], criticalShare: number): boolean {
  const { compared, drifted } = countColumns(features);
  return compared > 1 && drifted / compared >= criticalShare;
}

function togetherDrifted({
  pairs = [],
  pairsCompared = 0,
  pairsDrifted = 0,
  multivariate,
  segments = [],
  batchSignals = [],
}: Besides) {
  const judged = [...pairs, ...(multivariate ? [multivariate] : []), ...segments, ...batchSignals];
  const severities = judged.flatMap(({ verdict }) =>
    verdict.status === 'drifted' ? [verdict.severity] : [],
  );
  const drifted = segments.filter(({ verdict }) => verdict.status === 'drifted');
  const changed = pairsCompared === 1 ? 'correlation changed' : 'correlations changed';
  return {
    severities,
    reasons: [
      ...(pairsDrifted > 0
        ? [`${formatCount(pairsDrifted)} of ${formatCount(pairsCompared)} ${changed}`]
        : []),
      ...(multivariate?.verdict.status === 'drifted' ? ['the columns changed together'] : []),
      ...(drifted.length > 0
        ? [`${drifted.length} of ${formatCountOf(segments.length, 'segment')} drifted`]
        : []),
      ...batchSignals.flatMap(({ signal, verdict }) =>
        verdict.status === 'drifted' ? [`${batchSignalNames[signal]} changed`] : [],
      ),
    ],
  };
}
