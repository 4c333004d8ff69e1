import type {
  Drift,
  FeatureDrift,
  PairDrift,
  Result,
  SegmentDrift,
  Validation,
  ViolationCount,
} from '../../lambdas/core/result/result-schema.ts';

/** A result that nobody has to be told of: 4,200 rows, all accepted, 12 features, none drifted. */
export function buildResult(overrides: Partial<Result> = {}): Result {
  return {
    schemaVersion: 1,
    plumbline: '0.1.0',
    model: 'flights',
    environment: 'prod',
    batch: {
      id: '2026-11-20-3f9c1a2b4d5e',
      key: 'batches/flights/2026-11-20.csv',
      versionId: 'v1',
      bytes: 612_480,
      format: 'csv',
      receivedAt: '2026-11-20T06:02:11.000Z',
    },
    contract: { source: 'uploaded', version: 'c1' },
    reference: { version: 'r1', rows: 10_000 },
    validation: buildValidation(),
    drift: buildDrift(),
    performance: null,
    environmentChanges: [],
    alerts: [],
    ...overrides,
  };
}

/** A validation in which every row was accepted. */
export function buildValidation(overrides: Partial<Validation> = {}): Validation {
  return {
    status: 'accepted',
    reasons: [],
    rows: { read: 4200, accepted: 4200, quarantined: 0 },
    violations: [],
    ...overrides,
  };
}

/** A count of rows that broke one constraint. */
export function buildViolationCount(overrides: Partial<ViolationCount> = {}): ViolationCount {
  return {
    code: 'out-of-range',
    column: 'distance',
    count: 12,
    share: 12 / 4200,
    expected: '0 to 6000',
    examples: [{ row: 17, found: '-999' }],
    ...overrides,
  };
}

/** Drift of 12 stable features. */
export function buildDrift(overrides: Partial<Drift> = {}): Drift {
  return {
    status: 'stable',
    reason: 'no feature drifted',
    alpha: 0.01,
    tests: 42,
    features: Array.from({ length: 12 }, (_, index) => buildFeature({ name: `feature_${index + 1}` })),
    ...overrides,
  };
}

/** Drift in which the given features have drifted, among `total` in all. */
export function buildDrifted(drifted: readonly FeatureDrift[], total = 12): Drift {
  const stable = Array.from({ length: Math.max(0, total - drifted.length) }, (_, index) =>
    buildFeature({ name: `feature_${index + 1}` }),
  );
  return buildDrift({
    status: 'drifted',
    severity: 'warning',
    reason: `${drifted.length} of ${total} features drifted`,
    features: [...drifted, ...stable],
  });
}

/** Drift that no feature shows: two changed correlations of 66, and all columns together. */
export function buildDriftedTogether(overrides: Partial<Drift> = {}): Drift {
  const pair = (columns: [string, string], reference: number, current: number): PairDrift => ({
    columns,
    reference,
    current,
    effect: Math.abs(current - reference),
    minEffect: 0.15,
    alpha: 0.001,
    pValue: 1e-12,
    qValue: 2e-10,
    samples: { reference: 10_000, current: 4200 },
    verdict: {
      status: 'drifted',
      severity: 'warning',
      reason: `correlation of ${columns.join(' and ')} fell from ${reference} to ${current} (q < 0.0001)`,
      changes: [{ kind: 'correlation', columns, categories: [null, null], from: reference, to: current }],
    },
  });
  return buildDrift({
    status: 'drifted',
    severity: 'warning',
    reason: 'none of 12 features drifted; 2 of 66 correlations changed; the columns changed together',
    tests: 91,
    pairs: [pair(['fare', 'tip'], 0.43, 0.06), pair(['distance', 'duration'], 0.91, 0.6)],
    pairsCompared: 66,
    pairsDrifted: 2,
    columnsWithoutPairs: [],
    multivariate: {
      method: 'random-waves',
      statistic: 9.1,
      pValue: 1e-16,
      qValue: 1e-16,
      effect: 0.31,
      minEffect: 0.15,
      alpha: 0.001,
      samples: { reference: 10_000, current: 4200 },
      columns: ['fare', 'tip', 'distance'],
      verdict: {
        status: 'drifted',
        severity: 'warning',
        reason: 'the columns together changed, as correlations did (0.31 standard deviations, q < 0.0001)',
        changes: [{ kind: 'multivariate', columns: ['fare', 'tip', 'distance'], foundBy: 'pairs' }],
      },
    },
    ...overrides,
  });
}

