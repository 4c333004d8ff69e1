import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../../local/cloud.ts';
import { makeDirectory, writeAssembly } from '../../local/fixtures/assembly.ts';
import { bucket } from '../../local/fixtures/small-stack.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { checkFile } from '../../support/check-file.ts';

let cloud: Cloud;
let place: string;
const before = { ...process.env };

beforeAll(async () => {
  const template = { Resources: { Store: bucket() } };
  cloud = await startCloud({ assembly: await writeAssembly(template), directory: await makeDirectory() });
  const s3 = new S3Client(cloud);
  const Bucket = cloud.buckets.Store ?? '';
  place = `s3://${Bucket}`;
  const objects = {
    'contract.json': JSON.stringify(customersContract),
    'day 1/batch.csv': customersCsv({ rows: 40, seed: 1 }),
    'folder/part-00000.csv': customersCsv({ rows: 20, seed: 2 }),
    'folder/part-00001.csv': customersCsv({ rows: 20, seed: 3 }),
    'folder/below/part-00002.csv': customersCsv({ rows: 20, seed: 4 }),
  };
  for (const [Key, Body] of Object.entries(objects))
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const { accessKeyId, secretAccessKey } = cloud.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
});

afterAll(async () => {
  process.env = before;
  await cloud.stop();
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
