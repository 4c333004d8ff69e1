import { describe, expect, test } from '@jest/globals';
import type { Result, Verdict } from '../../../../../lambdas/core/result/result-schema.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildFeature,
  buildResult,
  buildUndecidedFeature,
  buildValidation,
  buildViolationCount,
} from '../../../../support/build-result.ts';
import { alertOf } from '../situations.ts';

const quarantined = buildValidation({
  rows: { read: 1000, accepted: 960, quarantined: 40 },
  violations: [buildViolationCount({ count: 40, share: 0.04 })],
  quarantineKey: 'quarantine/flights/x/rows.jsonl.gz',
});

describe('whether anybody is told', () => {
  test.each(['stable', 'inconclusive', 'skipped'] as const)(
    'nobody is told of a sound batch with %s drift',
    (status) => {
      expect(alertOf(buildResult({ drift: buildDrift({ status }) }))).toBeUndefined();
    },
  );

  test.each<[string, string, Partial<Result>]>([
    ['batch-rejected', 'critical', { validation: buildValidation({ status: 'rejected' }) }],
    ['drift', 'warning', { drift: buildDrifted([buildDriftedFeature('a', 0.3)]) }],
    ['rows-quarantined', 'info', { validation: quarantined }],
  ])('%s is %s', (kind, severity, overrides) => {
    expect(alertOf(buildResult(overrides))).toMatchObject({ kind, severity });
  });

  test('drift has the severity of the drift', () => {
    const drift = { ...buildDrifted([buildDriftedFeature('a', 0.3)]), severity: 'critical' as const };

    expect(alertOf(buildResult({ drift }))?.severity).toBe('critical');
  });

  test('one batch is one alert, with the id of the batch', () => {
    const result = buildResult({ validation: quarantined });

    expect(alertOf(result)?.id).toBe(result.batch.id);
    expect(alertOf(result)).toEqual(alertOf(result));
  });
});

// Of a drafted contract people were told to change one of their own, which does not exist then.
test.each<[string, Partial<Result>]>([
  ['rejected', { validation: buildValidation({ status: 'rejected' }) }],
  ['quarantined', { validation: quarantined }],
])('a batch that is %s under a draft says where the draft lies, and where to save a copy', (_, overrides) => {
  const under = (source: Result['contract']['source']) =>
    alertOf(buildResult({ contract: { source, version: 'v1' }, ...overrides }));
  const own = 's3://plumbline-prod-inbox/contracts/flights.json';
  const draft = {
    label: 'drafted contract',
    bucket: 'plumbline-prod-results',
    key: 'contracts/flights/v1.json',
  };

  expect(under('inferred')?.nextSteps.join(' ')).toContain(
    `It was drafted from the reference: edit a copy of the draft, v1.json, and save it as ${own}.`,
  );
  expect(under('inferred')?.places).toContainEqual(draft);
  expect(under('uploaded')?.nextSteps.join(' ')).toContain(`the contract: ${own}.`);
  expect(under('uploaded')?.places).not.toContainEqual(draft);
});

describe('the fact', () => {
  const reason = { code: 'missing-column', column: 'a', message: 'the file has no such column' } as const;
  const other = { code: 'row-count', message: 'too few' } as const;

  test.each<[string, Partial<Result>]>([
    ['temp_max drifted', { drift: buildDrifted([buildDriftedFeature('temp_max', 0.3)]) }],
    [
      '2 of 12 features drifted',
      { drift: buildDrifted([buildDriftedFeature('a', 0.3), buildDriftedFeature('b', 0.2)]) },
    ],
    [
      'temp_max drifted, 40 rows quarantined',
      { drift: buildDrifted([buildDriftedFeature('temp_max', 0.3)]), validation: quarantined },
    ],
    ['40 of 1,000 rows quarantined', { validation: quarantined }],
    ['batch rejected: missing column a', rejectedFor([reason])],
    ['batch rejected: 2 missing columns', rejectedFor([reason, reason])],
    ['batch rejected: missing column a and 1 more problem', rejectedFor([reason, other])],
  ])('%s', (fact, overrides) => {
    expect(alertOf(buildResult(overrides))?.fact).toBe(fact);
  });

  function rejectedFor(reasons: Result['validation']['reasons']): Partial<Result> {
    return { validation: buildValidation({ status: 'rejected', reasons }) };
  }
});

