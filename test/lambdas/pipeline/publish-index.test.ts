import { expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { publishIndex } from '../../../lambdas/pipeline/publish-index.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch } from '../../support/world.ts';

test('a batch reads the summaries of other models once a minute, and the clock does the rest', async () => {
  const world = buildWorld();
  const csv = customersCsv({ rows: 30, seed: 1 });
  for (const model of ['a', 'b', 'c']) {
    world.inbox.put(`contracts/${model}.json`, JSON.stringify(customersContract));
    await runBatch(world, `batches/${model}/first.csv`, csv);
  }
  const shown = async () => {
    const stored = await world.results.read(resultsKeys.modelIndex);
    return Array.from(
      new TextDecoder().decode(stored?.bytes).matchAll(/href="(\w)\/index.html"/g),
      ([, one]) => one,
    );
  };
  const written = async () => (await world.results.read(resultsKeys.modelIndex))?.versionId;
  expect((await shown()).toSorted()).toEqual(['a', 'b', 'c']);
  const before = await written();

  world.pass(30_000);
  await runBatch(world, 'batches/a/second.csv', csv);
  expect(await written()).toBe(before);
  world.pass(31_000);
  await runBatch(world, 'batches/b/second.csv', csv);
  expect(await written()).not.toBe(before);

  world.pass(1000);
  await runBatch(world, 'batches/c/second.csv', csv);
  const behind = await written();
  await publishIndex(world.services);
  expect(await written()).not.toBe(behind);
  const current = await written();
  world.pass(1000);
  await publishIndex(world.services);
  expect(await written()).toBe(current);
});
