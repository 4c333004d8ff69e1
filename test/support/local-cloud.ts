import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import type { CloudOptions } from '../../local/cloud-options.ts';
import { synthesize } from '../../local/synthesize.ts';
import { type Clock, startClock } from './clock.ts';

/** The product running on this machine, and a person's hands on it. */
export interface LocalCloud {
  readonly cloud: Cloud;
  readonly s3: S3Client;
  readonly inbox: string;
  readonly results: string;
  /** Puts the cloud's clock on. */
  readonly nextSecond: Clock['nextSecond'];
  /** Puts an object into the inbox. @returns its version */
  upload(key: string, content: string | Uint8Array): Promise<string>;
  /** Deletes one version of an inbox object for good. */
  destroy(key: string, versionId: string): Promise<void>;
  /** Keys in the results bucket, in order. */
  resultKeys(prefix: string): Promise<readonly string[]>;
  readResult(key: string): Promise<string>;
  /** Puts a message into the queue of a function. */
  sendMessage(queue: RegExp, body: string): Promise<void>;
  stop(): Promise<void>;
}

/** A template as the synthesis wrote it: a test may take something out. */
export type Template = {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
};

/**
 * @param change  is shown the template before it is run
 * @param options  of the cloud, besides where it is and what it runs; without test events of S3 a function that has nothing to do is
 *   not started
 */
export async function startLocalCloud(
  change?: (template: Template) => void,
  options: Pick<CloudOptions, 'isWriteInProgress' | 'testEvents'> = {},
): Promise<LocalCloud> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  const synthesized = await synthesize('local');
  const assembly = change ? await changed(synthesized, join(directory, 'assembly'), change) : synthesized;
  const { now, nextSecond } = startClock();
  const quick = { retryDelayMs: 50, testEvents: false };
  const settings = { directory: join(directory, 'cloud'), now, ...quick, ...options };
  const cloud = await startCloud({ assembly, ...settings });
  const { endpoint, region, credentials, outputs } = cloud;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const inbox = outputs.InboxBucketName ?? '';
  const results = outputs.ResultsBucketName ?? '';
  return {
    cloud,
    s3,
    inbox,
    results,
    nextSecond,
    async upload(key, content) {
      const put = await s3.send(
        new PutObjectCommand({ Bucket: inbox, Key: key, Body: Buffer.from(content) }),
      );
      return put.VersionId ?? '';
    },
    async destroy(key, versionId) {
      await s3.send(new DeleteObjectCommand({ Bucket: inbox, Key: key, VersionId: versionId }));
    },
    async resultKeys(prefix) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: results, Prefix: prefix }));
      return (page.Contents ?? []).map(({ Key = '' }) => Key);
    },
    async readResult(key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: results, Key: key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array(0);
      return key.endsWith('.gz') ? gunzipSync(bytes).toString() : new TextDecoder().decode(bytes);
    },
    async sendMessage(queue, body) {
      const [, url = ''] = Object.entries(cloud.queues).find(([id]) => queue.test(id)) ?? [];
      await sqs(cloud, 'SendMessage', { QueueUrl: queueUrl(cloud, url), MessageBody: body });
    },
    async stop() {
      await cloud.stop();
      s3.destroy();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An S3 event about one object, as it stands in a queue's message. */
export function s3Event(bucket: string, key: string, versionId: string): string {
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  return JSON.stringify({
    Records: [{ s3: { bucket: { name: bucket }, object: { key: encoded, versionId } } }],
  });
}

async function changed(from: string, to: string, change: (template: Template) => void): Promise<string> {
  await cp(from, to, { recursive: true });
  const name = (await readdir(to)).find((file) => file.endsWith('.template.json')) ?? '';
  const template: Template = JSON.parse(await readFile(join(to, name), 'utf8'));
  change(template);
  await writeFile(join(to, name), JSON.stringify(template));
  return to;
}

function queueUrl({ endpoint }: Cloud, arn: string): string {
  return `${endpoint}/000000000000/${arn.slice(arn.lastIndexOf(':') + 1)}`;
}

async function sqs({ endpoint, credentials }: Cloud, action: string, body: object): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261120/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
}
