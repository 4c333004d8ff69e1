import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { checkFile } from '../../support/check-file.ts';
import { type Store, startStore } from '../../support/start-store.ts';

let store: Store;
let place: string;

beforeAll(async () => {
  store = await startStore();
  const { s3, Bucket } = store;
  place = store.place;
  const objects = {
    'contract.json': JSON.stringify(customersContract),
    'day 1/batch.csv': customersCsv({ rows: 40, seed: 1 }),
    'folder/part-00000.csv': customersCsv({ rows: 20, seed: 2 }),
    'folder/part-00001.csv': customersCsv({ rows: 20, seed: 3 }),
    'folder/below/part-00002.csv': customersCsv({ rows: 20, seed: 4 }),
  };
  for (const [Key, Body] of Object.entries(objects))
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
});

afterAll(async () => {
  await store.stop();
});

test.each([
  ['day 1/batch.csv', 'batches/local/batch.csv', 40],
  ['folder/', 'batches/local/folder/_SUCCESS', 40],
])('a batch may lie in S3: %s', async (key, expected, rows) => {
  const { batch, validation } = await checkFile({
    batch: `${place}/${key}`,
    contract: `${place}/contract.json`,
  });

  expect({ key: batch.key, status: validation.status, rows: validation.rows.read }).toEqual({
    key: expected,
    status: 'accepted',
    rows,
  });
});

test.each([
  ['/nowhere.csv', /can't open s3:.*nowhere\.csv: there is no such object/],
  ['/nowhere/', /nowhere\/ has no part-… object/],
])('%s is told as what is missing', async (key, message) => {
  const checking = checkFile({ batch: `${place}${key}`, contract: `${place}/contract.json` });

  await expect(checking).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringMatching(message),
  });
});

test('an address without a key is told with its form', async () => {
  await expect(checkFile({ batch: 's3://bucket', contract: 'c.json' })).rejects.toThrow(
    /s3:\/\/BUCKET\/KEY is the form/,
  );
});
