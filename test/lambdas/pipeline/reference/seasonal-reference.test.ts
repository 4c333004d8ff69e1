import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../../lambdas/keys.ts';
import { receiveReference } from '../../../../lambdas/pipeline/receive-reference.ts';
import { readReferencePointer } from '../../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../../support/world.ts';

const byMonth = { ...customersContract, drift: { minEffect: 0.15 }, reference: { season: 'month' } };
const younger = customersCsv({ rows: 2000, seed: 1 });
const older = customersCsv({ rows: 2000, seed: 2, older: 14 });

/** A model whose customers are older in December. */
function buildSeasons(contract: object = byMonth): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
  world.inbox.put('references/customers/all.csv', younger);
  world.inbox.put('references/customers/month=december/2025.csv', older);
  return world;
}

async function announce(world: World, key: string, content: string) {
  const { versionId } = world.inbox.put(key, content);
  await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
}

describe('a reference of a season', () => {
  test.each([
    ['2026-12-05.csv', 'december', 'stable'],
    ['2026-11-05.csv', undefined, 'drifted'],
  ] as const)('is what %s is compared with: that of %s', async (file, season, status) => {
    const batch = customersCsv({ rows: 1000, seed: 3, older: 14 });

    const { reference, drift } = await runBatch(buildSeasons(), `batches/customers/${file}`, batch);

    expect(reference?.season).toBe(season);
    expect(reference?.standsInFor).toBe(season === undefined ? 'november' : undefined);
    expect(drift.status).toBe(status);
  });

  test('is replaced by the default one where there is none, and the result says so', async () => {
    const { reference, batch } = await runBatch(
      buildSeasons(),
      'batches/customers/2026-05-05.csv',
      customersCsv({ rows: 1000, seed: 3 }),
    );

    expect(reference).not.toHaveProperty('season');
    expect(reference).toHaveProperty('standsInFor', 'may');
    expect(batch.notes).toContain('no reference of May can be used: compared with the default one');
  });

  test('that is missing together with the default one leaves drift skipped, with the reason', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(byMonth));
    world.inbox.put('references/customers/month=december/2025.csv', older);

    const { drift } = await runBatch(world, 'batches/customers/2026-05-05.csv', younger);

    expect(drift).toMatchObject({
      status: 'skipped',
      reason:
        'the model has neither a reference of May nor a default one yet: the batch is judged again when one comes',
    });
  });

  test('is not used without a contract that chooses it', async () => {
    const { reference, batch } = await runBatch(
      buildSeasons(customersContract),
      'batches/customers/2026-12-05.csv',
      older,
    );

    expect(reference).not.toHaveProperty('season');
    expect(reference).not.toHaveProperty('standsInFor');
    expect(batch.notes ?? []).toEqual([]);
  });

  test('never takes the place of the default one, nor that of another season', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(byMonth));
    await announce(world, 'references/customers/all.csv', younger);
    world.pass(1000);
    await announce(world, 'references/customers/december/2025.csv', older);

    const sources = await Promise.all(
      ([undefined, 'december', 'may'] as const).map(
        async (season) =>
          (await readReferencePointer(world.results, 'customers', season))?.pointer.source.key,
      ),
    );

    expect(sources).toEqual([
      'references/customers/all.csv',
      'references/customers/december/2025.csv',
      undefined,
    ]);
  });

  test('has no contract inferred from it, and waits for one', async () => {
    const world = buildWorld();

    await announce(world, 'references/customers/month=12/2025.csv', older);
    const before = world.results.objects();
    world.inbox.put('contracts/customers.json', JSON.stringify(byMonth));
    const { reference } = await runBatch(world, 'batches/customers/2026-12-05.csv', older);

    expect(before).toEqual([]);
    expect(reference).toMatchObject({ season: 'december' });
  });

  test('that can not be used is told, and the one before it stays in force', async () => {
    const world = buildSeasons();
    world.pass(1000);
    world.inbox.put('references/customers/month=december/2026.csv', 'id,age\n1,40\n');

    const { reference, batch } = await runBatch(world, 'batches/customers/2026-12-05.csv', younger);

    expect(reference).toMatchObject({ season: 'december' });
    expect(batch).not.toHaveProperty('notes.0');
    expect(storedAlerts(world)).toContainEqual(expect.objectContaining({ kind: 'reference-unusable' }));
  });

  test('that can not be used is told, and where there was none before the default one has to do', async () => {
    const world = buildSeasons();
    world.inbox.put('references/customers/month=december/2025.csv', 'id,age\n1,40\n');

    const { reference, batch } = await runBatch(world, 'batches/customers/2026-12-05.csv', younger);

    expect(reference).not.toHaveProperty('season');
    expect(batch.notes).toHaveLength(1);
    expect(storedAlerts(world)).toContainEqual(expect.objectContaining({ kind: 'reference-unusable' }));
  });

  test('of no month is told with the names that there are, and changes nothing', async () => {
    const world = buildWorld();

    await announce(world, 'references/customers/month=decembr/2025.csv', older);
    const { validation } = await runBatch(world, 'batches/customers/a.csv', older);

    const [alert] = storedAlerts(world);
    expect(alert).toMatchObject({ kind: 'unrecognised-upload', severity: 'warning', model: 'customers' });
    expect(alert?.nextSteps[0]).toMatch(
      /inbox\/references\/customers\/month=december\/: .* january, february/,
    );
    expect(validation.reasons).toMatchObject([{ code: 'no-contract' }]);
  });

  test('by weekday goes by the day of arrival where the key has no date', async () => {
    const world = buildSeasons({ ...byMonth, reference: { season: 'weekday', timeZone: 'Asia/Tokyo' } });
    world.inbox.put('references/customers/weekday=saturday/a.csv', older);
    // Friday, 20 November, six in the morning in UTC.
    world.pass(10 * 3600 * 1000);

    const { reference } = await runBatch(world, 'batches/customers/latest.csv', older);

    expect(reference).toMatchObject({ season: 'saturday' });
  });
});

