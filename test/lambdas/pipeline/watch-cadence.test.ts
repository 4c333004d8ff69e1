import { describe, expect, test } from '@jest/globals';
import { memoryStore } from '../../../lambdas/files/memory-store.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import type { ObjectStore } from '../../../lambdas/pipeline/ports.ts';
import { watchCadence } from '../../../lambdas/pipeline/watch-cadence.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const hourMs = 3_600_000;

/** A world at 06:00 with a model that promises a batch every four hours. */
function promisedWorld(cadence: object | null = { every: '4h' }, overrides = {}): World {
  const world = buildWorld(overrides);
  world.inbox.put(
    'contracts/customers.json',
    JSON.stringify({ ...customersContract, ...(cadence && { cadence }) }),
  );
  return world;
}

function watch(world: World): Promise<void> {
  return watchCadence(world.services.now(), world.services);
}

function told(world: World): readonly string[] {
  return storedAlerts(world).map(({ kind, fact }) => `${kind}: ${fact}`);
}

test('a batch that is late is told once, and once more when it came', async () => {
  const world = promisedWorld();

  await watch(world);
  world.pass(4.5 * hourMs);
  await watch(world);
  await watch(world);
  world.pass(hourMs);
  await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));
  await watch(world);
  await watch(world);

  expect(told(world)).toEqual([
    'recovered: batch arrived after all, 1 h 30 min late',
    'no-batch: no batch, due by 2026-11-20 10:00 UTC',
  ]);
});

test('how long no batch came is measured, where batches are promised and one ever came', async () => {
  const worlds = [promisedWorld(), promisedWorld(), promisedWorld(null)];
  const [, empty] = worlds;
  for (const world of worlds) {
    if (world !== empty)
      await runBatch(world, 'batches/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));
    world.pass(1.5 * hourMs);
    await watch(world);
  }

  const ages = worlds.map(({ measured }) => measured.flatMap((values) => values.HoursSinceBatch ?? []));
  expect(ages).toEqual([[1.5], [], []]);
});

test('a rejected batch has come', async () => {
  const world = promisedWorld();

  world.pass(5 * hourMs);
  await watch(world);
  await runBatch(world, 'batches/customers/a.csv', 'neither,of,them\n1,2,3\n');
  await watch(world);

  const alert = storedAlerts(world).find(({ kind }) => kind === 'recovered');
  expect(alert?.summary).toMatch(/1 h late\. It was rejected, but counts as having arrived/);
});

test('models without a cadence, or without a contract that can be read, are left alone', async () => {
  const world = promisedWorld(null);
  world.inbox.put('contracts/broken.json', '{');
  world.inbox.put('contracts/notes.txt', 'none');

  world.pass(100 * hourMs);
  await watch(world);

  expect(world.results.objects()).toEqual([]);
});

test('runs at the same time tell once', async () => {
  const world = promisedWorld();
  world.pass(5 * hourMs);

  await Promise.all(Array.from({ length: 8 }, () => watch(world)));

  expect(told(world)).toEqual(['no-batch: no batch, due by 2026-11-20 10:00 UTC']);
  expect(world.logged.filter((event) => event === 'alert-stored').length).toBeGreaterThanOrEqual(1);
});

describe('a run that dies', () => {
  test('after it decided to tell is made up for by the next', async () => {
    const results = failing(/^alerts\//, 1);
    const world = promisedWorld({ every: '4h' }, { results });
    world.pass(5 * hourMs);

    await expect(watch(world)).rejects.toThrow('1 of 1 models could not be watched');
    world.pass(hourMs / 4);
    await watch(world);

    const alerts = await Array.fromAsync(results.list('alerts/'), ({ key }) => key);
    expect(alerts).toEqual(['alerts/customers/no-batch-20261120T100000Z.json']);
  });

  test('before it stored that the batch came tells so once', async () => {
    const results = failing(/^cadence\//, 2);
    const world = promisedWorld({ every: '4h' }, { results });
    world.pass(5 * hourMs);
    await watch(world);
    await arrive(results, world.services.now().toISOString());

    await expect(watch(world)).rejects.toThrow();
    await watch(world);
    await watch(world);

    const alerts = await Array.fromAsync(results.list('alerts/'), ({ key }) => key);
    expect(alerts).toEqual([
      'alerts/customers/batch-arrived-20261120T100000Z.json',
      'alerts/customers/no-batch-20261120T100000Z.json',
    ]);
  });
});

test('what was told long ago is not told again, though the alert was deleted for its age', async () => {
  const results = memoryStore('results', () => new Date('2026-11-20T06:00:00Z'));
  const world = promisedWorld({ every: '4h' }, { results });
  await results.create(
    resultsKeys.watchedCadence('customers'),
    new TextEncoder().encode(
      JSON.stringify({
        schemaVersion: 1,
        model: 'customers',
        late: {
          due: '2026-10-01T06:00:00.000Z',
          severity: 'warning',
          decidedAt: '2026-10-01T06:15:00.000Z',
        },
      }),
    ),
  );

  await watch(world);

  expect(results.objects().map(({ key }) => key)).toEqual(['cadence/customers.json']);
});

test('one model that cannot be watched does not keep the others from it', async () => {
  const world = promisedWorld();
  world.inbox.put(
    'contracts/another.json',
    JSON.stringify({ ...customersContract, cadence: { every: '4h' } }),
  );
  await world.results.create('incidents/another.json', new TextEncoder().encode('{'));
  world.pass(5 * hourMs);

  await expect(watch(world)).rejects.toThrow('1 of 2 models could not be watched');

  expect(told(world)).toHaveLength(1);
});

/** Makes the n-th write to some keys fail. */
function failing(keys: RegExp, nth: number): ObjectStore & { list: ObjectStore['list'] } {
  const store = memoryStore('results', () => new Date('2026-11-20T06:00:00Z'));
  let writes = 0;
  const check = (key: string) => {
    if (keys.test(key) && ++writes === nth) throw new Error('gone');
  };
  return {
    ...store,
    async create(key, bytes, options) {
      check(key);
      return store.create(key, bytes, options);
    },
    async replace(key, etag, bytes, options) {
      check(key);
      return store.replace(key, etag, bytes, options);
    },
  };
}

/** A batch as the incidents remember it. */
async function arrive(results: ObjectStore, receivedAt: string): Promise<void> {
  const batch = {
    id: 'a',
    receivedAt,
    turn: 1,
    seen: { rejected: 'absent', drift: 'unknown', quarantine: 'absent' },
    news: [],
  };
  const none = { heard: {}, held: {}, past: [], closed: {}, before: {} };
  const incidents = { schemaVersion: 1, model: 'customers', ...none, turns: 1, batches: [batch] };
  await results.create(
    resultsKeys.incidents('customers'),
    new TextEncoder().encode(JSON.stringify(incidents)),
  );
}
