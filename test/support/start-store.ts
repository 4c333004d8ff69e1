import { S3Client } from '@aws-sdk/client-s3';
import { startCloud } from '../../local/cloud.ts';
import { makeDirectory, writeAssembly } from '../local/fixtures/assembly.ts';
import { bucket } from '../local/fixtures/small-stack.ts';
import { type Clock, startClock } from './clock.ts';

/** An embedded cloud of one bucket, to which commands find from the environment of this process. */
export interface Store {
  readonly s3: S3Client;
  readonly Bucket: string;
  /** `s3://` and the bucket, without a slash behind it. */
  readonly place: string;
  /** Puts the cloud's clock on. */
  readonly nextSecond: Clock['nextSecond'];
  /** Stops the cloud, and leaves the environment as it was. */
  readonly stop: () => Promise<void>;
}

export async function startStore(): Promise<Store> {
  const before = { ...process.env };
  const { now, nextSecond } = startClock();
  const template = { Resources: { Store: bucket() } };
  const cloud = await startCloud({
    assembly: await writeAssembly(template),
    directory: await makeDirectory(),
    now,
  });
  const { accessKeyId, secretAccessKey } = cloud.credentials;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const Bucket = cloud.buckets.Store ?? '';
  const stop = async () => {
    process.env = before;
    await cloud.stop();
  };
  return { s3: new S3Client(cloud), Bucket, place: `s3://${Bucket}`, nextSecond, stop };
}
