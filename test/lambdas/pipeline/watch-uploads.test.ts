import { describe, expect, test } from '@jest/globals';
import { watchArrivals } from '../../../lambdas/pipeline/watch-arrivals.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { settling } from '../../support/settle.ts';
import { buildWorld, storedAlerts, type World } from '../../support/world.ts';

const hourMs = 3_600_000;

/** Every quarter of an hour, for so many hours. */
async function watchFor(world: World, hours: number): Promise<void> {
  for (let quarter = 0; quarter < 4 * hours; quarter++) {
    world.pass(hourMs / 4);
    await watchArrivals(world.services.now(), world.services);
  }
}

const facts = (world: World) => storedAlerts(world).map(({ model, fact }) => `${model}: ${fact}`);

describe('uploads whose key names no model', () => {
  test('are one alert at once, and one the day after, however many there are', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    for (let one = 10; one < 40; one++) await upload(`batches/stray-${one}.csv`, 'a\n1\n');
    expect(facts(world)).toEqual(['_unrouted: no model in the key batches/stray-10.csv']);

    await watchFor(world, 30);

    expect(facts(world).sort()).toEqual([
      '_unrouted: 30 uploads of 2026-11-20 could not be used',
      '_unrouted: no model in the key batches/stray-10.csv',
    ]);
    const [together] = storedAlerts(world).filter(({ id }) => id.startsWith('strays-'));
    expect(together?.findings).toHaveLength(20);
  });

  test('of which there is one are told once', async () => {
    const world = buildWorld();
    await settling(world).upload('batches/stray.csv', 'a\n1\n');

    await watchFor(world, 30);

    expect(facts(world)).toHaveLength(1);
  });

  test('are told though they lie outside of what is announced, on the day after alone', async () => {
    const world = buildWorld();
    world.inbox.put('data.csv', 'a\n1\n');
    world.inbox.put('batch/customers/today.csv', 'a\n1\n');
    world.inbox.put('uploads/', '');

    await watchFor(world, 60);

    expect(facts(world)).toEqual(['_unrouted: 2 uploads of 2026-11-20 could not be used']);
    expect(storedAlerts(world)[0]?.findings.map(({ sentence }) => sentence)).toEqual([
      'data.csv',
      'batch/customers/today.csv',
    ]);
  });
});

describe('parts', () => {
  const part = customersCsv({ rows: 20, seed: 1 });

  test('that nothing closes for three hours are told, once a day', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    for (const folder of ['day=1', 'day=2'])
      for (const number of [0, 1]) await upload(`batches/customers/${folder}/part-${number}.csv`, part);

    await watchFor(world, 2);
    expect(facts(world)).toEqual([]);
    await watchFor(world, 12);

    expect(facts(world)).toEqual(['customers: parts without _SUCCESS: 2 folders']);
    const [alert] = storedAlerts(world);
    expect(alert?.summary).toMatch(/^Parts came to 2 folders 3 h ago or more/);
    expect(alert?.nextSteps[0]).toMatch(/batches\/customers\/day=1\/_SUCCESS/);
    expect(alert?.nextSteps[1]).toMatch(/never writes _SUCCESS, set batch\.close in the contract/);
  });

  test.each(['batches/customers/day=1/_SUCCESS', 'batches/customers/_SUCCESS'])(
    'that %s closes are not',
    async (closing) => {
      const world = buildWorld();
      const { upload } = settling(world);
      await upload('contracts/customers.json', JSON.stringify(customersContract));
      await upload('batches/customers/day=1/part-0.csv', part);
      world.pass(hourMs);
      await upload(closing, '');

      await watchFor(world, 12);

      expect(facts(world).filter((fact) => fact.includes('without _SUCCESS'))).toEqual(
        closing.includes('day=1') ? [] : ['customers: parts without _SUCCESS: batches/customers/day=1/'],
      );
    },
  );

  test('that were deleted meanwhile are not', async () => {
    const world = buildWorld();
    await settling(world).upload('batches/customers/day=1/part-0.csv', part);
    world.inbox.remove('batches/customers/day=1/part-0.csv');

    await watchFor(world, 12);

    expect(facts(world)).toEqual([]);
  });
});

describe('a contract that is far too large', () => {
  test('is not read, is told, and keeps no other model from being watched', async () => {
    const world = buildWorld();
    const { upload } = settling(world);
    const contract = JSON.stringify({ ...customersContract, cadence: { every: '1h' } });
    await upload('contracts/customers.json', contract);
    const large = world.inbox.put('contracts/huge.json', new Uint8Array(5 * 1024 * 1024));
    let read = 0;
    const services = {
      ...world.services,
      inbox: {
        ...world.services.inbox,
        read: async () => {
          read++;
          return undefined;
        },
      },
    };
    await settling({ ...world, services }).announceAgain(large.key);

    await watchFor({ ...world, services }, 4);

    expect(read).toBe(0);
    expect(facts(world).sort()).toEqual([
      expect.stringMatching(/^customers: no batch/),
      'huge: the contract is invalid: 1 problem',
    ]);
    const [alert] = storedAlerts(world).filter(({ model }) => model === 'huge');
    expect(alert?.findings[0]?.sentence).toBe('the document: expected a file of at most 4 MB, found 5 MB');
  });
});
