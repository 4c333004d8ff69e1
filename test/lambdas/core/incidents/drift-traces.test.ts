import { describe, expect, test } from '@jest/globals';
import { defaultAlertRules } from '../../../../lambdas/core/contract/alert-rules.ts';
import { reachTraces, shownTraces, wouldHaveShown } from '../../../../lambdas/core/incidents/drift-traces.ts';
import { noIncidents, type Trace } from '../../../../lambdas/core/incidents/incident-schema.ts';
import { judgeIncidents } from '../../../../lambdas/core/incidents/judge-incidents.ts';
import { observeBatch } from '../../../../lambdas/core/incidents/observe-batch.ts';
import type {
  Drift,
  FeatureDrift,
  RateDrift,
  Verdict,
} from '../../../../lambdas/core/result/result-schema.ts';
import { buildDrifted, buildDriftedFeature, buildResult } from '../../../support/build-result.ts';

const stable: Verdict = { status: 'stable', reason: '' };
const drifted: Verdict = { status: 'drifted', severity: 'warning', reason: '', changes: [] };
const undecided: Verdict = { status: 'inconclusive', reason: '' };
const samples = { reference: 1000, current: 200 };

function testOf(effect: number, qValue: number) {
  return {
    method: 'ks' as const,
    statistic: effect,
    pValue: qValue,
    qValue,
    effect,
    minEffect: 0.03,
    resolution: 0.123456,
    alpha: 0.01,
    exact: true,
    samples,
  };
}

/** A feature with a test of this effect; with q over alpha it is sampling alone. */
function feature(
  name: string,
  {
    effect = 0.3,
    qValue = 0,
    rates = [],
    ...rest
  }: Partial<Omit<FeatureDrift, 'name'>> & { effect?: number; qValue?: number } = {},
): FeatureDrift {
  return {
    name,
    kind: 'numeric',
    verdict: drifted,
    measures: [testOf(effect, qValue)],
    rates,
    ...rest,
  };
}

function rate(name: RateDrift['name'], effect: number, verdict: Verdict): RateDrift {
  return {
    name,
    reference: 0,
    current: effect,
    pValue: 0,
    qValue: 0,
    effect,
    minEffect: 0.01,
    resolution: 0.02,
    alpha: 0.01,
    samples,
    verdict,
  };
}

function driftOf(rest: Partial<Drift>): Drift {
  return { status: 'drifted', severity: 'warning', reason: '', tests: 1, features: [], ...rest };
}

describe('what a batch showed', () => {
  test('is the measures that drifted, not those beside them', () => {
    const features = [
      feature('both', { rates: [rate('missing', 0.2, drifted), rate('invalid', 0.001, stable)] }),
      feature('rate-alone', { qValue: 0.5, rates: [rate('missing', 0.2, drifted)] }),
      feature('neither', { qValue: 0.5 }),
    ];

    expect(shownTraces(driftOf({ features }))).toEqual([
      {
        of: 'both',
        effects: [
          ['ks', 0.3],
          ['missing', 0.2],
        ],
      },
      { of: 'rate-alone', effects: [['missing', 0.2]] },
    ]);
  });

  test('is of the distance where one decides in place of the test', () => {
    const measures = [
      testOf(0.3, 0),
      { method: 'psi' as const, distance: 0.4, minEffect: 0.2, resolution: 0.25 },
    ];
    const features = [feature('a', { measures })];

    expect(shownTraces(driftOf({ features }))).toEqual([{ of: 'a', effects: [['psi', 0.4]] }]);
    expect(reachTraces(driftOf({ features }), 500)[0]?.effects).toEqual([['psi', 0.25]]);
  });

  test('is correlations, all columns together, segments and traits, too', () => {
    const together = {
      effect: 0.4,
      minEffect: 0.15,
      resolution: 0.2,
      alpha: 0.01,
      pValue: 0,
      qValue: 0,
      samples,
      verdict: drifted,
    };
    const drift = driftOf({
      features: [
        feature('a', {
          qValue: 1,
          representation: [{ ...rate('missing', 0.9, drifted), name: 'missing-token', token: 'NA' }],
        }),
      ],
      pairs: [{ ...together, columns: ['a', 'b'], reference: 0, current: 0.4 }],
      multivariate: { ...together, method: 'random-waves', statistic: 9, columns: ['a'] },
      segments: [
        {
          column: 'c',
          value: 'x',
          rows: samples,
          verdict: drifted,
          featuresCompared: 1,
          featuresDrifted: 1,
          features: [feature('a')],
        },
      ],
    });

    const shown = shownTraces(drift);
    const reach = reachTraces(drift, 500);

    expect(shown.map(({ effects }) => effects)).toEqual([
      [['missing-token NA', 0.9]],
      [['random-waves', 0.4]],
      [['spearman', 0.4]],
      [['ks', 0.3]],
    ]);
    expect(new Set(shown.map(({ of }) => of)).size).toBe(4);
    expect(wouldHaveShown(reach, shown)).toBe(true);
    expect(wouldHaveShown(reach.slice(0, -1), shown)).toBe(false);
  });
});

