import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { emptySignals } from '../../../lambdas/core/signals/states.ts';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { receiveReference } from '../../../lambdas/pipeline/receive-reference.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, copyWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const rolling = 3;
const contract = { ...customersContract, drift: { minEffect: 0.15 }, reference: { rolling } };

function buildRolling(overrides: object = {}): World {
  const world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify({ ...contract, ...overrides }));
  world.inbox.put('references/customers/a.csv', customersCsv({ rows: 3000, seed: 1 }));
  return world;
}

let seed = 100;

async function runDay(world: World, name: string, older = 0) {
  world.pass(24 * 3600 * 1000);
  const csv = customersCsv({ rows: 1000, seed: ++seed, older });
  return (await runBatch(world, `batches/customers/${name}.csv`, csv)).drift;
}

/** Days one after the other, each so much older. */
async function runDays(world: World, ...older: readonly number[]) {
  const drifts = [];
  for (const [index, years] of older.entries()) drifts.push(await runDay(world, `day-${index}`, years));
  return drifts;
}

let threeDays: Promise<World> | undefined;

/** After three days like the reference: run once, and copied for each test. */
async function afterThreeDays(): Promise<World> {
  const run = async () => {
    const world = buildRolling();
    await runDays(world, 0, 0, 0);
    return world;
  };
  threeDays ??= run();
  return copyWorld(await threeDays);
}

