import { beforeEach, describe, expect, test } from '@jest/globals';
import { resultsKeys } from '../../../lambdas/keys.ts';
import { compareInbox } from '../../../lambdas/pipeline/compare-inbox.ts';
import { receiveBatch } from '../../../lambdas/pipeline/receive-batch.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const hourMs = 3_600_000;
let world: World;

beforeEach(() => {
  world = buildWorld();
  world.inbox.put('contracts/customers.json', JSON.stringify(customersContract));
});

/** Every quarter of an hour. */
async function watchFor(hours: number) {
  for (let quarter = 0; quarter < 4 * hours; quarter++) {
    world.pass(hourMs / 4);
    await compareInbox(world.services.now(), world.services);
  }
}

const told = () =>
  storedAlerts(world)
    .filter(({ id }) => id.startsWith('unjudged-'))
    .map(({ model, fact, findings }) => [model, fact, ...findings.map(({ sentence }) => sentence)]);

describe('what was uploaded', () => {
  test('and never judged is told once, eight hours after its day, a message a model', async () => {
    const csv = customersCsv({ rows: 20, seed: 1 });
    await runBatch(world, 'batches/customers/good.csv', csv);
    for (const key of [
      'customers/lost.csv',
      'customers/lost-too.csv',
      'weather/lost.csv',
      '_canary/lost.csv',
    ])
      world.inbox.put(`batches/${key}`, csv);

    await watchFor(25);
    expect(told()).toEqual([]);
    await watchFor(48);

    expect(told()).toEqual([
      [
        'customers',
        '2 uploads up to 2026-11-20 never judged',
        'batches/customers/lost-too.csv',
        'batches/customers/lost.csv',
      ],
      ['weather', '1 upload up to 2026-11-20 never judged', 'batches/weather/lost.csv'],
    ]);
  });

  test.each([
    ['a part of a folder', 'batches/customers/day/part-0.csv'],
    ['what writers keep for themselves', 'batches/customers/day/_started'],
    ['what names no model', 'batches/stray.csv'],
    ['what is no batch', 'references/customers/a.csv'],
  ])('and is %s is not expected to be judged', async (_, key) => {
    world.inbox.put(key, 'a\n1\n');

    await watchFor(40);

    expect(told()).toEqual([]);
  });

  test('costs a call of the inbox a model and a call an upload of the day, once a day', async () => {
    for (let one = 0; one < 50; one++) world.inbox.put(`batches/customers/${one}.csv`, 'a\n1\n');
    world.pass(48 * hourMs);
    let opened = 0;
    const open = (key: string) => {
      opened++;
      return world.inbox.open(key);
    };
    const counting = { ...world.services.inbox, open };
    const services = { ...world.services, inbox: counting };

    await runBatch(world, 'batches/customers/new.csv', customersCsv({ rows: 20, seed: 1 }));
    world.pass(24 * hourMs + 9 * hourMs);
    await compareInbox(world.services.now(), services);
    await compareInbox(world.services.now(), services);

    expect(opened).toBe(2);
    expect(told()).toEqual([]);
  });

  test('in an outage is made up for, for a week', async () => {
    await watchFor(40);
    world.inbox.put('batches/customers/early.csv', 'a\n1\n');
    world.pass(5 * 24 * hourMs);

    await compareInbox(world.services.now(), world.services);

    expect(told()).toEqual([
      ['customers', '1 upload up to 2026-11-25 never judged', 'batches/customers/early.csv'],
    ]);
    expect(await world.results.open(resultsKeys.comparedInbox)).toBeDefined();
  });

  test('and waits in a window, or for a manifest, is dealt with', async () => {
    const grouped = (batch: object) =>
      world.inbox.put('contracts/customers.json', JSON.stringify({ ...customersContract, batch }));
    grouped({ window: '1h' });
    const key = 'batches/customers/2026/11/20/06/a.csv';
    const { versionId } = world.inbox.put(key, customersCsv({ rows: 20, seed: 1 }));
    await receiveBatch({ bucket: 'inbox', key, versionId }, world.services);
    world.inbox.put('batches/customers/2026/11/20/06/lost.csv', 'a\n1\n');
    await watchFor(40);
    expect(told()).toEqual([
      ['customers', '1 upload up to 2026-11-20 never judged', 'batches/customers/2026/11/20/06/lost.csv'],
    ]);

    grouped({ close: 'manifest' });
    world.inbox.put('batches/customers/named.csv', 'a\n1\n');
    await watchFor(40);
    expect(told()).toHaveLength(1);
  });
});
