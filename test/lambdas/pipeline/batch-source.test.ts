import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Result } from '../../../lambdas/core/result/result-schema.ts';
import { detectDrift } from '../../../lambdas/pipeline/detect-drift.ts';
import { seededRandom } from '../../support/random.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

// Weeks of days, one after the other.
jest.setTimeout(120_000);

const dayMs = 86_400_000;

/** Speeds whose level differs from day to day, and places that do not. */
function csvOf(seed: number, rows: number, level: number, { place = 'north' } = {}): string {
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, () => {
    const speed = 50 + 5 * (random.normal() + level);
    return `${speed.toFixed(3)},${random.uniform() < 0.5 ? place : 'south'}`;
  });
  return `${['speed,place', ...lines].join('\n')}\n`;
}

const contract = {
  schemaVersion: 1,
  columns: [
    { name: 'speed', kind: 'numeric' },
    { name: 'place', kind: 'categorical' },
  ],
};

/** A reference of rows of many days, without their times. */
function worldOf(settings: object = {}, rows = 3000): World {
  const world = buildWorld();
  world.inbox.put('contracts/m.json', JSON.stringify({ ...contract, ...settings }));
  const random = seededRandom(1);
  const days = Array.from({ length: 60 }, (_, day) => csvOf(100 + day, rows / 60, 0.6 * random.normal()));
  world.inbox.put(
    'references/m/all.csv',
    `speed,place\n${days.map((day) => day.slice(day.indexOf('\n') + 1)).join('')}`,
  );
  return world;
}

function levelOf(day: number): number {
  return 0.6 * seededRandom(5000 + day).normal();
}

async function runDays(
  world: World,
  days: number,
  textOf: (day: number) => string,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let day = 0; day < days; day++) {
    results.push(await runBatch(world, `batches/m/${day}.csv`, textOf(day)));
    world.pass(dayMs);
  }
  return results;
}

describe('without times in the reference it is learned from the first batches what is usual', () => {
  let results: readonly Result[];
  beforeAll(async () => {
    results = await runDays(worldOf(), 18, (day) => csvOf(200 + day, 250, levelOf(day)));
  });

  test('how far that is stands in the result', () => {
    expect(results[0]!.drift.usual).toBe('still learning what is usual (0 of 14 batches)');
    expect(results[5]!.drift.usual).toBe('still learning what is usual (5 of 14 batches)');
    expect(results[14]!.drift.usual).toBe(
      'how far batches usually differ is known from 14 batches after the reference',
    );
  });

  // Days of an unchanged source were critical from the first one on.
  test('nothing is critical until then, and days are stable after it', () => {
    expect(results.filter(({ drift }) => drift.severity === 'critical')).toEqual([]);
    expect(results.slice(0, 14).some(({ drift }) => drift.status === 'drifted')).toBe(true);
    expect(results.slice(14).map(({ drift }) => drift.status)).toEqual(new Array(4).fill('stable'));
  });

  test('the level is that of a false alarm a year once it is seen how often batches come', () => {
    expect(results[0]!.drift.alpha).toBe(0.01);
    expect(results[17]!.drift).toMatchObject({ batchesPerYear: 365, alpha: expect.closeTo(1 / 365.25, 6) });
  });
});

describe('while it is learned', () => {
  test('what no row of the reference has is critical, and not learned', async () => {
    const results = await runDays(worldOf(), 3, (day) =>
      csvOf(300 + day, 400, levelOf(day), { place: 'North' }),
    );

    expect(results.map(({ drift }) => drift.severity)).toEqual(['critical', 'critical', 'critical']);
    expect(results[2]!.drift.usual).toBe('still learning what is usual (0 of 14 batches)');
  });

  test('one broken batch among the first does not make its like usual', async () => {
    const faster = (day: number) => (day === 3 || day === 16 ? 2.5 : 0);
    const results = await runDays(worldOf(), 17, (day) =>
      csvOf(400 + day, 400, 0.4 * levelOf(day) + faster(day)),
    );

    expect(results[3]!.drift).toMatchObject({ status: 'drifted', severity: 'warning' });
    expect(results[16]!.drift).toMatchObject({ status: 'drifted', severity: 'critical' });
  });

  test('the contract may want none of it', async () => {
    const world = worldOf({ reference: { learnFrom: 0 } });
    const result = await runBatch(world, 'batches/m/a.csv', csvOf(500, 400, 3));

    expect(result.drift).toMatchObject({
      severity: 'critical',
      usual: 'no usual spread is known: the reference has no times',
    });
  });
});

describe('a batch that can not tell by itself', () => {
  const small = (day: number, level: number, rows = 60) => csvOf(600 + day, rows, level);

  test('is judged together with those before it', async () => {
    const results = await runDays(worldOf({ reference: { blocks: 'none' } }), 12, (day) => small(day, 0));
    const { drift } = results.at(-1)!;

    expect(results[0]!.drift.status).toBe('inconclusive');
    expect(drift.status).toBe('stable');
    expect(drift.reason).toMatch(/^over the last \d+ batches \(\d+ rows\) none of 2 features drifted/);
    expect(drift.pooled!.rows).toBe(60 * drift.pooled!.batches);
  });

  test('shows with them what none of them shows alone', async () => {
    const world = worldOf({ reference: { blocks: 'none' } });
    const results = await runDays(world, 24, (day) => small(day, day < 8 ? 0 : 0.7, 25));
    const told = results.find(({ drift }) => drift.status === 'drifted')!;

    expect(told.drift.features[0]!.verdict.reason).toMatch(
      /^over the last \d+ batches \(.* rows\): median rose/,
    );
    expect(told.alerts).toHaveLength(1);
    // One cause is one incident, however often it is seen and from whatever batch on it is critical.
    const statuses = storedAlerts(world).map(({ incident }) => incident?.status);
    expect(statuses.filter((status) => status === 'opened' || status === 'recovered')).toEqual(['opened']);
  });

  test('is not taken for those that were told of themselves', async () => {
    const results = await runDays(worldOf({ reference: { blocks: 'none' } }), 12, (day) =>
      small(day, day === 4 ? 3 : 0),
    );

    expect(results[4]!.drift.status).toBe('drifted');
    expect(results.slice(5).map(({ drift }) => drift.status)).not.toContain('drifted');
  });

  test('reads no more for being judged again', async () => {
    const world = worldOf({ reference: { blocks: 'none' } });
    const results = await runDays(world, 4, (day) => small(day, 0));
    const before = world.results.objects().map(({ key, etag }) => `${key} ${etag}`);
    const profiles = world.results.objects().filter(({ key }) => key.endsWith('.batch.json.gz'));
    for (const { key } of profiles)
      await detectDrift({ bucket: 'results', key, versionId: 'null' }, world.services);

    expect(results).toHaveLength(4);
    const changed = world.results.objects().filter(({ key, etag }) => !before.includes(`${key} ${etag}`));
    expect(
      changed.filter(({ key }) => /^(recent\/(?!_all)|(results|alerts|incidents|history)\/)/.test(key)),
    ).toEqual([]);
  });
});
