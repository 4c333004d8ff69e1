import { describe, expect, test } from '@jest/globals';
import { holdoutRunSchema } from '../../../lambdas/core/holdout/run-schema.ts';
import { objectId, resultsKeys } from '../../../lambdas/keys.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { scoreHoldout } from '../../../lambdas/pipeline/score-holdout.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const contract = {
  schemaVersion: 1,
  columns: [
    { name: 'id', kind: 'integer', role: 'id' },
    { name: 'age', kind: 'numeric', nullable: true },
    { name: 'plan', kind: 'categorical' },
    { name: 'score', kind: 'numeric', role: 'confidence' },
    { name: 'predicted', kind: 'categorical', role: 'prediction' },
    { name: 'truth', kind: 'categorical', role: 'label', required: false },
  ],
};

interface Row {
  readonly id: number | string;
  readonly age: string;
  readonly plan: string;
  readonly score: string;
  readonly predicted: string;
  readonly truth: string;
}

/** 100 customers, of whom 90 are predicted right; ids that no number of JavaScript holds. */
function rows(): Row[] {
  return Array.from({ length: 100 }, (_, index) => {
    const truth = index % 3 === 0 ? 'leaves' : 'stays';
    const wrong = truth === 'stays' ? 'leaves' : 'stays';
    return {
      id: `90071992547409${1000 + index}`,
      age: (20 + index / 4).toFixed(2),
      plan: index % 2 === 0 ? 'free' : 'pro',
      score: '0.8',
      predicted: index % 10 === 9 ? wrong : truth,
      truth,
    };
  });
}

function csvOf(list: readonly Partial<Row>[], columns = Object.keys(rows()[0]!)): string {
  const lines = list.map((row) =>
    columns.map((name) => new Map(Object.entries(row)).get(name) ?? '').join(','),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function customersWorld(settings: object = {}): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify({ ...contract, ...settings }));
  return world;
}

/** Uploads a holdout set. @returns the run, or undefined where it is none */
async function scored(world: World, file: string, text: string, metadata: Record<string, string> = {}) {
  world.pass(3_600_000);
  const key = `holdouts/customers/${file}`;
  const { versionId } = world.inbox.put(key, text, { metadata });
  const object = { bucket: world.inbox.bucket, key, versionId };
  await scoreHoldout(object, world.services);
  const runKey = resultsKeys.holdoutRun('customers', objectId(object));
  const stored = await world.results.read(runKey);
  return stored && decodeJson(holdoutRunSchema, runKey, stored.bytes);
}

const told = (world: World) =>
  storedAlerts(world).map(({ kind, severity, fact }) => `${severity} ${kind}: ${fact}`);

