import { beforeAll, describe, expect, test } from '@jest/globals';
import { composeBatchAlert } from '../../../../../lambdas/core/alert/batch/compose-batch-alert.ts';
import type { Contract } from '../../../../../lambdas/core/contract/contract.ts';
import { withCost } from '../../../../../lambdas/core/drift/severity-by-cost.ts';
import { renderBatchReport } from '../../../../../lambdas/core/report/batch/render-batch-report.ts';
import type { PerformanceResult } from '../../../../../lambdas/core/result/performance-schema.ts';
import type { Drift, Result } from '../../../../../lambdas/core/result/result-schema.ts';
import { buildDrift, buildFeature, buildResult } from '../../../../support/build-result.ts';
import { loanColumns, loans, type ModelWorld, modelWorld } from '../../../../support/model-world.ts';
import { foreignMarkup } from '../strict-html.ts';

let world: ModelWorld;
let hit: PerformanceResult;
let fine: PerformanceResult;
let unlabelled: PerformanceResult;
beforeAll(async () => {
  const rules = { costs: { yes: { no: 10 }, no: { yes: 1 } } };
  const columns = [
    ...loanColumns,
    { name: 'version', kind: 'categorical', role: 'modelVersion', required: false, nullable: true },
  ];
  world = await modelWorld(
    { columns, model: rules, drift: { segmentBy: 'region' } },
    versioned(loans({ rows: 20_000, seed: 1 }).csv),
  );
  hit = (await world.measure(
    versioned(loans({ rows: 5000, seed: 3, south: 0.9, isLabelled: () => false }).csv),
  ))!;
  fine = (await world.measure(versioned(loans({ rows: 5000, seed: 2 }).csv)))!;
  unlabelled = (await world.measure(versioned(loans({ rows: 5000, seed: 2, isLabelled: () => false }).csv)))!;
});

/** With the version of the model in each row. */
function versioned(csv: string): string {
  const [header, ...rows] = csv.trimEnd().split('\n');
  return `${[`${header},version`, ...rows.map((row, index) => `${row},v${index % 2}`)].join('\n')}\n`;
}

const drifted = (severity: 'warning' | 'critical'): Drift => {
  const verdict = { status: 'drifted' as const, severity, reason: 'its values moved', changes: [] };
  const { features } = buildDrift();
  return buildDrift({
    status: 'drifted',
    severity,
    reason: '1 of 13 features drifted',
    features: [buildFeature({ name: 'region', verdict }), ...features],
  });
};

function resultOf(
  performance: PerformanceResult,
  drift: Drift,
  contract: Pick<Contract, 'columns'> = world.contract,
): Result {
  return buildResult({ performance, drift: withCost(drift, performance, contract) });
}

function alertOf(result: Result) {
  return composeBatchAlert({
    result,
    resultKey: 'results/flights/b.json',
    reportKey: 'reports/flights/b.html',
    inboxBucket: 'inbox',
    resultsBucket: 'results',
    createdAt: '2026-11-20T06:03:00.000Z',
  });
}

describe('an alert about drift says whether it does harm', () => {
  test('critical, and the loss before what drifted, where an estimate says so', () => {
    const alert = alertOf(resultOf(hit, drifted('warning')))!;

    expect(alert.severity).toBe('critical');
    expect(alert.fact).toMatch(/^estimated accuracy \d+(\.\d)? %, was \d+(\.\d)? %; region drifted$/);
    expect(alert.summary).toMatch(
      /It does harm: accuracy .* worse than in the reference .* the limit is 5 %/,
    );
    expect(alert.summary).toContain(
      'an estimate without labels, which holds as long as features and target are related as they were',
    );
    expect(alert.findings[0]!.sentence).toMatch(/^accuracy \d/);
    expect(alert.findings[1]!.sentence).toMatch(
      /^most of it from region (south|other than north).*: \d+(\.\d)? % to \d+(\.\d)? % of the rows, right in/,
    );
    expect(alert.findings[2]).toMatchObject({ column: 'region' });
  });

  test('for information alone where labels show that it does none', () => {
    const alert = alertOf(resultOf(fine, drifted('critical')))!;

    expect(alert.severity).toBe('info');
    expect(alert.fact).toBe('region drifted');
    expect(alert.summary).toMatch(/It does no harm that can be seen: by 5,000 labels accuracy/);
    expect(alert.findings.map(({ column }) => column)).toEqual(['region']);
  });

  test('the same by an estimate, with what it rests on', () => {
    const alert = alertOf(resultOf(unlabelled, drifted('warning')))!;

    expect(alert.severity).toBe('info');
    expect(alert.summary).toContain('This is an estimate without labels');
  });

  test('but stays as bad as it is where the contract marks the column critical', () => {
    const columns = [
      ...world.contract.columns.map((column) => ({ ...column, critical: column.name === 'region' })),
    ];

    expect(resultOf(fine, drifted('critical'), { columns }).drift.severity).toBe('critical');
  });

  test('nothing where it is not known', () => {
    const unknown = { ...unlabelled, verdict: 'cannot-tell' as const, estimated: undefined };
    const { estimated: _, ...rest } = unknown;

    const alert = alertOf(resultOf(rest, drifted('warning')))!;

    expect(alert.severity).toBe('warning');
    expect(alert.summary).toContain('Whether it does harm is not known');
  });
});

describe('without drift of a column', () => {
  test('an estimated loss is told all the same', () => {
    const result = resultOf(hit, buildDrift());

    expect(result.drift).toMatchObject({ status: 'drifted', severity: 'critical' });
    expect(alertOf(result)!.fact).toMatch(/^estimated accuracy \d+(\.\d)? %, was/);
  });

  test('so is what moved of what the model puts out', () => {
    const moved = [
      {
        what: 'latency' as const,
        column: 'ms',
        detail: 'p99',
        before: 100,
        now: 140,
        change: 0.4,
        standardError: 0.02,
        limit: 0.05,
      },
    ];

    const alert = alertOf(resultOf({ ...fine, moved }, buildDrift()))!;

    expect(alert.severity).toBe('warning');
    expect(alert.fact).toBe('latency p99 rose by 40 % in ms');
    expect(alert.findings[0]).toMatchObject({
      column: 'ms',
      sentence: 'latency p99 rose by 40 % (100 to 140; told from 5 % on)',
    });
  });

  test('nobody is told of a model that is no worse', () => {
    expect(alertOf(resultOf(fine, buildDrift()))).toBeUndefined();
  });
});

describe('the report', () => {
  test('shows verdict, measures, who is hit, matrix, calibration, groups and cost, with no markup from the data', () => {
    for (const performance of [hit, fine, unlabelled]) {
      const page = renderBatchReport({
        result: resultOf(performance, drifted('warning')),
        nextSteps: [],
        places: [],
      });

      expect(foreignMarkup(page)).toEqual([]);
      expect(page).toContain('Is the model still right?');
      expect(page).toContain('Who is hit');
      expect(page).toContain('By segment');
      expect(page).toContain('By version of the model');
      expect(page).toContain('Cost of a row');
    }
    const page = renderBatchReport({ result: resultOf(fine, drifted('warning')), nextSteps: [], places: [] });
    expect(page).toContain('Confusion matrix');
    expect(page).toContain('Calibration');
    expect(page).toContain('true: yes');
  });
});
