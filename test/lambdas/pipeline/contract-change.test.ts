import { describe, expect, test } from '@jest/globals';
import { contractSchema } from '../../../lambdas/core/contract/contract.ts';
import { objectId, resultsKeys } from '../../../lambdas/keys.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import { readReferenceRows } from '../../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../../lambdas/pipeline/upload/open-batch.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { everySetting, everySettingRows, otherLimitsAndRest } from '../../support/every-setting.ts';
import { buildWatched, copyWatched, type WatchedWorld } from '../../support/watched-world.ts';
import { buildWorld, runBatch, storedAlerts, storedResult, type World } from '../../support/world.ts';

const before = { ...customersContract, drift: { minEffect: 0.15 }, reference: { rolling: 4 } };

/** As S3 has it: stored, then announced. */
async function upload(world: World, key: string, content: string) {
  const { versionId } = world.inbox.put(key, content);
  await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
}

const putContract = (world: World, contract: object) =>
  upload(world, 'contracts/customers.json', JSON.stringify(contract));

let seed = 500;

function runDay(world: World, older = 0) {
  world.pass(24 * 3600 * 1000);
  seed += 1;
  return runBatch(world, `batches/customers/${seed}.csv`, customersCsv({ rows: 1000, seed, older }));
}

/** Worlds that were built once, by how much older their batches are: each test has a copy. */
const built = new Map<number, Promise<World>>();

/** A model with a reference, after three batches so much older than it. */
async function buildRunning(older = 0): Promise<WatchedWorld> {
  const running = built.get(older) ?? runThreeDays(older);
  built.set(older, running);
  return copyWatched(await running);
}

async function runThreeDays(older: number): Promise<World> {
  const world = buildWorld();
  await putContract(world, before);
  await upload(world, 'references/customers/a.csv', customersCsv({ rows: 3000, seed: 1 }));
  for (let day = 0; day < 3; day++) await runDay(world, older);
  return world;
}

function referencesOf({ results }: World): readonly string[] {
  const made = /^references\/customers\/[0-9a-f]+\.json\.gz$/;
  return results.objects().flatMap(({ key }) => (made.test(key) ? [key] : []));
}

/** What must hold whatever is changed but rows. */
async function expectSameReference(world: WatchedWorld, references: readonly string[]) {
  const { reference, drift } = await runDay(world);
  expect(world.read).toEqual([]);
  expect(referencesOf(world)).toEqual(references);
  expect(references).toEqual([resultsKeys.reference('customers', reference?.version ?? '')]);
  return drift;
}

describe('a contract of which only the rest is changed', () => {
  // Everything that was changed in a contract had the reference built anew, and began the window of batches before anew:
  // whoever muted a model for a day was without its rolling comparison for the next batches.
  test.each([
    ['a mute', { alerts: { muteUntil: '2026-11-21' } }],
    ['a reminder', { alerts: { reminderDays: [2] } }],
    ['a cadence', { cadence: { every: '1d' } }],
    ['a threshold of the model', { drift: { alpha: 0.02, minEffect: 0.2, criticalShare: 0.6 } }],
    ['a limit of whole files', { batch: { minRows: 10, maxRows: 5000, maxRejectedShare: 0.2 } }],
    ['a column that may be left out', { columns: withAge({ required: false, maxMissingShare: 0.4 }) }],
    ['a mark', { columns: withAge({ critical: true }) }],
    [
      'a threshold of a column',
      { columns: withAge({ drift: { minEffect: 0.3, alpha: 0.02, method: 'psi' } }) },
    ],
  ])('by %s keeps its reference, and the batches before', async (_, change) => {
    const world = await buildRunning();
    const references = referencesOf(world);

    await putContract(world, { ...before, ...change });

    expect((await expectSameReference(world, references)).rolling).toMatchObject({
      batches: 3,
      status: 'stable',
    });
  });

  test('has its threshold hold for the next batch', async () => {
    const world = await buildRunning();
    const drifts = [await runDay(world, 14)];

    const ignored = { pairs: { ignore: true }, multivariate: { ignore: true } };
    await putContract(world, { ...before, drift: { minEffect: 0.9, ...ignored } });
    drifts.push(await runDay(world, 14));

    expect(drifts.map(({ drift }) => drift.status)).toEqual(['drifted', 'stable']);
    expect(new Set(drifts.map(({ contract }) => contract.version)).size).toBe(2);
    expect(new Set(drifts.map(({ reference }) => reference?.version)).size).toBe(1);
  });

  test('has its mute hold for the next batch', async () => {
    const world = await buildRunning();
    await putContract(world, { ...before, alerts: { muteUntil: '2026-12-01' } });

    const { drift, alerts } = await runDay(world, 14);

    expect(drift.status).toBe('drifted');
    expect(alerts).toEqual([]);
    expect(storedAlerts(world)).toEqual([]);
  });

  test('has its reminders hold for the next batch, in an incident that is open', async () => {
    const world = await buildRunning(14);
    const told = storedAlerts(world).length;
    await putContract(world, { ...before, alerts: { reminderDays: [3] } });

    await runDay(world, 14);

    expect(told).toBe(2);
    expect(storedAlerts(world)).toHaveLength(3);
  });

  test('has the length of its window hold for the next batch', async () => {
    const world = await buildRunning();
    await putContract(world, { ...before, reference: { rolling: 2 } });

    const { drift } = await runDay(world);

    expect(drift.rolling).toMatchObject({ asked: 2, batches: 2 });
  });

  test('keeps a reference whose file is no longer in the inbox', async () => {
    const world = await buildRunning();
    const references = referencesOf(world);
    world.inbox.remove('references/customers/a.csv');

    await putContract(world, { ...before, alerts: { muteUntil: '2026-11-21' } });

    expect((await expectSameReference(world, references)).rolling).toMatchObject({ batches: 3 });
  });

  test('judges a batch that was checked before by what was in force then, however often', async () => {
    const world = await buildRunning();
    const key = 'batches/customers/in-flight.csv';
    const { versionId } = world.inbox.put(key, customersCsv({ rows: 1000, seed: 7, older: 14 }));
    const object = { bucket: 'inbox', key, versionId };
    await validateBatch(object, world.services);

    await putContract(world, { ...before, drift: { minEffect: 0.9 }, alerts: { muteUntil: '2026-12-01' } });
    const profiled = resultsKeys.profiledBatch('customers', objectId(object));
    await detectDrift({ bucket: 'results', key: profiled, versionId: 'null' }, world.services);

    const result = await storedResult(world, resultsKeys.result('customers', objectId(object)));
    expect(result.drift.status).toBe('drifted');
    expect(storedAlerts(world).map(({ kind }) => kind)).toEqual(['drift']);
  });
});

