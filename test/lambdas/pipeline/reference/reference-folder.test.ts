import { describe, expect, test } from '@jest/globals';
import { receiveReference } from '../../../../lambdas/pipeline/receive-reference.ts';
import { readReferencePointer } from '../../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../../support/world.ts';

const halves = { 'part-00000.csv': 1, 'part-00001.csv': 2 } as const;

async function upload(world: World, key: string, content: string) {
  const { versionId } = world.inbox.put(key, content);
  await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
}

/** Two parts of 500 rows, closed. */
async function uploadFolder(world: World, folder: string, older = 0) {
  for (const [name, seed] of Object.entries(halves))
    await upload(world, `${folder}${name}`, customersCsv({ rows: 500, seed, older }));
  await upload(world, `${folder}_SUCCESS`, '');
}

async function sourceOf({ results }: World, season?: 'december') {
  return (await readReferencePointer(results, 'customers', season))?.pointer.source.key;
}

describe('a reference in a folder of parts', () => {
  test.each(['references/customers/', 'references/customers/2026/', 'references/customers/a/b/'])(
    '%s is one when it is closed, also where its contract is inferred',
    async (folder) => {
      const world = buildWorld();

      await upload(world, `${folder}part-00000.csv`, customersCsv({ rows: 500, seed: 1 }));
      const before = await sourceOf(world);
      await uploadFolder(world, folder);
      const { reference } = await runBatch(
        world,
        'batches/customers/a.csv',
        customersCsv({ rows: 900, seed: 3 }),
      );

      expect(before).toBeUndefined();
      expect(await sourceOf(world)).toBe(`${folder}_SUCCESS`);
      expect(reference).toMatchObject({ rows: 1000 });
    },
  );

  test('may be that of a month: its first folder says so, not that of its parts', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(customersContract));

    await uploadFolder(world, 'references/customers/2026/');
    world.pass(1000);
    await uploadFolder(world, 'references/customers/month=12/v2/');

    expect(await sourceOf(world)).toBe('references/customers/2026/_SUCCESS');
    expect(await sourceOf(world, 'december')).toBe('references/customers/month=12/v2/_SUCCESS');
  });

  test('is built on demand from what lay in it, when it is the newest', async () => {
    const world = buildWorld();
    world.inbox.put('references/customers/old.csv', customersCsv({ rows: 300, seed: 1 }));
    world.pass(1000);
    world.inbox.put('references/customers/new/part-0.csv', customersCsv({ rows: 400, seed: 1 }));
    world.inbox.put('references/customers/new/_SUCCESS', '');
    world.pass(1000);
    world.inbox.put('references/customers/open/part-0.csv', customersCsv({ rows: 500, seed: 1 }));
    world.inbox.put('references/customers/_SUCCESS', '');

    const { reference } = await runBatch(
      world,
      'batches/customers/a.csv',
      customersCsv({ rows: 900, seed: 3 }),
    );

    expect(reference?.rows).toBe(400);
  });

  test('is another one when a part is, though what closes it is the same', async () => {
    const world = buildWorld();
    await uploadFolder(world, 'references/customers/r/');
    const before = await readReferencePointer(world.results, 'customers');
    world.pass(1000);

    await uploadFolder(world, 'references/customers/r/', 14);

    const after = await readReferencePointer(world.results, 'customers');
    expect(after?.pointer.version).not.toBe(before?.pointer.version);
  });

  test('without a part can not be used, and is told', async () => {
    const world = buildWorld();

    await upload(world, 'references/customers/r/_SUCCESS', '');

    expect(storedAlerts(world)).toMatchObject([{ kind: 'reference-unusable' }]);
    expect(await sourceOf(world)).toBeUndefined();
  });

  test('tells of a part that comes after it was closed', async () => {
    const world = buildWorld();
    await uploadFolder(world, 'references/customers/r/');
    world.pass(60_000);

    await upload(world, 'references/customers/r/part-00002.csv', 'id\n1\n');

    expect(storedAlerts(world)).toContainEqual(
      expect.objectContaining({
        kind: 'unrecognised-upload',
        fact: expect.stringMatching(/part-00002\.csv$/),
      }),
    );
  });
});
