import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** Copies every object of a bucket into a folder, unpacked, so that any editor opens it. */
export async function exportBucket(client: S3Client, bucket: string, directory: string): Promise<void> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key } of Contents) {
      if (Key !== undefined) await exportObject(client, bucket, Key, directory);
    }
  }
}

async function exportObject(client: S3Client, bucket: string, key: string, directory: string): Promise<void> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const isPacked = key.endsWith('.gz');
  const path = join(directory, isPacked ? key.slice(0, -'.gz'.length) : key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, isPacked ? gunzipSync(bytes) : bytes);
}
