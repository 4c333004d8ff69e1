import { describe, expect, test } from '@jest/globals';
import {
  type HistoryRecord,
  historyRecordSchema,
} from '../../../../lambdas/core/report/history/history-record.ts';
import { type Result, resultSchema } from '../../../../lambdas/core/result/result-schema.ts';
import { firstJudgement, resultsKeys, resultsPrefixes } from '../../../../lambdas/keys.ts';
import { decodeJson } from '../../../../lambdas/pipeline/json-artefact.ts';
import { modelHistory } from '../../../../lambdas/pipeline/model-history.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { settling } from '../../../support/settle.ts';
import { buildWorld, storedAlerts, type World } from '../../../support/world.ts';

const hourMs = 3_600_000;
const contract = JSON.stringify(customersContract);
const reference = customersCsv({ rows: 400, seed: 1 });
const drifted = customersCsv({ rows: 400, seed: 2 }).replaceAll(',free,', ',basic,');
const sound = customersCsv({ rows: 400, seed: 3 });

async function resultsOf({ results }: World, model = 'customers'): Promise<readonly Result[]> {
  const found: Result[] = [];
  for await (const { key } of results.list(`${resultsPrefixes.results}${model}/`))
    found.push(decodeJson(resultSchema, key, (await results.read(key))!.bytes));
  return found;
}

/** What holds of the model's batches now, in the order of their keys. */
async function recordsOf({ services }: World, model = 'customers'): Promise<readonly HistoryRecord[]> {
  const records = await modelHistory(model, services).latest();
  return records.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** What was told of incidents, in the order of their names. */
const facts = (world: World) =>
  storedAlerts(world)
    .flatMap(({ kind, incident }) => (incident ? [`${kind} ${incident.status}`] : []))
    .sort();

/** A contract under which nothing drifts. */
const calm = JSON.stringify({
  ...customersContract,
  drift: {
    minEffect: 1,
    ...{ pairs: { ignore: true }, multivariate: { ignore: true }, representation: { ignore: true } },
  },
});

describe('a batch that came before its contract and its reference', () => {
  test.each([1, 2])('is judged when the reference comes, announced %d times', async (times) => {
    const world = buildWorld();
    const { upload } = settling(world, times);
    await upload('batches/customers/a.csv', drifted);
    expect(facts(world)).toEqual(['batch-rejected opened']);
    world.pass(hourMs);

    await upload('references/customers/2025.csv', reference);

    expect(await recordsOf(world)).toMatchObject([
      {
        key: 'batches/customers/a.csv',
        validation: 'accepted',
        drift: 'drifted',
        receivedAt: '2026-11-20T06:00:00.000Z',
      },
    ]);
    // One alert tells that the batch is no longer rejected, and that it drifted.
    expect(storedAlerts(world).filter(({ kind }) => kind === 'drift')).toHaveLength(1);
    expect(storedAlerts(world).filter(({ incident }) => incident)).toHaveLength(2);
    const results = await resultsOf(world);
    expect(results).toHaveLength(2);
    expect(results.find(({ batch }) => batch.revises)).toMatchObject({
      batch: { revises: results.find(({ batch }) => !batch.revises)?.batch.id },
    });
  });

  test('waits for a reference where the contract came first, and is judged by both', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    await upload('batches/customers/a.csv', sound);
    await upload('contracts/customers.json', contract);
    expect(await recordsOf(world)).toMatchObject([{ validation: 'accepted', drift: 'skipped' }]);

    await upload('references/customers/2025.csv', reference);

    expect(await recordsOf(world)).toMatchObject([{ validation: 'accepted' }]);
    expect((await recordsOf(world))[0]?.referenceVersion).toBeDefined();
    expect(facts(world)).toEqual(['batch-rejected opened', 'recovered recovered']);
  });

  test('is judged when an invalid contract is mended', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    await upload('references/customers/2025.csv', reference);
    await upload('contracts/customers.json', '{}');
    await upload('batches/customers/a.csv', sound);
    expect(await recordsOf(world)).toMatchObject([{ validation: 'rejected', reasons: ['invalid-contract'] }]);

    await upload('contracts/customers.json', contract);

    expect(await recordsOf(world)).toMatchObject([{ validation: 'accepted' }]);
  });

  test('is not missed where the reference comes while it is judged', async () => {
    // The reference was built after the batch had looked for one, and before the batch waited: neither saw the other.
    const world = buildWorld();
    const { upload } = settling(world);
    await upload('contracts/customers.json', contract);
    const list = world.services.inbox.list;
    let looks = 0;
    const services = {
      ...world.services,
      inbox: {
        ...world.services.inbox,
        async *list(prefix: string) {
          yield* list(prefix);
          if (prefix.startsWith('references/') && ++looks === 1)
            await upload('references/customers/2025.csv', reference);
        },
      },
    };

    await settling({ ...world, services }).upload('batches/customers/a.csv', sound);

    expect((await recordsOf(world))[0]?.referenceVersion).toBeDefined();
  });

  test('is one of many: the newest fifty are judged again, and each once', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    for (let batch = 0; batch < 53; batch++) {
      world.pass(1000);
      await upload(`batches/customers/${100 + batch}.csv`, 'id,age,plan,active\n1,40,free,true\n');
    }

    await upload('contracts/customers.json', contract);

    const accepted = (await recordsOf(world)).filter(({ validation }) => validation === 'accepted');
    expect(accepted).toHaveLength(50);
    expect((await resultsOf(world)).filter(({ batch }) => batch.revises)).toHaveLength(50);
    // The newest came first among the revisions or last: the end is told once.
    expect(facts(world)).toEqual(['batch-rejected opened', 'recovered recovered']);
  });

  test('is left alone after thirty days', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    await upload('batches/customers/a.csv', sound);
    world.pass(31 * 24 * hourMs);

    await upload('references/customers/2025.csv', reference);

    expect(await recordsOf(world)).toMatchObject([{ validation: 'rejected' }]);
  });
});

