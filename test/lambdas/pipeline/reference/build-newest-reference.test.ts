import { describe, expect, test } from '@jest/globals';
import { receiveReference } from '../../../../lambdas/pipeline/receive-reference.ts';
import { readReferencePointer } from '../../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { buildWatched } from '../../../support/watched-world.ts';
import { runBatch, storedAlerts, type World } from '../../../support/world.ts';

const good = customersCsv({ rows: 300, seed: 1 });
/** Every row breaks the contract, which shows at the end alone. */
const bad = good.replaceAll(/^(\d+),/gm, '$1,x');
const batch = customersCsv({ rows: 300, seed: 2 });

/** @param oldest  the largest age allowed, which none of the rows exceeds */
function putContract(world: World, oldest: number, overrides: object = {}) {
  const columns = customersContract.columns.map((column) =>
    column.name === 'age' ? { ...column, max: oldest } : column,
  );
  world.inbox.put(
    'contracts/customers.json',
    JSON.stringify({ ...customersContract, columns, ...overrides }),
  );
}

function putReference(world: World, name: string, content: string) {
  world.pass(60_000);
  return world.inbox.put(`references/customers/${name}.csv`, content);
}

let batches = 0;
const run = (world: World) => runBatch(world, `batches/customers/${++batches}.csv`, batch);
const told = (world: World) =>
  storedAlerts(world).flatMap(({ kind, places }) => (kind === 'reference-unusable' ? [places[0]?.key] : []));

describe('under a changed contract', () => {
  test('the reference before one that could not be used stays in force', async () => {
    // A contract that was edited took the reference away: the newest upload was tried alone.
    const world = buildWatched();
    putContract(world, 110);
    for (const [name, content] of [
      ['a', good],
      ['b', bad],
    ] as const) {
      const { key, versionId } = putReference(world, name, content);
      await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
    }

    putContract(world, 120);
    const { drift } = await run(world);

    const current = await readReferencePointer(world.results, 'customers');
    expect(drift.status).toBe('stable');
    expect(current?.pointer.source.key).toBe('references/customers/a.csv');
  });

  test('is so at once when the contract arrives', async () => {
    const world = buildWatched();
    putReference(world, 'a', good);
    putReference(world, 'b', bad);
    putContract(world, 120);

    await receiveReference(
      { bucket: 'inbox', key: 'contracts/customers.json', versionId: 'v1' },
      world.services,
    );

    const current = await readReferencePointer(world.results, 'customers');
    expect(current?.pointer.source.key).toBe('references/customers/a.csv');
  });
});

describe('a reference that breaks the contract', () => {
  test('is read once, however many batches come, and told once', async () => {
    const world = buildWatched();
    putContract(world, 120);
    putReference(world, 'a', bad);
    const first = await run(world);
    const before = world.read.length;

    const second = await run(world);

    expect(before).toBeGreaterThan(0);
    expect(world.read).toHaveLength(before);
    expect([first, second].map(({ drift }) => drift.status)).toEqual(['skipped', 'skipped']);
    expect(told(world)).toEqual(['references/customers/a.csv']);
  });

  test('is tried anew when it is uploaded again, or the contract changes', async () => {
    const world = buildWatched();
    putContract(world, 120);
    putReference(world, 'a', bad);
    const reads: number[] = [];
    for (const change of [() => {}, () => putReference(world, 'a', bad), () => putContract(world, 130)]) {
      change();
      await run(world);
      reads.push(world.read.length);
    }

    expect(reads).toEqual([1, 2, 3].map((times) => times * (reads[0] ?? 0)));
  });

  test('is tried anew under other limits of whole files, but not for a threshold or a mute', async () => {
    const world = buildWatched();
    const batchOfOne = customersCsv({ rows: 1, seed: 3 });
    putContract(world, 120, { batch: { minRows: 2 } });
    putReference(world, 'a', batchOfOne);
    await run(world);
    const before = world.read.length;

    const rest = { drift: { minEffect: 0.3 }, alerts: { muteUntil: '2027-01-01' } };
    putContract(world, 120, { batch: { minRows: 2 }, ...rest });
    const refused = await run(world);
    const readForRest = world.read.length - before;
    putContract(world, 120, rest);
    const taken = await run(world);

    expect(readForRest).toBe(0);
    expect(refused.reference).toBeUndefined();
    expect(taken.reference).toMatchObject({ rows: 1 });
    expect(told(world)).toEqual(['references/customers/a.csv']);
  });

  test('alone is told where those before it break it, too', async () => {
    const world = buildWatched();
    putContract(world, 120);
    for (const name of ['a', 'b']) putReference(world, name, bad);

    await run(world);

    expect(new Set(world.read)).toEqual(
      new Set(['references/customers/b.csv', 'references/customers/a.csv']),
    );
    expect(told(world)).toEqual(['references/customers/b.csv']);
  });

  test('is passed over with two more at the most', async () => {
    const world = buildWatched();
    putContract(world, 120);
    putReference(world, 'a', good);
    for (const name of ['b', 'c', 'd']) putReference(world, name, bad);

    const { drift } = await run(world);

    expect(drift.status).toBe('skipped');
    expect(world.read).not.toContain('references/customers/a.csv');
  });

  test('is not taken for one that could not be read to its end, which is read again', async () => {
    const world = buildWatched();
    putContract(world, 120);
    putReference(world, 'a', '');
    await run(world);

    const refusals = world.results.objects().filter(({ key }) => key.includes('/refused-'));

    expect(told(world)).toEqual(['references/customers/a.csv']);
    expect(refusals).toEqual([]);
  });
});
