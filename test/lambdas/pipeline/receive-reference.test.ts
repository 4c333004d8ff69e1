import { describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import {
  readReference,
  readReferencePointer,
} from '../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, storedAlerts, type World } from '../../support/world.ts';

async function upload(world: World, key: string, content: string) {
  const { versionId } = world.inbox.put(key, content);
  await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
}

describe('a reference', () => {
  test('is built, and becomes the current one', async () => {
    const world = buildWorld();

    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));

    const current = await readReferencePointer(world.results, 'customers');
    expect(current?.pointer.source.key).toBe('references/customers/a.csv');
    expect(
      await world.results.read(resultsKeys.reference('customers', current?.pointer.version ?? '')),
    ).toBeDefined();
  });

  test('announced twice is built once', async () => {
    const world = buildWorld();
    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));
    const before = world.results.objects().map(({ key }) => key);

    await receiveReference(
      { bucket: 'inbox', key: 'references/customers/a.csv', versionId: 'v1' },
      world.services,
    );

    expect(world.results.objects().map(({ key }) => key)).toEqual(before);
  });

  test('whose event comes after that of a newer one does not take its place', async () => {
    const world = buildWorld();
    const older = world.inbox.put('references/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));
    world.pass(1000);
    await upload(world, 'references/customers/b.csv', customersCsv({ rows: 200, seed: 2 }));

    await receiveReference({ bucket: 'inbox', key: older.key, versionId: older.versionId }, world.services);

    const current = await readReferencePointer(world.results, 'customers');
    expect(current?.pointer.source.key).toBe('references/customers/b.csv');
  });

  test.each([
    ['empty', ''],
    ['without a row', 'id,age,plan,active\n'],
    ['without a column of the contract', 'id,age\n1,40\n'],
    ['that mostly breaks the contract', 'id,age,plan,active\n1,x,free,true\n'],
  ])('%s is told to people and leaves the one before in force', async (_, content) => {
    const world = buildWorld();
    await upload(world, 'contracts/customers.json', JSON.stringify(customersContract));
    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));
    const before = await readReferencePointer(world.results, 'customers');

    await upload(world, 'references/customers/b.csv', content);

    expect(storedAlerts(world)).toMatchObject([{ kind: 'reference-unusable', severity: 'warning' }]);
    expect(await readReferencePointer(world.results, 'customers')).toEqual(before);
  });

  test('that was deleted before it was read is no failure', async () => {
    const world = buildWorld();

    await receiveReference(
      { bucket: 'inbox', key: 'references/customers/a.csv', versionId: 'v1' },
      world.services,
    );

    expect(world.results.objects()).toEqual([]);
    expect(world.logged).toEqual(['reference-deleted']);
  });

  test('whose key names no model is told to people', async () => {
    const world = buildWorld();

    await upload(world, 'references/a.csv', 'a\n1\n');

    expect(storedAlerts(world)).toMatchObject([{ kind: 'unrecognised-upload' }]);
  });

  test('as a folder marker is acknowledged', async () => {
    const world = buildWorld();

    await upload(world, 'references/customers/', '');

    expect(world.results.objects()).toEqual([]);
  });
});

describe('a contract', () => {
  test('that is malformed is told at once, with every problem', async () => {
    const world = buildWorld();

    await upload(world, 'contracts/customers.json', '{"schemaVersion": 2, "columns": []}');

    const [alert] = storedAlerts(world);
    expect(alert).toMatchObject({ kind: 'contract-invalid', model: 'customers' });
    expect(alert?.findings).toHaveLength(2);
  });

  test('whose pattern is not taken is told at once, with the reason', async () => {
    const world = buildWorld();
    const columns = [{ name: 'id', kind: 'text', pattern: '(.)\\1' }];

    await upload(world, 'contracts/customers.json', JSON.stringify({ schemaVersion: 1, columns }));

    const [alert] = storedAlerts(world);
    expect(alert).toMatchObject({ kind: 'contract-invalid', model: 'customers' });
    expect(JSON.stringify(alert?.findings)).toContain('no look-around and no back-references');
  });

  test('that comes after the reference has it built anew', async () => {
    const world = buildWorld();
    await upload(world, 'references/customers/a.csv', customersCsv({ rows: 200, seed: 1 }));

    await upload(world, 'contracts/customers.json', JSON.stringify(customersContract));

    const current = await readReferencePointer(world.results, 'customers');
    const built = await readReference(world.results, 'customers', current?.pointer.version ?? '');
    expect(built).toMatchObject({ status: 'read', artefact: { contract: { source: 'uploaded' } } });
  });
});
