import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;
let heard = 0;

beforeAll(async () => {
  local = await startLocalCloud();
  const contract = { ...customersContract, cadence: { every: '4h', severity: 'critical' } };
  await local.upload('contracts/customers.json', JSON.stringify(contract));
  await local.upload('references/customers/2025.csv', customersCsv({ rows: 2000, seed: 1 }));
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

beforeEach(() => {
  heard = local.cloud.outbox.length;
});

/** The watcher, as the schedule runs it, so many hours from now. */
async function watchIn(hours: number): Promise<void> {
  const time = new Date(Date.now() + hours * 3_600_000).toISOString();
  const { ok, ...result } = await local.cloud.invoke(watcher(), { time });
  if (!ok) throw new Error(JSON.stringify(result));
  await local.cloud.settled();
}

function watcher(): string {
  return (
    local.cloud.schedules.find(({ logicalId }) => logicalId.startsWith('WatchCadence'))?.functionName ?? ''
  );
}

/** Who read what since the beginning of the test. */
function messages(): readonly string[] {
  return local.cloud.outbox
    .slice(heard)
    .flatMap(({ protocol, endpoint, subject }) =>
      protocol === 'email' ? `${endpoint}: ${subject?.replace(/\d{4}-.*/, '…')}` : [],
    )
    .sort();
}

describe('a model that promises a batch every four hours', () => {
  test('is not late before its grace is over', async () => {
    const result = await local.cloud.schedules
      .find(({ logicalId }) => logicalId.startsWith('WatchCadence'))
      ?.run();
    await watchIn(4.1);

    expect(result?.ok).toBe(true);
    expect(messages()).toEqual([]);
  });

  test('is late once, though the watcher runs again and twice at a time', async () => {
    await Promise.all([watchIn(4.3), watchIn(4.3), watchIn(4.3)]);
    await watchIn(4.5);
    await watchIn(30);

    expect(messages()).toEqual([
      'data-team@example.com: [local] CRITICAL customers: no batch, due by …',
      'everything@example.com: [local] CRITICAL customers: no batch, due by …',
      'on-call@example.com: [local] CRITICAL customers: no batch, due by …',
    ]);
    expect(local.cloud.outbox.slice(heard).filter(({ protocol }) => protocol === 'slack')).toHaveLength(1);
  });

  test('has it after all, and whoever heard the alarm hears so, once', async () => {
    await local.upload('batches/customers/a.csv', customersCsv({ rows: 500, seed: 2 }));
    await local.cloud.settled();
    heard = local.cloud.outbox.length;

    await Promise.all([watchIn(1), watchIn(1)]);
    await watchIn(2);

    expect(messages()).toEqual([
      'data-team@example.com: [local] INFO customers: batch had arrived in time after all',
      'everything@example.com: [local] INFO customers: batch had arrived in time after all',
      'on-call@example.com: [local] INFO customers: batch had arrived in time after all',
    ]);
  });

  test('nothing was left undone', () => {
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});