describe('a contract that says something else of rows', () => {
  test.each([
    ['a range', { columns: withAge({ max: 130 }) }],
    ['a missing token', { missingTokens: ['', 'unknown'] }],
    ['what is left out of drift', { columns: withAge({ drift: { ignore: true } }) }],
  ])('by %s has a reference of its own, and a window that begins anew', async (_, change) => {
    const world = await buildRunning();
    const references = referencesOf(world);

    await putContract(world, { ...before, ...change });
    const { drift } = await runDay(world);

    expect(new Set(world.read)).toEqual(new Set(['references/customers/a.csv']));
    expect(referencesOf(world)).toHaveLength(references.length + 1);
    expect(drift.rolling).toMatchObject({ batches: 0, status: 'inconclusive' });
  });

  test('finds the reference and the batches of before where it is changed back', async () => {
    const world = await buildRunning();
    await putContract(world, { ...before, columns: withAge({ max: 130 }) });
    await runDay(world);
    world.read.length = 0;

    await putContract(world, { ...before, alerts: { muteUntil: '2026-11-21' } });
    const { drift } = await runDay(world);

    expect(world.read).toEqual([]);
    expect(drift.rolling).toMatchObject({ batches: 3 });
  });
});

describe('a contract that was inferred', () => {
  test('and is uploaded again with a mute alone keeps its reference, until it says something else of rows', async () => {
    const world = buildWatched();
    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 3000, seed: 1 }));
    const drafted = await runDay(world);
    const text = await world.results.read(
      resultsKeys.inferredContract('customers', drafted.contract.version),
    );
    const contract = JSON.parse(new TextDecoder().decode(text?.bytes));
    world.read.length = 0;

    await putContract(world, { ...contract, alerts: { muteUntil: '2026-12-01' } });
    const muted = await runDay(world, 14);
    const readForMute = [...world.read];
    await putContract(world, { ...contract, missingTokens: ['', 'none'] });
    const other = await runDay(world);

    expect(readForMute).toEqual([]);
    expect(muted).toMatchObject({
      contract: { source: 'uploaded' },
      reference: drafted.reference,
      alerts: [],
    });
    expect(muted.drift.status).toBe('drifted');
    expect(other.reference?.version).not.toBe(drafted.reference?.version);
  });

  test('is in force again when the uploaded one is removed', async () => {
    const world = buildWatched();
    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 3000, seed: 1 }));
    const drafted = await runDay(world);
    await putContract(world, before);
    await runDay(world);
    world.read.length = 0;

    world.inbox.remove('contracts/customers.json');
    const again = await runDay(world);

    expect(world.read).toEqual([]);
    expect(again).toMatchObject({ contract: drafted.contract, reference: drafted.reference });
  });
});

test('contracts that say the same of rows make the same yardstick and profile', async () => {
  const bytes = new TextEncoder().encode(everySettingRows(400, 1));
  const read = async (document: object) =>
    readReferenceRows(
      await openBatch({ key: 'references/model/a.jsonl', source: memorySource(bytes) }),
      contractSchema.parse(document),
    );

  const [one, other] = [await read(everySetting), await read(otherLimitsAndRest)];

  expect(one).toMatchObject({
    status: 'usable',
    profile: { rows: { read: 400, accepted: 380 } },
    yardstick: { segments: { segments: [{}, {}, {}] } },
  });
  expect(other).toEqual(one);
});

function withAge(settings: object) {
  return customersContract.columns.map((column) =>
    column.name === 'age' ? { ...column, ...settings } : column,
  );
}
