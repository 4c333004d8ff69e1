import { describe, expect, test } from '@jest/globals';
import { incidentsSchema } from '../../../lambdas/core/incidents/incident-schema.ts';
import { historyRecordSchema } from '../../../lambdas/core/report/history/history-record.ts';
import { modelSummarySchema } from '../../../lambdas/core/report/history/model-summary.ts';
import { memoryStore } from '../../../lambdas/files/memory-store.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { decodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import type { ObjectStore } from '../../../lambdas/pipeline/ports.ts';
import { validateBatch } from '../../../lambdas/pipeline/validate-batch.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const key = resultsKeys.incidents('customers');
const drifted = customersCsv({ rows: 2000, seed: 3, older: 9 });
const clean = customersCsv({ rows: 2000, seed: 4 });

function customersWorld(overrides: Parameters<typeof buildWorld>[0] = {}, alerts = {}): World {
  const world = buildWorld(overrides);
  const contract = { ...customersContract, drift: { minEffect: 0.15 }, alerts, reference: { learnFrom: 0 } };
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
  world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 4000, seed: 1 }));
  return world;
}

/** Checks batches without having them compared yet. @returns their profiles */
async function profilesOf(world: World, contents: readonly string[]) {
  for (const [index, content] of contents.entries()) {
    const name = `batches/customers/b${index}.csv`;
    const { versionId } = world.inbox.put(name, content);
    await validateBatch({ bucket: 'inbox', key: name, versionId }, world.services);
    world.pass(1000);
  }
  const profiles = world.results.objects().filter((object) => object.key.endsWith('.batch.json.gz'));
  return profiles.map((object) => ({ bucket: 'results', key: object.key, versionId: 'null' }));
}

async function incidentsOf({ results }: World) {
  const stored = await results.read(key);
  return stored && decodeJson(incidentsSchema, key, stored.bytes);
}

function statuses(world: World) {
  return storedAlerts(world).map(({ incident }) => incident?.status);
}

test('a drift that goes on is told once, and its end', async () => {
  const world = customersWorld();

  const results = [];
  for (const [index, content] of [drifted, drifted, clean, clean].entries()) {
    results.push(await runBatch(world, `batches/customers/d${index}.csv`, content));
    world.pass(3_600_000);
  }

  expect(results.map(({ batch, alerts }) => alerts.map((id) => id === batch.id))).toEqual([
    [true],
    [],
    [true],
    [],
  ]);
  expect(storedAlerts(world)).toMatchObject([
    { kind: 'drift', severity: 'critical', incident: { status: 'opened', batches: 1 } },
    {
      kind: 'recovered',
      severity: 'info',
      incident: { status: 'recovered', batches: 2, severity: 'critical' },
    },
  ]);
});

// Of batches of one second the pages knew only the names: the index and the page of the model could name another one as the
// last than the one that the incidents had ended with.
test('the pages and the history have batches of one second in the order of the incidents', async () => {
  const world = customersWorld();
  await runBatch(world, 'batches/customers/z.csv', drifted);
  const last = await runBatch(world, 'batches/customers/a.csv', clean);

  const stored = (prefix: string) =>
    world.results.objects().filter((object) => object.key.startsWith(prefix));
  const turns = stored('history/').map((one) => decodeJson(historyRecordSchema, one.key, one.bytes));
  const [summary] = stored(resultsKeys.modelSummary('customers'));
  expect(Object.fromEntries(turns.map(({ key, turn }) => [key, turn]))).toEqual({
    'batches/customers/z.csv': 1,
    'batches/customers/a.csv': 2,
  });
  expect(summary && decodeJson(modelSummarySchema, summary.key, summary.bytes)).toMatchObject({
    newest: { batchId: last.batch.id, receivedAt: turns[0]?.receivedAt },
    open: [],
  });
});

test('the rules of the contract hold, also for a batch that is rejected', async () => {
  const world = customersWorld({}, { muteUntil: '2027-01-01' });

  await runBatch(world, 'batches/customers/a.csv', drifted);
  await runBatch(world, 'batches/customers/b.csv', 'id,age\n1,40\n');

  expect(storedAlerts(world)).toEqual([]);
});

describe('batches at once', () => {
  test('open one incident, and each is counted', async () => {
    const world = customersWorld();
    const profiles = await profilesOf(
      world,
      Array.from({ length: 8 }, () => drifted),
    );

    await Promise.all([...profiles, ...profiles].map((profile) => detectDrift(profile, world.services)));

    expect(statuses(world)).toEqual(['opened']);
    expect((await incidentsOf(world))?.heard.drift?.batches).toBe(8);
  });
});

describe('a crash', () => {
  test.each(['results/', 'alerts/', 'reports/'])(
    'at writing %s loses no alert and doubles none when the batch comes again',
    async (prefix) => {
      const faulty = crashOnce(prefix);
      const world = customersWorld({ results: faulty.store });
      const inMemory: World = { ...world, results: faulty.memory };
      const profiles = await profilesOf(inMemory, [drifted, drifted]);

      faulty.arm();
      await expect(detectDrift(profiles[0]!, world.services)).rejects.toThrow('crash');
      await detectDrift(profiles[1]!, world.services);
      await detectDrift(profiles[0]!, world.services);

      expect(storedAlerts(inMemory)).toMatchObject([{ incident: { status: 'opened', batches: 1 } }]);
      expect((await incidentsOf(inMemory))?.batches.map(({ news }) => news.length)).toEqual([1, 0]);
    },
  );

  test('after a swap whose answer was lost finds the decision', async () => {
    const memory = memoryStore('results', () => new Date('2026-11-20T06:00:00Z'));
    let isLost = false;
    const create: ObjectStore['create'] = async (name, bytes) => {
      const outcome = await memory.create(name, bytes);
      if (name !== key || isLost) return outcome;
      isLost = true;
      return 'exists';
    };
    const world = customersWorld({ results: { ...memory, create } });

    const [profile] = await profilesOf({ ...world, results: memory }, [drifted]);
    await detectDrift(profile!, world.services);

    expect(isLost).toBe(true);
    expect(statuses({ ...world, results: memory })).toEqual(['opened']);
  });
});

test('incidents that others change all the time send the message back to its queue', async () => {
  const memory = memoryStore('results', () => new Date('2026-11-20T06:00:00Z'));
  const create: ObjectStore['create'] = async (name, bytes) =>
    name === key ? 'exists' : memory.create(name, bytes);
  const world = customersWorld({ results: { ...memory, create } });

  const [profile] = await profilesOf({ ...world, results: memory }, [drifted]);

  await expect(detectDrift(profile!, world.services)).rejects.toThrow(/changed by others 20 times/);
});

/** A store whose next write below a prefix fails once it is armed. */
function crashOnce(prefix: string) {
  const memory = memoryStore('results', () => new Date('2026-11-20T06:00:00Z'));
  let isArmed = false;
  const create: ObjectStore['create'] = async (name, bytes) => {
    if (isArmed && name.startsWith(prefix)) {
      isArmed = false;
      throw new Error('crash');
    }
    return memory.create(name, bytes);
  };
  const arm = () => {
    isArmed = true;
  };
  return { memory, store: { ...memory, create }, arm };
}