describe('the findings', () => {
  test('drifted features come by severity, then effect, then the violations', () => {
    const drift = buildDrifted([
      buildDriftedFeature('small', 0.12),
      buildDriftedFeature('large', 0.6),
      buildDriftedFeature('dear', 0.2, 'critical'),
    ]);

    const alert = alertOf(buildResult({ drift, validation: quarantined }));

    expect(alert?.findings.map(({ column }) => column)).toEqual(['dear', 'large', 'small', 'distance']);
  });

  test('a violation is told with numbers and an example', () => {
    const alert = alertOf(buildResult({ validation: quarantined }));

    expect(alert?.findings).toEqual([
      {
        severity: 'info',
        column: 'distance',
        sentence: '40 rows (4 %) with a value out of range: expected 0 to 6000, found "-999" in row 17',
      },
    ]);
  });

  test('a rate that drifted makes a finding of its feature', () => {
    const verdict: Verdict = {
      status: 'drifted',
      severity: 'warning',
      reason: 'missing values rose from 0 % to 2 %',
      changes: [{ kind: 'rate', rate: 'missing', from: 0, to: 0.02 }],
    };
    const rate = {
      name: 'missing',
      reference: 0,
      current: 0.02,
      pValue: 1e-6,
      qValue: 1e-5,
      effect: 0.02,
      minEffect: 0.01,
      alpha: 0.005,
      samples: { reference: 10_000, current: 4200 },
      verdict,
    } as const;
    const drift = buildDrifted([buildFeature({ name: 'wind', verdict, rates: [rate] })]);

    expect(alertOf(buildResult({ drift }))?.findings).toEqual([
      { severity: 'warning', column: 'wind', sentence: 'missing values rose from 0 % to 2 %' },
    ]);
  });

  test('a long list is cut and says by how much', () => {
    const features = Array.from({ length: 2000 }, (_, index) => buildDriftedFeature(`f${index}`, 0.3));

    const alert = alertOf(buildResult({ drift: buildDrifted(features, 2000) }));

    expect(alert?.findings).toHaveLength(50);
    expect(alert?.findingsLeftOut).toBe(1950);
  });
});