/** A segment of carriers in which the given features have drifted. */
export function buildSegment(
  value: string,
  features: readonly FeatureDrift[] = [],
  overrides: Partial<SegmentDrift> = {},
): SegmentDrift {
  const reason = `among rows with carrier = ${value}, ${features.length} of 11 features drifted`;
  return {
    column: 'carrier',
    value,
    rows: { reference: 1200, current: 410 },
    verdict:
      features.length > 0
        ? { status: 'drifted', severity: 'warning', reason, changes: [] }
        : { status: 'inconclusive', reason: 'no row of the batch is in it' },
    featuresCompared: 11,
    featuresDrifted: features.length,
    features: [...features],
    ...overrides,
  };
}

/** Drift that the given segments alone show. */
export function buildDriftedBySegment(segments: readonly SegmentDrift[]): Drift {
  const drifted = segments.filter(({ verdict }) => verdict.status === 'drifted').length;
  return buildDrift({
    status: 'drifted',
    severity: 'warning',
    reason: `none of 12 features drifted; ${drifted} of ${segments.length} segments drifted`,
    tests: 310,
    segments: [...segments],
    segmentsLeftOut: { column: 'carrier', values: 3, rows: { reference: 96, current: 31 } },
  });
}

/** Drift that no feature shows: one that was whole numbers has decimals. */
export function buildWrittenDifferently(): Drift {
  const feature = buildFeature({
    representation: [
      {
        name: 'integers',
        reference: 1,
        current: 0.57,
        pValue: 1e-200,
        qValue: 1e-198,
        effect: 0.43,
        minEffect: 0.05,
        alpha: 0.0005,
        samples: { reference: 8000, current: 4200 },
        verdict: {
          status: 'drifted',
          severity: 'warning',
          reason:
            'values were whole numbers, now 43 % have decimals: typed differently? (43 % of the values other than 0, q < 0.0001)',
          changes: [{ kind: 'trait', trait: 'integers', from: 1, to: 0.57 }],
        },
      },
    ],
  });
  return buildDrift({
    status: 'drifted',
    severity: 'warning',
    reason: 'none of 12 features drifted; representation of 1 feature changed',
    features: [feature, ...buildDrift().features.slice(1)],
  });
}

/** A stable numeric feature. */
export function buildFeature(overrides: Partial<FeatureDrift> = {}): FeatureDrift {
  return {
    name: 'temp_max',
    kind: 'numeric',
    verdict: { status: 'stable', reason: 'no evidence of a change' },
    measures: [],
    rates: [],
    ...overrides,
  };
}

/** A feature that has no value to be judged by. */
export function buildUndecidedFeature(name: string): FeatureDrift {
  return buildFeature({ name, verdict: { status: 'inconclusive', reason: 'the batch has no value' } });
}

/** A numeric feature whose Kolmogorov-Smirnov test found an effect. */
export function buildDriftedFeature(
  name: string,
  effect: number,
  severity: 'warning' | 'critical' = 'warning',
): FeatureDrift {
  return buildFeature({
    name,
    verdict: {
      status: 'drifted',
      severity,
      reason: `median rose from 21.5 to 26 (${100 * effect} % of the rows moved, q < 0.0001)`,
      changes: [{ kind: 'quantile', at: 0.5, from: 21.5, to: 26 }],
    },
    measures: [
      {
        method: 'ks',
        statistic: effect,
        pValue: 1e-9,
        qValue: 4e-8,
        effect,
        minEffect: 0.1,
        alpha: 0.005,
        exact: true,
        samples: { reference: 10_000, current: 4200 },
      },
      { method: 'jensen-shannon', distance: 0.15 },
    ],
  });
}