describe('a reference of another schema version', () => {
  async function rewrite({ results }: World, change: (artefact: object) => object): Promise<void> {
    const current = await readReferencePointer(results, 'customers');
    const key = resultsKeys.reference('customers', current?.pointer.version ?? '');
    const stored = await results.read(key);
    const artefact = JSON.parse(gunzipSync(stored!.bytes).toString());
    results.put(key, gzipSync(JSON.stringify(change(artefact))));
  }

  test('leaves drift skipped, with what to do, where a batch was profiled on it', async () => {
    const world = buildSeasons();
    await announce(world, 'references/customers/all.csv', younger);
    await rewrite(world, () => ({ schemaVersion: 2, made: 'by another Plumbline' }));

    const { drift, validation } = await runBatch(world, 'batches/customers/2026-05-05.csv', younger);

    expect(validation.status).toBe('accepted');
    expect(drift).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/another version of/) });
    expect(world.logged).toContain('reference-not-readable');
  });

  test('is one thing; one that does not read as a reference is a fault', async () => {
    const world = buildSeasons();
    await announce(world, 'references/customers/all.csv', younger);
    await rewrite(world, (artefact) => ({ ...artefact, yardstick: 'none' }));

    await expect(runBatch(world, 'batches/customers/2026-05-05.csv', younger)).rejects.toThrow(/yardstick/);
  });
});

test('a column that an old reference lacks is never called stable', async () => {
  const world = buildWorld();
  const [, ...columns] = customersContract.columns;
  const contract = {
    ...customersContract,
    columns: [...columns, { name: 'income', kind: 'numeric', required: false }],
  };
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
  world.inbox.put('references/customers/all.csv', younger);
  const [header, ...rows] = younger.trimEnd().split('\n');
  const withIncome = [`${header},income`, ...rows.map((row, index) => `${row},${index}`), ''].join('\n');

  const { drift } = await runBatch(world, 'batches/customers/a.csv', withIncome);

  const income = drift.features.find(({ name }) => name === 'income');
  expect(income).toMatchObject({
    verdict: { status: 'inconclusive', reason: 'the reference has no value' },
    notCompared: 'the reference has no value',
  });
  expect(drift.reason).toMatch(/; the values of 1 column cannot be compared$/);
});
