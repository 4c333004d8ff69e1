import { describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { watchCadence } from '../../../lambdas/pipeline/watch-cadence.ts';
import { weeklyDigest } from '../../../lambdas/pipeline/weekly-digest.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const dayMs = 86_400_000;
const monday = { time: '2026-12-07T07:00:00Z', day: 'mon', timeZone: 'Europe/Berlin' };

/** Two weeks of a model, from Monday the 23rd of November on, and a model that sends nothing. */
async function twoWeeks(): Promise<World> {
  const world = buildWorld();
  const contract = { ...customersContract, drift: { minEffect: 0.15 } };
  world.inbox.put('contracts/customers.json', JSON.stringify(contract));
  world.inbox.put('contracts/idle.json', JSON.stringify({ ...customersContract, cadence: { every: '1d' } }));
  world.inbox.put('references/customers/2025.csv', customersCsv({ rows: 3000, seed: 1 }));
  world.pass(3 * dayMs);
  for (let day = 0; day < 14; day += 2) {
    const older = day >= 8 ? 9 : 0;
    const csv = customersCsv({ rows: 500, seed: day + 2, older });
    await runBatch(world, `batches/customers/day-${day}.csv`, `${csv}broken row\n`);
    await watchCadence(world.services.now(), world.services);
    world.pass(2 * dayMs);
  }
  return world;
}

function digestsOf(world: World) {
  return storedAlerts(world).filter(({ kind }) => kind === 'digest');
}

describe('the weekly digest', () => {
  test('sums up the week that is over, next to the one before it', async () => {
    const world = await twoWeeks();

    await weeklyDigest(monday, world.services);

    const [alert, ...others] = digestsOf(world);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      id: 'digest-2026-W49',
      model: '_all',
      severity: 'info',
      digest: {
        week: '2026-W49',
        firstDay: '2026-11-30',
        lastDay: '2026-12-06',
        totals: { models: 2, needingLook: 2, silent: 1 },
        models: [
          {
            model: 'customers',
            batches: { accepted: 3, rejected: 0, drifted: 3 },
            before: { batches: { accepted: 4, rejected: 0, drifted: 0 } },
            byCode: [{ code: 'ragged-row', count: 3, before: 4 }],
            violations: [
              {
                code: 'ragged-row',
                count: 3,
                example: {
                  batchKey: 'batches/customers/day-8.csv',
                  row: 501,
                  quarantineKey: expect.stringMatching(/^quarantine\/customers\/.*rows\.jsonl\.gz$/),
                },
              },
            ],
            incidents: expect.arrayContaining([expect.objectContaining({ condition: 'drift', batches: 3 })]),
          },
          { model: 'idle', batches: { accepted: 0, rejected: 0 }, lateSince: expect.any(String) },
        ],
      },
    });
    const page = await world.results.read(resultsKeys.digest('2026-W49'));
    expect(new TextDecoder().decode(page?.bytes)).toContain('Week <bdi>2026-W49</bdi>');
  });

  test('is there once, though it runs twice, at once and later in the week', async () => {
    const world = await twoWeeks();

    await Promise.all([weeklyDigest(monday, world.services), weeklyDigest(monday, world.services)]);
    await weeklyDigest({ ...monday, time: '2026-12-09T15:00:00Z' }, world.services);

    expect(digestsOf(world)).toHaveLength(1);
  });

  test('is not sent where there is no model', async () => {
    const world = buildWorld();

    await weeklyDigest(monday, world.services);

    expect(world.results.objects()).toEqual([]);
    expect(world.logged).toEqual(['no-models']);
  });

  test('does not fall over an object that cannot be read, and says so in the log', async () => {
    const world = await twoWeeks();
    const [record = { key: '' }] = world.results.objects().filter(({ key }) => key.startsWith('history/'));
    world.results.put(record.key, '{');
    world.results.put('incidents/customers.json', '{');

    await weeklyDigest(monday, world.services);

    expect(digestsOf(world)).toHaveLength(1);
    expect(world.logged.filter((event) => event === 'object-unreadable').length).toBeGreaterThanOrEqual(1);
  });

  test.each([[{}], [{ ...monday, day: 'MON' }], [{ ...monday, timeZone: 'Berlin' }]])(
    'is not made of %j',
    async (event) => {
      await expect(weeklyDigest(event, buildWorld().services)).rejects.toThrow();
    },
  );
});

test('a mute that is over is not told of', async () => {
  const world = buildWorld();
  for (const [model, muteUntil] of [
    ['loud', '2026-12-01'],
    ['quiet', '2026-12-31'],
  ])
    world.inbox.put(
      `contracts/${model}.json`,
      JSON.stringify({ ...customersContract, alerts: { muteUntil } }),
    );

  await weeklyDigest(monday, world.services);

  expect(digestsOf(world)[0]?.digest?.models.map(({ model, mutedUntil }) => [model, mutedUntil])).toEqual([
    ['loud', undefined],
    ['quiet', '2026-12-31'],
  ]);
});
