import { describe, expect, test } from '@jest/globals';
import { historyRecord } from '../../../lambdas/core/report/history/history-record.ts';
import type { Result } from '../../../lambdas/core/result/result-schema.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { decideNews } from '../../../lambdas/pipeline/incidents.ts';
import { encodeJson } from '../../../lambdas/pipeline/json-artefact.ts';
import { publishIndex } from '../../../lambdas/pipeline/publish-index.ts';
import { publishPages } from '../../../lambdas/pipeline/publish-pages.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildDrifted, buildDriftedFeature, buildResult } from '../../support/build-result.ts';
import { buildWorld, runBatch, type World } from '../../support/world.ts';

const modelPage = resultsKeys.modelPage('flights');

function batchOf(id: string, receivedAt: string): Result {
  return buildResult({ batch: { ...buildResult().batch, id, key: `batches/flights/${id}.csv`, receivedAt } });
}

function record({ results }: World, result: Result) {
  results.put(resultsKeys.history(result.model, result.batch.id), encodeJson(historyRecord(result)));
}

async function page({ results }: World, key: string): Promise<string> {
  const stored = await results.read(key);
  return new TextDecoder().decode(stored?.bytes);
}

function links(text: string): readonly (string | undefined)[] {
  return Array.from(text.matchAll(/<th scope="row"><a href="([^"]+)\.html"/g), ([, id]) => id);
}

const monday = batchOf('monday', '2026-11-16T06:00:00.000Z');
const tuesday = batchOf('tuesday', '2026-11-17T06:00:00.000Z');

describe('the pages over time', () => {
  test('are there after a batch, with a link to its report', async () => {
    const world = buildWorld();
    world.inbox.put('contracts/customers.json', JSON.stringify(customersContract));
    world.inbox.put('references/customers/a.csv', customersCsv({ rows: 500, seed: 1 }));
    const result = await runBatch(world, 'batches/customers/b.csv', customersCsv({ rows: 500, seed: 2 }));

    expect(links(await page(world, resultsKeys.modelPage('customers')))).toEqual([result.batch.id]);
    expect(await page(world, resultsKeys.modelIndex)).toContain('href="customers/index.html"');
    expect(await page(world, resultsKeys.report('customers', result.batch.id))).toContain('id="feature-1"');
  });

  test('hold every batch, however many are written at once', async () => {
    const world = buildWorld();
    const results = Array.from({ length: 12 }, (_, day) =>
      batchOf(`day-${day}`, `2026-11-${10 + day}T06:00:00.000Z`),
    );
    await Promise.all(
      results.map(async (result) => {
        record(world, result);
        await publishPages(result, undefined, world.services);
      }),
    );

    expect(links(await page(world, modelPage))).toEqual(results.map(({ batch }) => batch.id).toReversed());
    await publishIndex(world.services);
    expect(await page(world, resultsKeys.modelIndex)).toContain('of 12 batches');
  });

  test('never lose a batch to a rebuild that listed before it came', async () => {
    const world = buildWorld();
    record(world, monday);
    let isFirst = true;
    const late = {
      ...world.services,
      results: {
        ...world.results,
        async *list(prefix: string) {
          yield* world.results.list(prefix);
          if (!isFirst) return;
          isFirst = false;
          record(world, tuesday);
          await publishPages(tuesday, undefined, world.services);
        },
      },
    };
    await publishPages(monday, undefined, late);

    expect(links(await page(world, modelPage))).toEqual(['tuesday', 'monday']);
  });

  test('are not written again for a batch that is on them', async () => {
    const world = buildWorld();
    record(world, monday);
    await publishPages(monday, undefined, world.services);
    const before = world.results.objects();
    await publishPages(monday, undefined, world.services);

    expect(world.results.objects()).toEqual(before);
  });

  test('never lose a batch that an incident was read to have opened before its record was there', async () => {
    const world = buildWorld();
    const drift = buildDrifted([buildDriftedFeature('age', 0.3)]);
    const bad = { ...tuesday, drift };
    record(world, monday);
    // Tuesday is decided, and not yet recorded: the page names it as what is open.
    await decideNews(bad, undefined, world.services);
    await publishPages(monday, undefined, world.services);
    expect(await page(world, modelPage)).toContain('href="tuesday.html"');
    record(world, bad);
    await publishPages(bad, undefined, world.services);

    expect(links(await page(world, modelPage))).toEqual(['tuesday', 'monday']);
  });

  test('tell what every batch on them changed about incidents, however many are written at once', async () => {
    const world = buildWorld();
    const drift = buildDrifted([buildDriftedFeature('age', 0.3)]);
    const results = Array.from({ length: 8 }, (_, day) => ({
      ...batchOf(`day-${day}`, `2026-11-${10 + day}T06:00:00.000Z`),
      drift,
    }));
    await Promise.all(
      results.map(async (result) => {
        await decideNews(result, undefined, world.services);
        record(world, result);
        await publishPages(result, undefined, world.services);
      }),
    );

    expect(await page(world, modelPage)).toContain('<dd>8, <a href="day-7.html">');
    await publishIndex(world.services);
    expect(await page(world, resultsKeys.modelIndex)).toContain('since 2026-11-10');
  });

  test('are there without incidents that cannot be read', async () => {
    const world = buildWorld();
    world.results.put(resultsKeys.incidents('flights'), '{"schemaVersion": 2}');
    record(world, monday);
    await publishPages(monday, undefined, world.services);

    expect(links(await page(world, modelPage))).toEqual(['monday']);
    expect(world.logged).toContain('object-unreadable');
  });

  test('leave out a record that cannot be read, and say so', async () => {
    const world = buildWorld();
    world.results.put(resultsKeys.history('flights', 'broken'), '{"schemaVersion": 1}');
    record(world, monday);
    await publishPages(monday, undefined, world.services);

    expect(links(await page(world, modelPage))).toEqual(['monday']);
    expect(world.logged).toContain('object-unreadable');
  });

  test('give up after many conflicts, so that the message is tried again', async () => {
    const world = buildWorld();
    record(world, monday);
    const contested = {
      ...world.services,
      results: { ...world.results, create: async () => 'exists' as const },
    };

    await expect(publishPages(monday, undefined, contested)).rejects.toThrow(/changed by others 20 times/);
  });
});
