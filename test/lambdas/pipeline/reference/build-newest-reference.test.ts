import { describe, expect, test } from '@jest/globals';
import type { Services } from '../../../../lambdas/pipeline/ports.ts';
import { receiveReference } from '../../../../lambdas/pipeline/receive-reference.ts';
import { readReferencePointer } from '../../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../../support/world.ts';

const good = customersCsv({ rows: 300, seed: 1 });
/** Every row breaks the contract, which shows at the end alone. */
const bad = good.replaceAll(/^(\d+),/gm, '$1,x');
const batch = customersCsv({ rows: 300, seed: 2 });

interface WatchedWorld extends World {
  /** Keys of references whose bytes were read, in this order. */
  readonly read: string[];
}

function buildWatched(): WatchedWorld {
  const read: string[] = [];
  const world = buildWorld();
  const open: Services['inbox']['open'] = async (key, versionId) => {
    const object = await world.inbox.open(key, versionId);
    if (!object || !key.startsWith('references/')) return object;
    const stream = (from?: number, to?: number) => {
      read.push(key);
      return object.source.stream(from, to);
    };
    return { ...object, source: { ...object.source, stream } };
  };
  return { ...world, services: { ...world.services, inbox: { ...world.inbox, open } }, read };
}

function putContract(world: World, minEffect: number) {
  const contract = { ...customersContract, drift: { minEffect } };
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
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
    putContract(world, 0.1);
    for (const [name, content] of [
      ['a', good],
      ['b', bad],
    ] as const) {
      const { key, versionId } = putReference(world, name, content);
      await receiveReference({ bucket: 'inbox', key, versionId }, world.services);
    }

    putContract(world, 0.2);
    const { drift } = await run(world);

    const current = await readReferencePointer(world.results, 'customers');
    expect(drift.status).toBe('stable');
    expect(current?.pointer.source.key).toBe('references/customers/a.csv');
  });

  test('is so at once when the contract arrives', async () => {
    const world = buildWatched();
    putReference(world, 'a', good);
    putReference(world, 'b', bad);
    putContract(world, 0.2);

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
    putContract(world, 0.2);
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
    putContract(world, 0.2);
    putReference(world, 'a', bad);
    const reads: number[] = [];
    for (const change of [() => {}, () => putReference(world, 'a', bad), () => putContract(world, 0.3)]) {
      change();
      await run(world);
      reads.push(world.read.length);
    }

    expect(reads).toEqual([1, 2, 3].map((times) => times * (reads[0] ?? 0)));
  });

  test('alone is told where those before it break it, too', async () => {
    const world = buildWatched();
    putContract(world, 0.2);
    for (const name of ['a', 'b']) putReference(world, name, bad);

    await run(world);

    expect(new Set(world.read)).toEqual(
      new Set(['references/customers/b.csv', 'references/customers/a.csv']),
    );
    expect(told(world)).toEqual(['references/customers/b.csv']);
  });

  test('is passed over with two more at the most', async () => {
    const world = buildWatched();
    putContract(world, 0.2);
    putReference(world, 'a', good);
    for (const name of ['b', 'c', 'd']) putReference(world, name, bad);

    const { drift } = await run(world);

    expect(drift.status).toBe('skipped');
    expect(world.read).not.toContain('references/customers/a.csv');
  });

  test('is not taken for one that could not be read to its end, which is read again', async () => {
    const world = buildWatched();
    putContract(world, 0.2);
    putReference(world, 'a', '');
    await run(world);

    const refusals = world.results.objects().filter(({ key }) => key.includes('/reference/refused-'));

    expect(told(world)).toEqual(['references/customers/a.csv']);
    expect(refusals).toEqual([]);
  });
});
