import { describe, expect, test } from '@jest/globals';
import { currentPerformanceSchema } from '../../../lambdas/core/labels/current-performance.ts';
import { historyRecordSchema } from '../../../lambdas/core/report/history/history-record.ts';
import { objectId, resultsKeys, resultsPrefixes } from '../../../lambdas/keys.ts';
import { closeWindows } from '../../../lambdas/pipeline/close-windows.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { joinLabels } from '../../../lambdas/pipeline/join-labels.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { modelHistory } from '../../../lambdas/pipeline/model-history.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { seededRandom } from '../../support/build-csv.ts';
import { loanLabelsCsv, loansCsv } from '../../support/build-loans.ts';
import { loansWorld, uploadLabels, uploadLoans } from '../../support/loans-world.ts';
import { buildWorld, copyWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const dayMs = 86_400_000;
const [first, second] = [
  { rows: 400, seed: 1 },
  { rows: 400, seed: 2 },
] as const;

async function performanceOf({ results }: World, batchId: string) {
  const key = resultsKeys.performance('loans', batchId);
  const stored = await results.read(key);
  return stored && decodeJson(currentPerformanceSchema, key, stored.bytes);
}

/** A model of numbers. */
async function pricesWorld(): Promise<World> {
  const world = buildWorld();
  const columns = [
    { name: 'id', kind: 'text', role: 'id' },
    { name: 'size', kind: 'numeric' },
    { name: 'predicted', kind: 'numeric', role: 'prediction' },
    { name: 'price', kind: 'numeric', role: 'label', required: false },
  ];
  world.inbox.put('contracts/prices.json', JSON.stringify({ schemaVersion: 1, columns }));
  const { key, versionId } = world.inbox.put('references/prices/r.csv', pricesCsv(1000, 1));
  await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
  return world;
}

/** @param error  of predictions, besides one of up to 1 */
function pricesCsv(rows: number, seed: number, error = 0): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const size = 100 * random();
    return `p${row},${size},${size},${size + 2 * random() - 1 + error}`;
  });
  return ['id,size,predicted,price', ...lines, ''].join('\n');
}

async function uploadPrices(world: World, name: string, text: string): Promise<void> {
  const { key, versionId } = world.inbox.put(`labels/prices/${name}`, text);
  await joinLabels({ bucket: 'inbox', key, versionId }, world.services);
}

/** What was told last. */
function newest(world: World) {
  return told(world).toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0];
}

/** What is told of performance that labels have corrected, and of what is odd about them. */
function told(world: World) {
  return storedAlerts(world).filter(({ kind }) => /^(labels-|performance-|recovered)/.test(kind));
}