describe('a request', () => {
  async function judged(): Promise<World & { upload: (key: string, content: string) => Promise<void> }> {
    const world = buildWorld();
    const { upload } = settling(world);
    await upload('contracts/customers.json', contract);
    await upload('references/customers/2025.csv', reference);
    world.pass(hourMs);
    await upload('batches/customers/a.csv', drifted);
    world.pass(hourMs);
    return { ...world, upload };
  }

  test('has batches judged by the contract of now; twice is once', async () => {
    const world = await judged();
    await world.upload('contracts/customers.json', calm);

    await world.upload('replays/customers/why', '');
    await world.upload('replays/customers/again', '{"since":"2026-11-20"}');

    expect(await recordsOf(world)).toMatchObject([{ key: 'batches/customers/a.csv', drift: 'stable' }]);
    expect(await resultsOf(world)).toHaveLength(2);
    expect(facts(world)).toEqual(['drift opened', 'recovered recovered']);
  });

  test('goes back and forth with the reference', async () => {
    const world = await judged();
    const statuses = async () => (await recordsOf(world)).map(({ drift }) => drift);

    for (const [turn, content] of [drifted, reference, drifted].entries()) {
      world.pass(hourMs);
      await world.upload(`references/customers/turn-${turn}.csv`, content);
      await world.upload(`replays/customers/turn-${turn}`, '');
      expect(await statuses()).toEqual([turn === 1 ? 'drifted' : 'stable']);
    }
    const ids = (await resultsOf(world)).map(({ batch }) => batch.id);
    expect(new Set(ids.map(firstJudgement)).size).toBe(1);
    expect(ids).toHaveLength(4);
  });

  test('where nothing has changed judges nothing', async () => {
    const world = await judged();
    const before = world.results.objects().length;

    await world.upload('replays/customers/why', '{}');

    // The request alone is new.
    expect(world.results.objects()).toHaveLength(before + 1);
  });

  test.each([
    ['of named batches takes no others', '{"batches":["no-such-batch"]}'],
    ['for later batches takes none', '{"since":"2026-11-21"}'],
  ])('%s', async (_, content) => {
    const world = await judged();
    await world.upload('contracts/customers.json', calm);

    await world.upload('replays/customers/why', content);

    expect(await resultsOf(world)).toHaveLength(1);
  });

  test.each(['{', '[]', '{"from":"2026-11-20"}', '{"since":"yesterday"}', 'x'.repeat(70_000)])(
    'that is not understood is told: %.20s',
    async (content) => {
      const world = await judged();

      await world.upload('replays/customers/why', content);

      expect(storedAlerts(world).at(-1)).toMatchObject({ kind: 'unrecognised-upload' });
      expect(storedAlerts(world).at(-1)?.fact).toMatch(/which batches to judge again/);
    },
  );

  test('leaves alone what is no longer in the inbox', async () => {
    const world = await judged();
    world.inbox.remove('batches/customers/a.csv');
    await world.upload('contracts/customers.json', calm);

    await world.upload('replays/customers/why', '');

    expect(await resultsOf(world)).toHaveLength(1);
    expect(world.logged).toContain('replay-of-deleted');
  });
});

test('a judgement that no longer holds is on no page of its model', async () => {
  const world = buildWorld();
  const { upload } = settling(world);
  await upload('batches/customers/a.csv', sound);
  await upload('references/customers/2025.csv', reference);

  const page = new TextDecoder().decode(
    (await world.results.read(resultsKeys.modelPage('customers')))?.bytes,
  );
  const [record] = await recordsOf(world);
  expect(historyRecordSchema.parse(record).revises).toBeDefined();
  expect(page).toContain(`href="${record?.batchId}.html"`);
  expect(page).toContain('judged again');
  expect(page).toContain('The last 1 batch');
});
