import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { historyRecord } from '../../lambdas/core/report/history/history-record.ts';
import { startCloud } from '../../local/cloud.ts';
import { describeStored, readText } from '../../local/describe-stored.ts';
import { buildResult } from '../support/build-result.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { bucket } from './fixtures/small-stack.ts';

const outputs = { InboxBucketName: 'inbox', ResultsBucketName: 'results' };

test('an upload is a line, and a built reference', async () => {
  const lines = await Promise.all(
    [
      ['inbox', 'references/m/a\n.csv'],
      ['inbox', 'folder/'],
      ['results', 'references/m/0123.json.gz'],
      ['results', 'references/m/current.json'],
      ['results', 'alerts/m/a.json'],
    ].map(([bucket = '', key = '']) => describeStored({ outputs }, { bucket, key }, async () => '')),
  );

  expect(lines).toEqual([
    '  ↑  references/m/a�.csv',
    undefined,
    '  =  m: a reference is built',
    undefined,
    undefined,
  ]);
});

test('what a sound batch came to is a line, read from the cloud that tells of it', async () => {
  const told: string[] = [];
  const assembly = await writeAssembly({ Resources: { Store: bucket() } });
  const cloud = await startCloud({
    ...{ assembly, directory: await makeDirectory() },
    onStored: (...object) => told.push(object.join('/')),
  });
  const Bucket = cloud.buckets.Store ?? '';
  const key = 'history/m/a b.json';
  const record = historyRecord(buildResult({}));

  await new S3Client(cloud).send(
    new PutObjectCommand({ Bucket, Key: key, Body: Buffer.from(JSON.stringify(record)) }),
  );
  const object = { bucket: Bucket, key };
  const line = await describeStored({ outputs }, object, () => readText(cloud, object));
  await cloud.stop();

  expect(told).toEqual([`${Bucket}/${key}`]);
  expect(line).toMatch(/^ {2}= {2}batches\/flights\/.*: accepted, drift: \w+, [\d]+ rows$/);
});