describe('a holdout set that is scored again', () => {
  test('is silent where all is the same, in any order and any spelling of numbers', async () => {
    const world = customersWorld();
    const baseline = await scored(world, 'november.csv', csvOf(rows()));
    const shuffled = rows()
      .toReversed()
      .map((row) => ({ ...row, age: String(Number(row.age)) }));
    const run = await scored(world, 'december.csv', csvOf(shuffled));

    expect(baseline).toBeUndefined();
    expect(run).toMatchObject({
      ids: { both: 100, missing: 0, added: 0 },
      inputs: { compared: 2, changed: 0 },
      predictions: { moved: 0, share: 0 },
      score: { metric: 'accuracy', labelled: 100, baseline: 0.9, current: 0.9, loss: 0, pValue: 1 },
      findings: [],
    });
    expect(told(world)).toEqual([]);
  });

  test('tells moved predictions, what they became, and what that costs', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    const worse = rows().map((row, index) => (index < 30 ? { ...row, predicted: 'leaves' } : row));
    const run = await scored(world, 'b.csv', csvOf(worse));

    const flipped = rows().filter(({ predicted }, index) => index < 30 && predicted !== 'leaves');
    expect(run?.predictions).toMatchObject({
      moved: flipped.length,
      movedWithSameInputs: flipped.length,
      flows: [{ from: 'stays', to: 'leaves', count: flipped.length }],
    });
    const right = worse.filter(({ predicted, truth }) => predicted === truth).length;
    expect(run?.score).toMatchObject({ baseline: 0.9, current: right / 100 });
    expect(told(world)).toEqual([
      `critical holdout-changed: holdout: ${flipped.length} of 100 predictions moved, accuracy fell from 90 % to ${right} %`,
    ]);
  });

  test('tells inputs that are not the same, by column', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    const other = rows().map((row, index) => (index < 7 ? { ...row, age: '' } : row));
    const run = await scored(world, 'b.csv', csvOf(other));

    expect(run?.inputs).toEqual({ compared: 2, changed: 7, columns: [{ column: 'age', changed: 7 }] });
    expect(run?.findings).toEqual([
      {
        severity: 'warning',
        sentence: 'the inputs are not those of the baseline for 7 of 100 ids, in age (7)',
      },
    ]);
    expect(told(world)).toHaveLength(1);
  });

  test('tells ids that are missing, added and repeated, and rows without one', async () => {
    const world = customersWorld();
    const first = rows();
    await scored(world, 'a.csv', csvOf([...first, first[3]!]));
    const run = await scored(
      world,
      'b.csv',
      csvOf([...first.slice(2), { ...first[5]! }, { ...first[5]!, id: 17 }, { ...first[5]!, id: '' }]),
    );

    expect([run?.ids, run?.run.repeated, run?.run.unusable, run?.baseline.repeated]).toEqual([
      { both: 98, missing: 2, added: 1 },
      1,
      1,
      1,
    ]);
    expect(run?.findings[0]?.sentence).toBe(
      'the set is not the same: 2 ids of the baseline missing, 1 id added, 1 row with the id of an earlier one, which counts, 1 row broken or without an id, in the baseline 1 row with the id of an earlier one',
    );
  });

  test('tells a model that says the same of everybody', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    await scored(world, 'b.csv', csvOf(rows().map((row) => ({ ...row, predicted: 'stays' }))));

    expect(storedAlerts(world)[0]?.findings[0]).toEqual({
      severity: 'critical',
      sentence: 'every one of the 100 predictions is stays, which those of the baseline are not',
    });
  });

  test('takes labels of the baseline where the run has none, and tells other versions beside', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()), { 'environment-xgboost': '1.7.6' });
    const columns = ['id', 'age', 'plan', 'score', 'predicted'];
    const moved = rows().map((row, index) =>
      index < 3 ? { ...row, predicted: 'unsure', score: '0.1' } : row,
    );
    const run = await scored(world, 'b.csv', csvOf(moved, columns), { 'environment-xgboost': '2.0.0' });

    expect(run?.score).toMatchObject({
      labelled: 100,
      baseline: 0.9,
      current: 0.87,
      worse: 3,
      better: 0,
      pValue: expect.closeTo(0.25, 12),
    });
    expect(run?.findings.map(({ severity, sentence }) => `${severity}: ${sentence}`)).toEqual([
      'warning: 3 of 100 predictions moved (3 %; 95 %: 1 % to 8.5 %), most often stays to unsure (2)',
      'info: accuracy fell from 90 % to 87 %: of 100 labelled ids 3 got worse and 0 better, which may be chance (p = 0.25)',
      'info: not the versions that wrote the baseline: xgboost 1.7.6 → 2.0.0',
    ]);
  });

  test('of numbers tells how far they moved, and the mean absolute error', async () => {
    const columns = contract.columns.map((column) =>
      ['predicted', 'truth'].includes(column.name) ? { ...column, kind: 'numeric' } : column,
    );
    const world = customersWorld({ columns });
    const numbers = rows().map((row, index) => ({ ...row, predicted: `${index}`, truth: `${index + 1}` }));
    await scored(world, 'a.csv', csvOf(numbers));
    const moved = numbers.map((row, index) => ({
      ...row,
      predicted: index < 20 ? `${index - 2}` : `${index * (1 + 1e-9)}`,
    }));
    const run = await scored(world, 'b.csv', csvOf(moved));

    expect(run?.predictions).toMatchObject({ moved: 20, largestChange: 2 });
    expect(run?.score).toMatchObject({ metric: 'mae', worse: 20 });
    expect(run?.score?.current).toBeCloseTo(1.4, 6);
    expect(told(world)[0]).toMatch(/^critical .*mean absolute error rose from 1 to 1\.4$/);
  });
});

