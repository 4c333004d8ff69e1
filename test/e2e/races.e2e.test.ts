import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;

/** Keys whose first conditional write met another one. */
const met = new Set<string>();

beforeAll(async () => {
  const isWriteInProgress = (_bucket: string, key: string) => met.size < met.add(key).size;
  local = await startLocalCloud(undefined, { isWriteInProgress });
}, 120_000);

afterAll(() => local.stop());

// S3 may answer any conditional write with 409, which was read as "the object exists": the object was never written. Without
// the profile of a batch no function started, and nobody ever heard of the batch.
test('nothing is lost where every first write of a key meets another one', async () => {
  await local.upload('contracts/m.json', JSON.stringify(customersContract));
  await local.upload('references/m/2025.csv', customersCsv({ rows: 5000, seed: 1 }));
  await local.cloud.settled();
  const batch = customersCsv({ rows: 5000, seed: 3, older: 6, extraRows: ['5001,old,free,true'] });
  await local.upload('batches/m/b.csv', batch);
  await local.cloud.settled();

  const folders = ['profiles', 'quarantine', 'history', 'results', 'reports', 'alerts', 'deliveries'];
  expect([...new Set([...met].map((key) => key.split('/')[0]))]).toEqual(
    expect.arrayContaining([...folders, 'incidents']),
  );
  for (const key of met) expect(await local.resultKeys(key)).toEqual([key]);
  expect(local.cloud.outbox.filter(({ protocol }) => protocol === 'slack')).toHaveLength(1);
  expect(local.cloud.deadLetters()).toEqual([]);
});
