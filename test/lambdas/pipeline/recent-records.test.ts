import { describe, expect, test } from '@jest/globals';
import { historyRecord } from '../../../lambdas/core/report/history/history-record.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { encodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { mostRecent, readRecent, rememberRecord } from '../../../lambdas/pipeline/recent-records.ts';
import { buildDrifted, buildDriftedFeature, buildResult } from '../../support/build-result.ts';
import { buildWorld, type World } from '../../support/world.ts';

function recordOf(number: number) {
  const { batch, ...rest } = buildResult({ drift: buildDrifted([buildDriftedFeature('age', 0.3)]) });
  return historyRecord({ ...rest, batch: { ...batch, id: `b-${String(number).padStart(5, '0')}` } });
}

function store({ results, pass }: World, number: number) {
  pass(1000);
  results.put(resultsKeys.history('flights', recordOf(number).batchId), encodeJson(recordOf(number)));
}

const ids = async ({ services }: World) =>
  (await readRecent('flights', services)).map(({ batchId }) => batchId);

describe('the newest records of a model', () => {
  test('are those that were remembered, the last one first, each once', async () => {
    const world = buildWorld();
    for (const number of [1, 2, 2, 1, 3]) await rememberRecord('flights', recordOf(number), world.services);

    expect(await ids(world)).toEqual(['b-00003', 'b-00002', 'b-00001']);
  });

  test('hold every one of many that are remembered at once', async () => {
    const world = buildWorld();
    await Promise.all(
      Array.from({ length: 12 }, (_, number) => rememberRecord('flights', recordOf(number), world.services)),
    );

    expect((await ids(world)).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, number) => recordOf(number).batchId),
    );
  });

  test.each([
    ['is gone', undefined],
    ['does not read as one', '{'],
  ])('are made anew from the records where their index %s', async (_, broken) => {
    const world = buildWorld();
    for (const number of [1, 2, 3]) store(world, number);
    if (broken !== undefined) world.results.put(resultsKeys.recentRecords('flights'), broken);
    expect(await ids(world)).toEqual(['b-00003', 'b-00002', 'b-00001']);

    await rememberRecord('flights', recordOf(3), world.services);
    for (const number of [1, 2, 3])
      world.results.remove(resultsKeys.history('flights', recordOf(number).batchId));

    expect(await ids(world)).toEqual(['b-00003', 'b-00002', 'b-00001']);
  });

  test('are so many at most, and of those on no page without what moved', async () => {
    const world = buildWorld();
    const many = Array.from({ length: mostRecent + 5 }, (_, number) => recordOf(number));
    for (const { batchId } of many)
      world.results.put(
        resultsKeys.history('flights', batchId),
        encodeJson(recordOf(Number(batchId.slice(2)))),
      );

    await rememberRecord('flights', recordOf(9_999), world.services);

    const records = await readRecent('flights', world.services);
    expect(records).toHaveLength(mostRecent);
    expect(records[0]?.batchId).toBe('b-09999');
    expect(records.map(({ features }) => features.named.length)).toEqual(
      records.map((_, index) => (index < 90 ? 1 : 0)),
    );
  });
});