describe('labels that come later', () => {
  test('say how right the model was, and history says it from then on', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, first);
    expect(await performanceOf(world, batch)).toBeUndefined();
    world.pass(20 * dayMs);

    await uploadLabels(world, 'november.csv', loanLabelsCsv(first));

    expect(await performanceOf(world, batch)).toMatchObject({
      labels: { rows: 400, of: 400, files: 1, repeated: 0, contradicted: 0 },
      performance: { verdict: 'no-worse', realised: { rows: 400 } },
    });
    const history = modelHistory('loans', world.services);
    const [record] = await history.latest();
    expect(record?.performance).toMatchObject({ verdict: 'no-worse', labelled: 400 });
    expect(told(world)).toEqual([]);
  });

  test('may be of some rows first, and of the others later', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, first);

    await uploadLabels(world, 'a.csv', loanLabelsCsv(first, { until: 150 }));
    expect(await performanceOf(world, batch)).toMatchObject({ labels: { rows: 150, of: 400, files: 1 } });
    await uploadLabels(world, 'b.csv', loanLabelsCsv(first, { from: 150 }));

    expect(await performanceOf(world, batch)).toMatchObject({ labels: { rows: 400, files: 2, repeated: 0 } });
  });

  test('may be of several batches in one file', async () => {
    const world = await loansWorld();
    const batches = [await uploadLoans(world, first), await uploadLoans(world, second)];
    const [header, ...lines] = loanLabelsCsv(first).split('\n');

    await uploadLabels(
      world,
      'both.csv',
      `${header}\n${lines.join('\n')}${loanLabelsCsv(second).replace(/.*\n/, '')}`,
    );

    for (const batch of batches)
      expect(await performanceOf(world, batch)).toMatchObject({ labels: { rows: 400 } });
  });

  test('change nothing when the same file comes again, or is announced again', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, first);
    await uploadLabels(world, 'a.csv', loanLabelsCsv(first));
    const { key, versionId } = world.inbox.objects().find((object) => object.key === 'labels/loans/a.csv')!;
    const before = joinedState(world);

    await joinLabels({ bucket: 'inbox', key, versionId }, world.services);
    expect(joinedState(world)).toEqual(before);

    const once = await performanceOf(world, batch);
    await uploadLabels(world, 'a.csv', loanLabelsCsv(first));
    expect(await performanceOf(world, batch)).toMatchObject({
      labels: { rows: 400, files: 2, repeated: 400, contradicted: 0 },
      performance: { realised: once?.performance.realised },
    });
  });

  test('are corrected by a file that arrives later, also where that is joined first', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, first);
    const wrong = world.inbox.put('labels/loans/wrong.csv', loanLabelsCsv(first, { isTwisted: true }));
    world.pass(dayMs);

    await uploadLabels(world, 'right.csv', loanLabelsCsv(first));
    const right = await performanceOf(world, batch);
    await joinLabels({ bucket: 'inbox', key: wrong.key, versionId: wrong.versionId }, world.services);

    expect(await performanceOf(world, batch)).toMatchObject({
      labels: { rows: 400, files: 2, contradicted: 200 },
      performance: { realised: right?.performance.realised },
    });
  });

  test('of an id that several rows have, in one batch and in two, are of each', async () => {
    const world = await loansWorld();
    const text = loansCsv({ rows: 50, seed: 5 });
    const [, line = ''] = text.split('\n');
    const one = await runBatch(world, 'batches/loans/one.csv', `${text}${line}\n`);
    const two = await runBatch(world, 'batches/loans/two.csv', text);

    await uploadLabels(world, 'a.csv', `loan,repaid\n${line.split(',')[0]},yes\n`);

    expect(await performanceOf(world, one.batch.id)).toMatchObject({ labels: { rows: 2, of: 51 } });
    expect(await performanceOf(world, two.batch.id)).toMatchObject({ labels: { rows: 1, of: 50 } });
  });

  test('are of the batch that the files of a window make', async () => {
    const world = await loansWorld({ batch: { window: '1h' } });
    for (const options of [first, second]) {
      const key = `batches/loans/2026/11/20/05/${options.seed}.csv`;
      const { versionId } = world.inbox.put(key, loansCsv(options));
      await validateBatch({ bucket: 'inbox', key, versionId }, world.services);
    }
    world.pass(dayMs);
    await closeWindows(world.services.now(), world.services);
    const [profiled] = world.results.objects().filter(({ key }) => key.startsWith(resultsPrefixes.profiles));
    await detectDrift({ bucket: 'results', key: profiled!.key, versionId: 'null' }, world.services);

    await uploadLabels(world, 'second.csv', loanLabelsCsv(second));

    const [key = ''] = Object.keys(joinedState(world)).filter((one) => one.startsWith('performance/'));
    const batchId = key.slice('performance/loans/'.length, -'.json'.length);
    expect(await performanceOf(world, batchId)).toMatchObject({ labels: { rows: 400, of: 800, files: 1 } });
    expect(profiled?.key).toContain(batchId);
  });

  test('correct those that the batch brought itself', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, { ...first, isLabelled: true });
    world.pass(dayMs);

    await uploadLabels(world, 'a.csv', loanLabelsCsv(first, { until: 100, isTwisted: true }));

    expect(await performanceOf(world, batch)).toMatchObject({
      labels: { rows: 400, files: 2, repeated: 100, contradicted: 50 },
    });
  });
});

describe('labels that come before their batch', () => {
  test('are joined when it is judged', async () => {
    const world = await loansWorld();
    await uploadLabels(world, 'early.csv', loanLabelsCsv(first));
    world.pass(6 * dayMs);

    const { batch, performance } = await runBatch(world, 'batches/loans/1.csv', loansCsv(first));

    expect(performance).toMatchObject({ verdict: 'no-worse', realised: { rows: 400 } });
    expect(await performanceOf(world, batch.id)).toMatchObject({ labels: { rows: 400 } });
    const record = await world.results.read(resultsKeys.history('loans', batch.id));
    expect(decodeJson(historyRecordSchema, 'record', record!.bytes).performance).toMatchObject({
      labelled: 400,
    });
  });

  test('by more than a week are not', async () => {
    const world = await loansWorld();
    await uploadLabels(world, 'early.csv', loanLabelsCsv(first));
    world.pass(8 * dayMs);

    expect(await performanceOf(world, await uploadLoans(world, first))).toBeUndefined();
  });
});