describe('a batch would have shown', () => {
  const reach = (...effects: [string, number][]): readonly Trace[] => [{ of: 'a', effects, rows: 160 }];
  const shown = (measure: string, effect: number): readonly Trace[] => [
    { of: 'a', effects: [[measure, effect]] },
  ];

  test.each<[string, readonly Trace[], readonly Trace[], boolean]>([
    ['what is as large as its resolution', reach(['ks', 0.3]), shown('ks', 0.3), true],
    ['nothing smaller', reach(['ks', 0.301]), shown('ks', 0.3), false],
    ['nothing of another measure', reach(['psi', 0.1]), shown('ks', 0.3), false],
    [
      'nothing of a column that it does not list',
      reach(['ks', 0.1]),
      [{ of: 'b', effects: [['ks', 0.9]] }],
      false,
    ],
    // 0.99 ** 160 = 0.2003, 0.9899 ** 160 = 0.197
    ['a rate of which it lists none, by its rows', reach(), shown('missing', 0.0101), true],
    ['no smaller one', reach(), shown('missing', 0.01), false],
    // sqrt(ln 5 / 320) = 0.0709
    ['a rate that may be listed for not having risen, by more rows', reach(), shown('unseen', 0.071), true],
    ['no smaller one of these', reach(), shown('unseen', 0.07), false],
    ['nothing of a trait that it does not list', reach(), shown('zeros ', 0.9), false],
  ])('%s', (_, batch, told, expected) => {
    expect(wouldHaveShown(batch, told)).toBe(expected);
  });

  test('by the exact test of few rows what chi-square told', () => {
    const test = testOf(0.3, 0);
    const fisher = feature('a', { verdict: undecided, measures: [{ ...test, method: 'fisher-exact' }] });
    const chiSquare = feature('a', { measures: [{ ...test, method: 'chi-square' }] });

    expect(
      wouldHaveShown(
        reachTraces(driftOf({ features: [fisher] }), 200),
        shownTraces(driftOf({ features: [chiSquare] })),
      ),
    ).toBe(true);
  });
});

describe('an observation', () => {
  test('has what is critical first, and correlations only as such', () => {
    const features = [buildDriftedFeature('mild', 0.1), buildDriftedFeature('bad', 0.4, 'critical')];
    const pair = {
      columns: ['bad', 'mild'] as [string, string],
      reference: 0,
      current: 0.9,
      effect: 0.9,
      minEffect: 0.1,
      alpha: 0.01,
      pValue: 0,
      qValue: 0,
      samples,
      verdict: drifted,
    };
    const { subjects, evidence } = observeBatch(
      buildResult({ drift: { ...buildDrifted(features), pairs: [pair], pairsDrifted: 1 } }),
    );

    expect(subjects.drift.map(({ words, severity }) => `${words} ${severity}`)).toEqual([
      'bad critical',
      'mild warning',
      'the correlation of bad and mild warning',
    ]);
    expect(evidence?.known).toEqual({
      subjects: ['bad', 'mild'],
      subjectCount: 2,
      critical: ['bad'],
      criticalCount: 1,
    });
    expect(evidence?.reach).toBeUndefined();
  });

  test('says that it is cut where more drifted than it lists', () => {
    const features = Array.from({ length: 31 }, (_, index) => buildDriftedFeature(`x${index}`, 0.3));
    const all = observeBatch(buildResult({ drift: buildDrifted(features) }));
    const pairs = observeBatch(
      buildResult({ drift: { ...buildDrifted(features.slice(1)), pairs: [], pairsDrifted: 60 } }),
    );
    const few = observeBatch(buildResult({ drift: buildDrifted(features.slice(1)) }));

    expect([all, pairs, few].map(({ evidence }) => evidence?.isCut)).toEqual([true, true, undefined]);
  });

  test('has a reach where drift could not be judged, and none where it was not tested', () => {
    const features = [feature('a', { verdict: undecided, qValue: 0.5 })];
    const base = driftOf({ features });
    const { severity: _, ...inconclusive } = { ...base, status: 'inconclusive' as const };

    expect(observeBatch(buildResult({ drift: inconclusive })).evidence?.reach).toEqual([
      { of: 'a', effects: [['ks', 0.1235]], rows: 200 },
    ]);
    expect(
      observeBatch(buildResult({ drift: { ...inconclusive, status: 'skipped' } })).evidence,
    ).toBeUndefined();
  });
});

describe('a value that comes up for three days and goes', () => {
  const spiked = (...besides: readonly FeatureDrift[]) =>
    driftOf({
      features: [
        feature('amount', {
          effect: 0.01,
          qValue: 1,
          verdict: drifted,
          rates: [rate('spike', 0.05, drifted)],
        }),
        ...besides,
      ],
    });
  const calm = driftOf({
    status: 'stable',
    features: [feature('amount', { effect: 0.01, qValue: 1, verdict: stable })],
  });

  test('is opened once, ended by the first stable day, and what drifts in between is told', () => {
    const days = [spiked(), spiked(feature('age')), spiked(), calm, calm];
    let incidents = noIncidents('m');
    const told = days.flatMap((drift, day) => {
      const receivedAt = new Date(Date.UTC(2026, 0, 1 + day));
      const batch = { id: `day-${day}`, receivedAt: receivedAt.toISOString() };
      const result = { ...buildResult({ drift }), batch };
      const judged = judgeIncidents(incidents, observeBatch(result), defaultAlertRules, receivedAt);
      incidents = judged.incidents;
      return judged.news.map(({ status }) => `${day} ${status}`);
    });

    expect(told).toEqual(['0 opened', '1 escalated', '2 reminder', '3 recovered']);
  });
});