describe('what is told besides', () => {
  test('quarantined rows come first where they are the news', () => {
    const alert = alertOf(buildResult({ validation: quarantined }));

    expect(alert?.places.map(({ label }) => label)).toEqual([
      'report',
      'quarantined rows',
      'result',
      'batch',
    ]);
  });

  test('drift that could not be judged is not passed over', () => {
    const drift = buildDrift({ status: 'inconclusive', reason: '40 rows can only show shifts above 0.3' });

    const alert = alertOf(buildResult({ validation: quarantined, drift }));

    expect(alert?.summary).toContain('set aside. 40 rows can only show shifts above 0.3.');
  });

  test('features that could not be judged are named, three of them', () => {
    const drift = buildDrift({
      status: 'inconclusive',
      reason: 'no drift seen, but 4 of 4 features could not be judged',
      features: ['a', 'b c', 'd', 'e'].map(buildUndecidedFeature),
    });
    const drifted = buildDrifted([buildDriftedFeature('x', 0.3), buildUndecidedFeature('gate')]);

    expect(alertOf(buildResult({ validation: quarantined, drift }))?.summary).toMatch(
      / 4 of 4 features could not be judged\. Not judged: a, "b c", d and 1 more\.$/,
    );
    expect(alertOf(buildResult({ drift: drifted }))?.confidence).toContain(
      '1 feature could not be judged: gate.',
    );
  });

  test('how sure it is names tests, false alarms, the clearest result and what is not exact', () => {
    const feature = buildDriftedFeature('a', 0.3);
    const measures = feature.measures.map((measure) =>
      measure.method === 'ks' ? { ...measure, exact: false, bound: 0.00006 } : measure,
    );

    const alert = alertOf(buildResult({ drift: buildDrifted([{ ...feature, measures }]) }));

    expect(alert?.confidence).toMatch(
      /^42 tests, .* 1 undrifted batch in 100 .* The clearest result has q < 0\.0001, its p-value after/,
    );
    expect(alert?.confidence).toContain('within 0.00006 of exact');
  });

  test.each([
    ['no-contract', 's3://plumbline-prod-inbox/references/flights/'],
    ['invalid-contract', 's3://plumbline-prod-inbox/contracts/flights.json'],
    ['empty-batch', 'batches/flights/2026-11-20.csv'],
  ] as const)('a batch rejected for %s is told where to mend it', (code, place) => {
    const validation = buildValidation({ status: 'rejected', reasons: [{ code, message: 'it is so' }] });

    expect(alertOf(buildResult({ validation }))?.nextSteps[0]).toContain(place);
  });

  // A batch compared with the reference of its month was to be copied to where the default one lies: the next batch of that
  // month was compared with the old one again.
  test('a batch compared with the reference of its season is told how to replace that one', () => {
    const drift = buildDrifted([buildDriftedFeature('a', 0.3)]);
    const reference = { version: 'r1', rows: 5_000, season: 'november' } as const;

    expect(alertOf(buildResult({ drift, reference }))?.nextSteps).toContain(
      'If the change is intended and here to stay, and the model is right about such data, copy the batch to s3://plumbline-prod-inbox/references/flights/month=november/ to make it the new reference for November.',
    );
    expect(alertOf(buildResult({ drift }))?.nextSteps.join(' ')).toContain(
      's3://plumbline-prod-inbox/references/flights/',
    );
  });

  // One small day was to be copied over a reference of months: every later verdict was poorer.
  test('a batch much smaller than the reference is not to become it', () => {
    const drift = buildDrifted([buildDriftedFeature('a', 0.3)]);
    const steps =
      alertOf(buildResult({ drift, reference: { version: 'r1', rows: 50_000 } }))?.nextSteps ?? [];

    expect(steps.join(' ')).toMatch(
      /of several batches like this one, .* has 4,200 rows, the reference 50,000/,
    );
    expect(steps.join(' ')).not.toMatch(/copy the batch/);
  });

  // The default reference was to be replaced by a batch of November, where only one of November was wanting.
  test('a batch for whose season the default reference stands in says so, and how to make it that of the season', () => {
    const drift = buildDrifted([buildDriftedFeature('a', 0.3)]);
    const reference = { version: 'r1', rows: 5_000, standsInFor: 'november' } as const;
    const alert = alertOf(buildResult({ drift, reference }));

    expect(alert?.confidence).toContain(
      'Compared: 5,000 rows of the default reference, as none of November can be used, and ',
    );
    expect(alert?.nextSteps).toContain(
      'If the change is intended and here to stay, and the model is right about such data, copy the batch to s3://plumbline-prod-inbox/references/flights/month=november/ to make it the new reference for November.',
    );
  });
});

// Five components and the norm of one vector were counted as features that one drifted column was one of.
test('a column counts once, whatever is derived of it', () => {
  const part = (name: string) => ({ ...buildDriftedFeature(name, 0.3), derivedFrom: 'embedding' });
  const features = [part('embedding[0]'), part('embedding[1]'), buildFeature({ name: 'embedding' })];
  const one = buildDrift({ status: 'drifted', features: [...features, buildFeature({ name: 'fare' })] });
  const both = buildDrift({ status: 'drifted', features: [...features, buildDriftedFeature('fare', 0.3)] });

  expect(alertOf(buildResult({ drift: one }))?.summary).toContain('1 of its 2 columns differs');
  expect(alertOf(buildResult({ drift: both }))?.fact).toBe('2 of 2 columns drifted');
});