describe('people are told of', () => {
  test('a verdict that labels change, once, and again when they change it back', async () => {
    const world = await loansWorld();
    await uploadLabels(world, 'early.csv', loanLabelsCsv(first));
    world.pass(dayMs);
    await uploadLoans(world, first);
    expect(told(world)).toMatchObject([{ kind: 'labels-doubtful', severity: 'info' }]);
    world.pass(dayMs);

    await uploadLabels(world, 'worse.csv', loanLabelsCsv(first, { isTwisted: true }));
    world.pass(dayMs / 24);
    await uploadLabels(world, 'still.csv', loanLabelsCsv(first, { until: 20, isTwisted: true }));
    expect(newest(world)).toMatchObject({
      kind: 'performance-loss',
      findings: [{ sentence: expect.stringMatching(/^1\.csv: accuracy 0\.48 .* it is worse/) }],
    });
    expect(told(world)).toHaveLength(2);
    world.pass(dayMs);

    await uploadLabels(world, 'right.csv', loanLabelsCsv(first));
    expect(newest(world)).toMatchObject({
      kind: 'recovered',
      findings: [{ sentence: expect.stringMatching(/^1\.csv: .*; it had been reported as worse$/) }],
    });
    expect(told(world)).toHaveLength(3);
  });

  test('a verdict that labels change, of numbers as of classes', async () => {
    const world = await pricesWorld();
    await runBatch(world, 'batches/prices/may.csv', pricesCsv(300, 2));

    await uploadPrices(world, 'right.csv', pricesCsv(300, 2));
    expect(told(world)).toEqual([]);
    world.pass(dayMs);
    await uploadPrices(world, 'dearer.csv', pricesCsv(300, 2, 9));

    expect(told(world)).toMatchObject([
      {
        kind: 'performance-loss',
        fact: 'one batch much worse than the reference: mean error (each at most 2) 2, was 0.5075',
        findings: [{ sentence: expect.stringMatching(/^may\.csv: mae 8\.99 .*it is worse/) }],
      },
    ]);
  });

  test('nothing while the contract mutes the model, and of it all with the next labels', async () => {
    const world = await loansWorld({ alerts: { muteUntil: '2026-11-21T00:00:00Z' } });
    await uploadLoans(world, first);
    await uploadLabels(world, 'worse.csv', loanLabelsCsv(first, { isTwisted: true }));
    expect(told(world)).toEqual([]);

    world.pass(2 * dayMs);
    await uploadLabels(world, 'again.csv', loanLabelsCsv(first, { until: 1, isTwisted: true }));

    expect(told(world)).toMatchObject([{ kind: 'performance-loss', findings: [{}] }]);
  });

  test('several batches that one file makes worse, in one message', async () => {
    const world = await loansWorld();
    await uploadLoans(world, first);
    await uploadLoans(world, second);
    const lines = [first, second].flatMap((batch) =>
      loanLabelsCsv(batch, { isTwisted: true }).trim().split('\n').slice(1),
    );

    await uploadLabels(world, 'both.csv', ['loan,repaid', ...lines].join('\n'));

    expect(told(world)).toMatchObject([
      {
        kind: 'performance-loss',
        findings: [{}, {}],
        places: [{}, { label: 'report' }, { label: 'report' }],
      },
    ]);
  });

  test('them in one message, too, where the function fails between two batches and comes again', async () => {
    const world = await loansWorld();
    const [, later] = [await uploadLoans(world, first), await uploadLoans(world, second)];
    const lines = [first, second].flatMap((batch) =>
      loanLabelsCsv(batch, { isTwisted: true }).trim().split('\n').slice(1),
    );
    const object = world.inbox.put('labels/loans/both.csv', ['loan,repaid', ...lines].join('\n'));
    const announced = { bucket: 'inbox', key: object.key, versionId: object.versionId };
    const create = async (key: string, ...rest: [Uint8Array]) => {
      if (key === resultsKeys.joined('loans', later)) throw new Error('S3 is ill');
      return world.results.create(key, ...rest);
    };

    const ill = { ...world.services, results: { ...world.results, create } };
    await expect(joinLabels(announced, ill)).rejects.toThrow('S3 is ill');
    expect(told(world)).toEqual([]);
    await joinLabels(announced, world.services);

    expect(told(world)).toMatchObject([{ kind: 'performance-loss', findings: [{}, {}] }]);
  });

  test('labels of which none is of a batch: of another model, or spelled otherwise', async () => {
    const world = await loansWorld();
    await uploadLoans(world, first);

    await uploadLabels(world, 'strange.csv', 'loan,repaid\nx-1,yes\nx-2,no\n');

    expect(told(world)).toMatchObject([
      { kind: 'labels-doubtful', severity: 'warning', fact: 'none of 2 labels belongs to a batch' },
    ]);
  });

  test('labels of a model that nobody knows', async () => {
    const world = await loansWorld();
    const { key, versionId } = world.inbox.put('labels/rents/a.csv', loanLabelsCsv(first));

    await joinLabels({ bucket: 'inbox', key, versionId }, world.services);

    expect(told(world)).toMatchObject([{ kind: 'labels-unusable', model: 'rents' }]);
  });

  test('labels that are too late for their batch, which change nothing', async () => {
    const world = await loansWorld({ model: { positiveClass: 'yes', labels: { windowDays: 30 } } });
    const batch = await uploadLoans(world, first);
    world.pass(31 * dayMs);
    await uploadLoans(world, second);

    await uploadLabels(world, 'late.csv', loanLabelsCsv(first, { until: 7 }));

    expect(await performanceOf(world, batch)).toBeUndefined();
    expect(told(world)[0]?.findings.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/^7 of those too late/),
    );
  });

  test('classes that the reference does not have, and ids with two labels in one file', async () => {
    const world = await loansWorld();
    const batch = await uploadLoans(world, first);

    await uploadLabels(world, 'odd.csv', 'loan,repaid\nb1-0,perhaps\nb1-1,yes\nb1-1,no\n');

    expect(await performanceOf(world, batch)).toMatchObject({ labels: { rows: 2 } });
    expect(told(world)).toMatchObject([
      {
        severity: 'info',
        fact: '2 of 2 labels joined, but some things look odd',
        findings: [
          { sentence: '1 row with the id of an earlier one and another label: the last one counts' },
          { sentence: '1 label of a class that the reference does not have' },
        ],
      },
    ]);
  });

  test('a file without any row', async () => {
    const world = await loansWorld();

    await uploadLabels(world, 'empty.csv', 'loan,repaid\n');

    expect(told(world)).toMatchObject([{ kind: 'labels-unusable', findings: [{}] }]);
  });
});

