import {
  type _Object,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectStore, StoredObject, WriteOptions } from '../pipeline/ports.ts';
import { isAbsent, isConditionFailed, isWriteInProgress } from './s3-errors.ts';
import { s3Source } from './s3-source.ts';

/** Resolves after so many milliseconds. */
type Wait = (milliseconds: number) => Promise<void>;

/** Pauses before a write that met another one is tried again: 1.6 s together, where the other one takes milliseconds. */
const pausesMs: readonly number[] = [25, 50, 100, 200, 400, 800];

/**
 * The object store on one S3 bucket. What S3 refuses for want of permission throws: that is a fault of the stack. A write
 * that met another one of the same key is tried again, and throws when that goes on: nothing is known of the object then.
 */
export function s3Store(client: S3Client, bucket: string, wait: Wait): ObjectStore {
  return {
    bucket,
    async open(key, versionId) {
      const asked = versionId === 'null' ? undefined : versionId;
      const head = await orAbsent(() =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: asked })),
      );
      if (!head) return undefined;
      const stored = storedObject(key, head);
      const version = { bucket, key, versionId: head.VersionId, etag: stored.etag };
      return { ...stored, source: s3Source(client, version, stored.sizeBytes, wait) };
    },
    async read(key) {
      const response = await orAbsent(() => client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
      if (!response) return undefined;
      const bytes = (await response.Body?.transformToByteArray()) ?? new Uint8Array(0);
      return { ...storedObject(key, response), bytes };
    },
    list: (prefix) => listObjects(client, bucket, prefix),
    async top() {
      const { Contents = [], CommonPrefixes = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' }),
      );
      return {
        objects: listedObjects(Contents),
        folders: CommonPrefixes.flatMap(({ Prefix }) => Prefix ?? []),
      };
    },
    async create(key, bytes, options) {
      const put = new PutObjectCommand({ ...target(bucket, key, options), Body: bytes, IfNoneMatch: '*' });
      return (await wins(() => client.send(put), pausesMs, wait)) ? 'created' : 'exists';
    },
    async createFrom(key, pieces, options) {
      const upload = new Upload({
        client,
        params: { ...target(bucket, key, options), Body: streamOf(pieces), IfNoneMatch: '*' },
      });
      // The pieces are gone by then: who made them has to make them again.
      return (await wins(() => upload.done(), [], wait)) ? 'created' : 'exists';
    },
    async replace(key, etag, bytes, options) {
      const put = new PutObjectCommand({ ...target(bucket, key, options), Body: bytes, IfMatch: etag });
      return (await wins(() => client.send(put), pausesMs, wait)) ? 'replaced' : 'conflict';
    },
  };
}

async function* listObjects(client: S3Client, Bucket: string, Prefix: string): AsyncIterable<StoredObject> {
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    yield* listedObjects(page.Contents ?? []);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}

function listedObjects(contents: readonly _Object[]): StoredObject[] {
  return contents.flatMap(({ Key, ETag = '', Size = 0, LastModified = new Date(0) }) =>
    Key === undefined
      ? []
      : [
          {
            ...{ key: Key, versionId: 'null', etag: ETag },
            ...{ sizeBytes: Size, lastModified: LastModified, metadata: {} },
          },
        ],
  );
}

function target(bucket: string, key: string, options: WriteOptions = {}) {
  return {
    Bucket: bucket,
    Key: key,
    ContentType: options.contentType,
    ContentEncoding: options.contentEncoding,
  };
}

function streamOf(pieces: AsyncIterable<Uint8Array>) {
  return ReadableStream.from(pieces);
}

function storedObject(key: string, head: HeadObjectCommandOutput | GetObjectCommandOutput): StoredObject {
  return {
    key,
    versionId: head.VersionId ?? 'null',
    etag: head.ETag ?? '',
    sizeBytes: head.ContentLength ?? 0,
    lastModified: head.LastModified ?? new Date(0),
    metadata: head.Metadata ?? {},
  };
}

async function orAbsent<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/**
 * Whether a conditional write took place.
 *
 * @param pauses  before each further try, should the write meet another one
 */
async function wins(write: () => Promise<unknown>, pauses: readonly number[], wait: Wait): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    const [pause, ...others] = pauses;
    if (!isWriteInProgress(error) || pause === undefined) throw error;
    await wait(pause);
    return wins(write, others, wait);
  }
}