test('a run has a report, and stands on the page of its model', async () => {
  const world = customersWorld();
  await scored(world, 'a.csv', csvOf(rows()));
  await scored(world, 'b.csv', csvOf(rows().map((row) => ({ ...row, predicted: '<script>' }))));
  const batch = await runBatch(world, 'batches/customers/b.csv', csvOf(rows()));
  const textOf = async (key: string) => new TextDecoder().decode((await world.results.read(key))?.bytes);
  const [page, report] = [
    await textOf(resultsKeys.modelPage('customers')),
    await textOf(world.results.objects().find(({ key }) => key.includes('/holdout-b-'))?.key ?? ''),
  ];

  expect(batch.validation.status).toBe('accepted');
  expect(page).toContain('100 (100 %)');
  expect(page).toMatch(/href="holdout-b-[0-9a-f]{12}\.html"/);
  expect(report).toContain('100 of 100 predictions moved');
  expect(`${page}${report}`).not.toContain('<script>');
});

describe('the baseline', () => {
  test('is the newest that is called so; later runs are held against it', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    const other = csvOf(rows().map((row) => ({ ...row, predicted: 'stays' })));
    expect(await scored(world, 'v2/baseline-v2.csv', other)).toBeUndefined();
    const run = await scored(world, 'b.csv', other);

    expect(run?.baseline.key).toBe('holdouts/customers/v2/baseline-v2.csv');
    expect(run?.findings).toEqual([]);
  });

  test('is kept where its file is written over', async () => {
    const world = customersWorld();
    await scored(world, 'set.csv', csvOf(rows()));
    await scored(world, 'set.csv', csvOf(rows().map((row) => ({ ...row, predicted: 'stays' }))));
    const run = await scored(world, 'set.csv', csvOf(rows()));

    expect(run?.predictions.moved).toBe(0);
  });

  test('has no value of a row in what is stored, but predictions', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    const stored = world.results.objects().find(({ key }) => key.endsWith('.rows.json.gz'));
    const { gunzipSync } = await import('node:zlib');

    expect(gunzipSync(stored!.bytes).toString()).not.toMatch(/free|90071992547409/);
  });
});

describe('a file that can not be compared', () => {
  test.each([
    ['an empty file', '', /empty/i],
    ['a header alone', 'id,age,plan,score,predicted\n', /header and no row/],
    ['other columns', 'a,b\n1,2\n', /no column "id", which has "role": "id"/],
    ['no predictions', csvOf(rows(), ['id', 'age', 'plan']), /no column "predicted"/],
    ['a page of HTML', '<html><body>Forbidden</body></html>\n', /./],
  ])('is told, and changes nothing: %s', async (_, text, reason) => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    await scored(world, 'b.csv', text);
    const run = await scored(world, 'c.csv', csvOf(rows()));

    expect(told(world)).toEqual([
      "warning unrecognised-upload: the holdout set holdouts/customers/b.csv can't be compared",
    ]);
    expect(storedAlerts(world)[0]?.summary).toMatch(reason);
    expect(run?.findings).toEqual([]);
  });

  test('without a contract, or one without the roles', async () => {
    const without = buildWorld();
    await scored(without, 'a.csv', csvOf(rows()));
    const roleless = customersWorld({ columns: contract.columns.slice(0, 4) });
    await scored(roleless, 'a.csv', csvOf(rows()));

    expect(storedAlerts(without)[0]?.summary).toContain('The model has no contract that can be used');
    expect(storedAlerts(roleless)[0]?.summary).toContain('no column with "role": "prediction"');
  });

  test('with no id in common it is critical', async () => {
    const world = customersWorld();
    await scored(world, 'a.csv', csvOf(rows()));
    await scored(world, 'b.csv', csvOf(rows().map((row, index) => ({ ...row, id: index }))));

    expect(told(world)).toEqual(['critical holdout-changed: holdout: no id of the baseline is in it']);
  });
});