/** What is stored of scores and labels, as it is. */
function joinedState({ results }: World): Readonly<Record<string, string>> {
  const { scores, labels, joined, performance } = resultsPrefixes;
  const kept = results
    .objects()
    .filter(({ key }) => [scores, labels, joined, performance].some((prefix) => key.startsWith(prefix)))
    .filter(({ key }) => key !== resultsKeys.corrections('loans'));
  return Object.fromEntries(kept.map(({ key, bytes }) => [key, Buffer.from(bytes).toString('base64')]));
}

test('the end is the same whatever the order in which batches and label files are taken', async () => {
  const begin = await loansWorld();
  const options = [0, 1].map((seed) => ({ rows: 40, seed: seed + 20 }));
  const [one, two] = options;
  const put = (key: string, text: string) => {
    begin.pass(dayMs / 2);
    const { versionId } = begin.inbox.put(key, text);
    return { bucket: 'inbox', key, versionId };
  };
  const labels = [put('labels/loans/0.csv', loanLabelsCsv(one!, { until: 30 }))];
  const batches = [put('batches/loans/20.csv', loansCsv(one!)), put('batches/loans/21.csv', loansCsv(two!))];
  labels.push(
    put('labels/loans/1.csv', loanLabelsCsv(one!, { from: 20, isTwisted: true })),
    put('labels/loans/2.csv', loanLabelsCsv(two!, { isTwisted: true })),
    put('labels/loans/3.csv', loanLabelsCsv(two!, { until: 25 })),
    put('labels/loans/4.csv', loanLabelsCsv(one!, { from: 35 })),
    put('labels/loans/5.csv', `${loanLabelsCsv(one!)}${loanLabelsCsv(two!).replace(/.*\n/, '')}`),
  );
  const random = seededRandom(7);
  const ends: Readonly<Record<string, string>>[] = [];
  for (let order = 0; order < 4; order++) {
    const world = copyWorld(begin);
    const steps = [
      ...labels.map((object) => ({ at: random(), run: () => joinLabels(object, world.services) })),
      ...batches.flatMap((object) => {
        const [early, late] = [random(), random()].sort();
        const profiled = {
          bucket: 'results',
          key: resultsKeys.profiledBatch('loans', objectId(object)),
          versionId: 'null',
        };
        return [
          { at: early!, run: () => validateBatch(object, world.services) },
          { at: late!, run: () => detectDrift(profiled, world.services) },
        ];
      }),
    ];
    for (const { run } of steps.toSorted((a, b) => a.at - b.at)) await run();
    ends.push(joinedState(world));
  }

  expect(Object.keys(ends[0]!)).toHaveLength(2 + 6 + 2 + 2);
  for (const end of ends) expect(end).toEqual(ends[0]);
});
