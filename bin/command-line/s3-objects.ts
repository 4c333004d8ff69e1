import { setTimeout as wait } from 'node:timers/promises';
import { s3Store } from '../../lambdas/aws/s3-store.ts';
import type { OpenObject, ReadableStore } from '../../lambdas/pipeline/ports.ts';
import { orInputError, s3Client } from './s3-client.ts';
import { InputError } from './usage.ts';

/** An object of S3 as the command line reads it: once, from its beginning to its end. */
export interface S3Object {
  readonly key: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** What lies at a place in S3. */
export interface S3Place {
  object(): Promise<S3Object>;
  /** What lies right in the folder. */
  objects(): AsyncIterable<S3Object>;
}

/**
 * A place in S3, with the credentials and the region that the AWS command line would use.
 *
 * @param url  `s3://BUCKET/KEY`
 * @throws InputError when it is no such address; from its methods when there is nothing, or it can't be had
 */
export function openS3(url: string): S3Place {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(url) ?? [];
  if (bucket === undefined) throw new InputError(`${url}: s3://BUCKET/KEY is the form`);
  const store = storeOf(bucket);
  const open = async (one: string) => {
    const object = await orInputError(`read ${url}`, () => store.open(one));
    if (!object) throw new InputError(`can't open ${url}: there is no such object`);
    return named(url, object);
  };
  return {
    object: () => open(key),
    async *objects() {
      const keys = await orInputError(`read ${url}`, () =>
        Array.fromAsync(store.list(key), (object) => object.key),
      );
      for (const one of keys) if (!one.slice(key.length).includes('/')) yield await open(one);
    },
  };
}

/**
 * A bucket as results are read from it.
 *
 * @param url  `s3://BUCKET`
 * @throws InputError when it is no such address; from its methods when it can't be read
 */
export function openBucket(url: string): Pick<ReadableStore, 'read' | 'list'> {
  const [, bucket] = /^s3:\/\/([^/]+)\/*$/.exec(url) ?? [];
  if (bucket === undefined) throw new InputError(`${url}: s3://BUCKET is the form`);
  const store = storeOf(bucket);
  return {
    read: (key) => orInputError(`read s3://${bucket}/${key}`, () => store.read(key)),
    async *list(prefix) {
      yield* await orInputError(`read s3://${bucket}/${prefix}`, () => Array.fromAsync(store.list(prefix)));
    },
  };
}

function storeOf(bucket: string): ReadableStore {
  return s3Store(s3Client(), bucket, (milliseconds) => wait(milliseconds));
}

function named(url: string, { key, source }: OpenObject): S3Object {
  return {
    key,
    async *bytes() {
      const pieces = source.stream()[Symbol.asyncIterator]();
      for (;;) {
        const { value, done } = await orInputError(`read ${url}`, () => pieces.next());
        if (done) return;
        yield value;
      }
    },
  };
}
