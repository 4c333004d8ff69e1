import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { inboxKeys, inboxPrefixes, type ObjectVersion, objectId, resultsKeys } from '../../lambdas/keys.ts';
import type { Cloud } from '../../local/cloud.ts';
import { encodeEventKey } from '../../local/s3/notifications.ts';

/** The model of the demo, as its user has it: two buckets. */
export interface Monitor {
  readonly model: string;
  readonly s3: S3Client;
  readonly inbox: string;
  readonly results: string;
  uploadReference(file: string, content: Uint8Array): Promise<void>;
  uploadBatch(file: string, content: Uint8Array): Promise<ObjectVersion>;
  uploadContract(content: Uint8Array): Promise<void>;
  /** What became of rows of earlier batches. */
  uploadLabels(file: string, content: Uint8Array): Promise<void>;
  /** Has an upload announced once more, as S3 may do at any time. */
  announceAgain(object: ObjectVersion): Promise<void>;
  /** @throws Error when nothing was published about the object */
  readResult(object: ObjectVersion): Promise<Result>;
}

export function openMonitor(cloud: Cloud, model: string): Monitor {
  const s3 = new S3Client({
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: cloud.credentials,
    forcePathStyle: true,
  });
  const inbox = output(cloud, 'InboxBucketName');
  const results = output(cloud, 'ResultsBucketName');
  const upload = async (key: string, content: Uint8Array): Promise<ObjectVersion> => {
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: inbox, Key: key, Body: content }));
    return { bucket: inbox, key, versionId: VersionId ?? 'null' };
  };
  return {
    model,
    s3,
    inbox,
    results,
    uploadReference: async (file, content) =>
      void (await upload(`${inboxKeys.references(model)}${file}`, content)),
    uploadContract: async (content) => void (await upload(inboxKeys.contract(model), content)),
    uploadLabels: async (file, content) =>
      void (await upload(`${inboxPrefixes.labels}${model}/${file}`, content)),
    uploadBatch: (file, content) => upload(`${inboxPrefixes.batches}${model}/${file}`, content),
    announceAgain: (object) => sendMessage(cloud, validateQueue(cloud), announcement(object)),
    readResult: async (object) => {
      const key = resultsKeys.result(model, objectId(object));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: results, Key: key }));
      return resultSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    },
  };
}

function output({ outputs }: Cloud, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new Error(`the stack has no output ${name}`);
  return value;
}

function validateQueue({ queues }: Cloud): string {
  const found = Object.entries(queues).find(([logicalId]) => logicalId.startsWith('ValidateBatchQueue'));
  if (found === undefined) throw new Error('the stack has no queue of validate-batch');
  return found[1];
}

/** The part of an S3 event that says which object it is about. */
function announcement({ bucket, key, versionId }: ObjectVersion): string {
  const object = { key: encodeEventKey(key), versionId };
  const record = {
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: bucket }, object },
  };
  return JSON.stringify({ Records: [record] });
}

async function sendMessage(
  { endpoint, region, credentials }: Cloud,
  queue: string,
  body: string,
): Promise<void> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const credential = `${credentials.accessKeyId}/${day}/${region}/sqs/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify({ QueueUrl: queue, MessageBody: body }),
  });
  if (!response.ok) throw new Error(`the queue refused the announcement: ${await response.text()}`);
}
