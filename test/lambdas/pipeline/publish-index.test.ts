import { expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { publishIndex, publishIndexInTurn } from '../../../lambdas/pipeline/publish-index.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, type World } from '../../support/world.ts';

const csv = customersCsv({ rows: 30, seed: 1 });

/** A world in which each of these models has had a batch, and the page of all models shows them. */
async function worldOf(models: readonly string[]): Promise<World> {
  const world = buildWorld();
  for (const model of models) {
    world.inbox.put(`contracts/${model}.json`, JSON.stringify(customersContract));
    await runBatch(world, `batches/${model}/first.csv`, csv);
  }
  await publishIndex(world.services);
  world.pass(60_000);
  return world;
}

async function shown({ results }: World): Promise<readonly (string | undefined)[]> {
  const stored = await results.read(resultsKeys.modelIndex);
  const text = new TextDecoder().decode(stored?.bytes);
  return Array.from(text.matchAll(/href="(\w)\/index.html"/g), ([, one]) => one).toSorted();
}

async function versionOf({ results }: World): Promise<string | undefined> {
  return (await results.read(resultsKeys.modelIndex))?.versionId;
}

test('a batch brings the page of all models up to date once a minute, and the clock does the rest', async () => {
  const world = await worldOf(['a', 'b', 'c']);
  expect(await shown(world)).toEqual(['a', 'b', 'c']);

  const before = await versionOf(world);
  await runBatch(world, 'batches/a/second.csv', csv);
  const first = await versionOf(world);
  expect(first).not.toBe(before);
  world.pass(59_000);
  await runBatch(world, 'batches/b/second.csv', csv);
  expect(await versionOf(world)).toBe(first);
  world.pass(1000);
  await runBatch(world, 'batches/c/second.csv', csv);
  const second = await versionOf(world);
  expect(second).not.toBe(first);

  world.pass(1000);
  await runBatch(world, 'batches/a/third.csv', csv);
  expect(await versionOf(world)).toBe(second);
  await publishIndex(world.services);
  const current = await versionOf(world);
  expect(current).not.toBe(second);
  world.pass(1000);
  await publishIndex(world.services);
  expect(await versionOf(world)).toBe(current);
});

// All batches of a full hour found the page older than a minute, and each read the summary of every model: at 100 models 191 reads a batch.
test('of batches that come at once one alone reads the summaries of all models', async () => {
  const world = await worldOf(['a', 'b', 'c']);
  let read = 0;
  const results = {
    ...world.results,
    read: async (key: string) => {
      if (key.startsWith(resultsKeys.modelSummaries)) read++;
      return world.results.read(key);
    },
  };
  const before = await versionOf(world);
  const causes = Array.from({ length: 20 }, (_, index) => `batch-${index}`);

  await Promise.all(causes.map((cause) => publishIndexInTurn(cause, { ...world.services, results })));

  expect(read).toBe(3);
  // Whoever has the turn, and comes again, does it again.
  for (const cause of causes) await publishIndexInTurn(cause, { ...world.services, results });
  expect(read).toBe(6);
  expect([before, await shown(world)]).toEqual([await versionOf(world), ['a', 'b', 'c']]);
});
