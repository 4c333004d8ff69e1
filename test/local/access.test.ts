import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { functionAccessKeyId } from '../../local/access.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { rolePolicy, smallStack } from './fixtures/small-stack.ts';

let cloud: Cloud;
let asFirst: S3Client;
let Bucket: string;

/** The role of First may read and write objects of both buckets and list only the results; it may not delete or publish. */
beforeAll(async () => {
  const listing = {
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: { 'Fn::GetAtt': ['Results', 'Arn'] },
  };
  const sealed = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Results', 'Arn'] }, '/sealed/*']] },
  };
  const bucketPolicy = {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Results' },
      PolicyDocument: { Version: '2012-10-17', Statement: [sealed] },
    },
  };
  const extra = { Listing: rolePolicy('First', [listing]), ResultsPolicy: bucketPolicy };
  const assembly = await writeAssembly(smallStack({ extra }));
  cloud = await startCloud({ assembly, directory: await makeDirectory() });
  const credentials = { accessKeyId: functionAccessKeyId('Small-First'), secretAccessKey: 'local' };
  asFirst = new S3Client({ ...cloud, credentials });
  Bucket = cloud.buckets.Results ?? '';
});

afterAll(() => cloud.stop());

const denied = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };

describe("a function's key", () => {
  test('may do what its role allows', async () => {
    await asFirst.send(new PutObjectCommand({ Bucket, Key: 'open/a', Body: 'x' }));

    await expect(asFirst.send(new GetObjectCommand({ Bucket, Key: 'open/a' }))).resolves.toBeDefined();
  });

  test('gets 404 for a missing key where it may list, and 403 elsewhere', async () => {
    const missing = { Bucket, Key: 'missing' };
    const closed = { Bucket: cloud.buckets.Inbox, Key: 'missing' };

    await expect(asFirst.send(new HeadObjectCommand(missing))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(asFirst.send(new HeadObjectCommand(closed))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(asFirst.send(new GetObjectCommand(closed))).rejects.toMatchObject(denied);
  });

  test('lists only the bucket that the policy names', async () => {
    const list = (name?: string) => asFirst.send(new ListObjectsV2Command({ Bucket: name }));

    await expect(list(Bucket)).resolves.toBeDefined();
    await expect(list(cloud.buckets.Inbox)).rejects.toMatchObject(denied);
  });

  test('may not write what the policy of the bucket denies, in one piece or in many', async () => {
    const at = { Bucket, Key: 'sealed/a' };

    await expect(
      asFirst.send(new PutObjectCommand({ ...at, Body: 'x'.repeat(3_000_000) })),
    ).rejects.toMatchObject(denied);
    await expect(asFirst.send(new CreateMultipartUploadCommand(at))).rejects.toMatchObject(denied);
  });

  test('may not write to another bucket, delete, or abort an upload', async () => {
    const put = new PutObjectCommand({ Bucket: cloud.buckets.Inbox, Key: 'in/a.csv', Body: 'x' });
    const remove = new DeleteObjectCommand({ Bucket, Key: 'open/a' });
    const removeMany = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'open/a' }] } });
    const abort = new AbortMultipartUploadCommand({ Bucket, Key: 'open/a', UploadId: 'x' });

    await expect(asFirst.send(put)).rejects.toMatchObject(denied);
    await expect(asFirst.send(abort)).rejects.toMatchObject(denied);
    await expect(asFirst.send(remove)).rejects.toMatchObject(denied);
    await expect(asFirst.send(removeMany)).resolves.toMatchObject({ Errors: [{ Code: 'AccessDenied' }] });
  });

  test('may not publish', async () => {
    const credentials = { accessKeyId: functionAccessKeyId('Small-First'), secretAccessKey: 'local' };
    const sns = new SNSClient({ ...cloud, credentials });

    const publish = sns.send(new PublishCommand({ TopicArn: cloud.topics.Topic, Message: 'x' }));

    await expect(publish).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });
});

test('the policy of a bucket holds for people too', async () => {
  const put = new PutObjectCommand({ Bucket, Key: 'sealed/a', Body: 'x' });

  await expect(new S3Client(cloud).send(put)).rejects.toMatchObject(denied);
});

test('an unsigned request is refused, and a service that is not emulated is 501', async () => {
  const credential = 'AWS4-HMAC-SHA256 Credential=AKIALOCALADMIN000000/x/eu-central-1/dynamodb/aws4_request';

  const unsigned = await fetch(cloud.endpoint);
  const other = await fetch(cloud.endpoint, { headers: { authorization: credential } });

  expect([unsigned.status, other.status]).toEqual([403, 501]);
  expect(await other.text()).toMatch(/does not know the service &#34;dynamodb&#34;/);
});

test('a port that is taken is said to be', async () => {
  const port = Number(new URL(cloud.endpoint).port);
  const assembly = await writeAssembly({ Resources: {} });

  await expect(startCloud({ assembly, directory: await makeDirectory(), port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken.`,
  );
});
