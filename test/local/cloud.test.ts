import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import type { CloudOptions } from '../../local/cloud-options.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { role, rolePolicy, type SmallStackOptions, smallStack } from './fixtures/small-stack.ts';

let cloud: Cloud | undefined;

afterEach(() => cloud?.stop());

async function start(
  options: SmallStackOptions = {},
  delays: Pick<CloudOptions, 'retryDelayMs' | 'timesFaster'> = { retryDelayMs: 20 },
): Promise<{ cloud: Cloud; s3: S3Client }> {
  const assembly = await writeAssembly(smallStack(options));
  cloud = await startCloud({ assembly, directory: await makeDirectory(), ...delays });
  return { cloud, s3: new S3Client(cloud) };
}

async function upload({ cloud: running, s3 }: { cloud: Cloud; s3: S3Client }, key: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: running.outputs.InboxBucket, Key: key, Body: 'a,b\n1,2\n' }));
}

describe('a chain of three functions', () => {
  test('carries an upload to the reader, with the body made for email', async () => {
    const started = await start();

    await upload(started, 'in/a b+c ü%.csv');
    await started.cloud.settled();

    expect(started.cloud.outbox).toMatchObject([
      { protocol: 'email', subject: 'Arrival', body: 'Dear reader, two/a+b%2Bc+%C3%BC%25.csv is here.' },
    ]);
    expect(started.cloud.deadLetters()).toEqual([]);
  });

  test('takes less than half a second once it is warm', async () => {
    const started = await start();
    const run = async (key: string) => {
      const begun = performance.now();
      await upload(started, key);
      await started.cloud.settled();
      return performance.now() - begun;
    };

    await run('in/cold.csv');
    const warm = [await run('in/1.csv'), await run('in/2.csv'), await run('in/3.csv')];

    expect(Math.min(...warm)).toBeLessThan(500);
  });

  test('ignores keys that the filters of the notification leave out', async () => {
    const started = await start();

    await upload(started, 'in/a.txt');
    await upload(started, 'elsewhere/a.csv');
    await started.cloud.settled();

    expect(started.cloud.outbox).toEqual([]);
  });

  test('puts what a role does not allow into the dead-letter queue', async () => {
    const started = await start({ resultActions: ['s3:GetObject'] });

    await upload(started, 'in/a.csv');
    await started.cloud.settled();

    expect(started.cloud.deadLetters()).toHaveLength(1);
    const log = await readFile(join(started.cloud.logDirectory, 'Small-First.log'), 'utf8');
    expect(log).toMatch(/is not authorized to perform: s3:PutObject/);
  });

  test('keeps the delays of AWS, so many times faster', async () => {
    const started = await start({ resultActions: ['s3:GetObject'] }, { timesFaster: 60 });
    const begun = performance.now();

    await upload(started, 'in/a.csv');
    await started.cloud.settled();

    // Twice the visibility timeout of a minute.
    expect(performance.now() - begun).toBeGreaterThan(1_950);
    expect(started.cloud.deadLetters()).toHaveLength(1);
  });

  test('retries only the records of a batch that failed', async () => {
    const started = await start({ batchSize: 10 });

    await Promise.all(['in/1.csv', 'in/poison.csv', 'in/2.csv'].map((key) => upload(started, key)));
    await started.cloud.settled();

    expect(started.cloud.outbox.map(({ body }) => body).sort()).toEqual([
      'Dear reader, two/1.csv is here.',
      'Dear reader, two/2.csv is here.',
    ]);
    expect(started.cloud.deadLetters().map(({ body }) => JSON.parse(body).Records[0].s3.object.key)).toEqual([
      'in/poison.csv',
    ]);
  });
});

test('a mapping whose role may not poll is refused, as AWS refuses to create it', async () => {
  const extra = { FirstPolling: rolePolicy('First', []), OtherRole: role() };

  await expect(start({ extra })).rejects.toThrow(/FirstMapping.*does not allow sqs:ReceiveMessage/);
});

test('each queue gets a test event when the notifications are applied', async () => {
  const { cloud: running } = await start({ extra: { FirstMapping: { Type: 'AWS::CloudWatch::Dashboard' } } });
  const response = await fetch(running.endpoint, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIALOCALADMIN000000/x/eu-central-1/sqs/aws4_request',
      'x-amz-target': 'AmazonSQS.ReceiveMessage',
    },
    body: JSON.stringify({ QueueUrl: running.queues.FirstQueue, MaxNumberOfMessages: 10 }),
  });

  const { Messages } = JSON.parse(await response.text());

  expect(Messages.map(({ Body }: { readonly Body: string }) => JSON.parse(Body))).toMatchObject([
    { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'small-inbox' },
  ]);
});