describe('a batch', () => {
  test('is compared with the accepted ones before it, beside the reference', async () => {
    const drifts = await runDays(buildRolling(), 0, 0, 0, 14, 14, 14, 14, 0);

    expect(drifts.map((drift) => [drift.status, drift.rolling?.status, drift.rolling?.batches])).toEqual([
      ['stable', 'inconclusive', 0],
      ['stable', 'inconclusive', 1],
      ['stable', 'stable', 2],
      ['drifted', 'drifted', 3],
      ['drifted', 'drifted', 3],
      ['drifted', 'drifted', 3],
      // Long known: the three before it are of the new kind, too.
      ['drifted', 'stable', 3],
      // Like the reference again, and so not like those before it.
      ['stable', 'drifted', 3],
    ]);
  });

  test('that differs from those before it alone is no alarm: it may be what was hoped for', async () => {
    const world = buildRolling();
    await runDays(world, 14, 14, 14);

    const drift = await runDay(world, 'back', 0);

    const told = storedAlerts(world).filter(({ batch }) => batch?.key.endsWith('/back.csv'));
    expect(drift.rolling).toMatchObject({ status: 'drifted', severity: expect.any(String) });
    expect(told).toMatchObject([{ kind: 'recovered', severity: 'info' }]);
  });

  test('that drifted is told with whether that is new', async () => {
    const world = buildRolling({ alerts: { reminderDays: [3] } });
    await runDays(world, 0, 0, 14, 14, 14, 14, 14);

    expect(storedAlerts(world).map(({ summary }) => /The change is [^:]*/.exec(summary)?.[0])).toEqual([
      'The change is sudden',
      'The change is not new',
    ]);
  });

  test('sees the last ones alone, and none that was rejected', async () => {
    const world = buildRolling();
    await runDays(world, 0, 0, 0, 0);
    world.pass(1000);
    await runBatch(world, 'batches/customers/broken.csv', 'id,age\n1,40\n');

    const drift = await runDay(world, 'last');

    expect(drift.rolling).toMatchObject({
      asked: rolling,
      batches: rolling,
      rows: 3000,
      from: '2026-11-22T06:00:00.000Z',
      to: '2026-11-24T06:00:00.000Z',
    });
  });

  test('sees none that was compared with another reference', async () => {
    const world = await afterThreeDays();
    const { key, versionId } = world.inbox.put(
      'references/customers/b.csv',
      customersCsv({ rows: 3000, seed: 2 }),
    );
    await receiveReference({ bucket: 'inbox', key, versionId }, world.services);

    const drift = await runDay(world, 'new');

    expect(drift.rolling).toMatchObject({ batches: 0, status: 'inconclusive' });
  });

  test('sees none that arrived after it, however late it is judged', async () => {
    const world = buildRolling();
    await runDays(world, 0, 0, 14);
    const key = profileKeys(world).find((one) => one.includes('/day-1-')) ?? '';
    for (const { key: made } of world.results.objects())
      if (made.includes('/day-1-') && !made.startsWith('profiles/')) world.results.remove(made);

    await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);

    expect(resultOf(world, 'day-1').drift.rolling).toMatchObject({
      batches: 1,
      reason: expect.stringMatching(/^one /),
    });
  });

  test('announced twice has one result', async () => {
    const world = await afterThreeDays();
    const key = profileKeys(world).find((one) => one.includes('/day-0-')) ?? '';
    const before = resultOf(world, 'day-0');

    await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);

    expect(resultOf(world, 'day-0')).toEqual(before);
  });

  test('has no record of the history read by itself', async () => {
    const world = buildRolling();
    await runDays(world, 0, 0, 0, 0);
    const key = profileKeys(world).find((one) => one.includes('/day-3-')) ?? '';
    const read: string[] = [];
    const results = {
      ...world.results,
      read: (one: string) => {
        if (one.startsWith(resultsKeys.historyOf('customers'))) read.push(one);
        return world.results.read(one);
      },
    };

    await detectDrift({ bucket: 'results', key, versionId: 'null' }, { ...world.services, results });

    // They lie together in one object.
    expect(read).toEqual([]);
  });

  test.each<[string, string | undefined, (profiled: Record<string, unknown>) => unknown]>([
    ['is gone', undefined, () => undefined],
    ['is of another schema', 'object-unreadable', () => ({ schemaVersion: 2 })],
    [
      'has other bins',
      'profiles-not-alike',
      (profiled) => ({
        ...profiled,
        profile: {
          rows: { read: 1, accepted: 1 },
          columns: [],
          ...emptySignals({ columns: [], missingTokens: 0 }),
        },
      }),
    ],
  ])('is compared with the others where the profile of one %s', async (_, logged, change) => {
    const world = await afterThreeDays();
    const key = profileKeys(world).find((one) => one.includes('/day-1-')) ?? '';
    const stored = await world.results.read(key);
    const changed = change(JSON.parse(gunzipSync(stored!.bytes).toString()));
    if (changed === undefined) world.results.remove(key);
    else world.results.put(key, gzipSync(JSON.stringify(changed)));

    const drift = await runDay(world, 'last');

    expect(drift.rolling).toMatchObject({ batches: 2, status: 'stable' });
    if (logged) expect(world.logged).toContain(logged);
  });

  test('whose profile has nothing in common with those before it still has its verdict', async () => {
    const world = buildRolling();
    await runDays(world, 0, 0);
    for (const key of profileKeys(world)) {
      const stored = await world.results.read(key);
      const profiled = JSON.parse(gunzipSync(stored!.bytes).toString());
      for (const column of profiled.profile.columns) if (column.values.bins) column.values.bins = [3, 4];
      world.results.put(key, gzipSync(JSON.stringify(profiled)));
    }

    const drift = await runDay(world, 'last');

    expect(drift.status).toBe('stable');
    expect(drift.rolling).toMatchObject({ status: 'inconclusive', reason: expect.stringMatching(/kind$/) });
  });

  test('of a contract that asks for nothing of the kind is compared with none', async () => {
    const world = buildRolling({ reference: {} });

    const [drift] = await runDays(world, 0);

    expect(drift).not.toHaveProperty('rolling');
  });
});

function profileKeys({ results }: World): readonly string[] {
  return results
    .objects()
    .map(({ key }) => key)
    .filter((key) => /^profiles\/customers\/day/.test(key));
}

function resultOf({ results }: World, name: string) {
  const stored = results
    .objects()
    .find(({ key }) => key.startsWith(`${resultsKeys.result('customers', name).slice(0, -'.json'.length)}-`));
  return JSON.parse(new TextDecoder().decode(stored?.bytes));
}
