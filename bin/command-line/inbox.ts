import { createReadStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { s3Store } from '../../lambdas/aws/s3-store.ts';
import { orInputError, s3Client } from './s3-client.ts';
import { InputError, UsageError } from './usage.ts';

/** One version of an object that can be seen: its key was not deleted since. */
export interface SeenVersion {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

/** The inbox as people's hands see it. */
export interface Inbox {
  /** Keys right in a folder, or an object alone. */
  keys(prefix: string): Promise<readonly string[]>;
  /** All versions under a prefix whose keys are there, the newest first. */
  versions(prefix: string): Promise<readonly SeenVersion[]>;
  copy(from: string, to: string, versionId?: string): Promise<void>;
  /** A text, with the ETag that tells its version. @returns undefined when there is none */
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  write(key: string, text: string): Promise<void>;
  /** Writes over exactly the version that was read; without an ETag only where there is none. */
  replace(key: string, etag: string | undefined, text: string): Promise<'replaced' | 'conflict'>;
  /** Uploads a local file of any size, or nothing at all. @returns the version that it made, `null` where the bucket keeps none */
  put(key: string, path: string | undefined): Promise<string>;
  /** Versions are kept: it can be brought back. */
  remove(key: string): Promise<void>;
}

/** An inbox, and a place in it. */
export interface InboxPlace {
  readonly inbox: Inbox;
  readonly bucket: string;
  readonly key: string;
}

/**
 * A place in an inbox, with the credentials and the region that the AWS command line would use.
 *
 * @param url  `s3://BUCKET/KEY`
 * @throws InputError when it is no such address; from the inbox when something can't be done
 */
export function openInbox(url: string): InboxPlace {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(url) ?? [];
  if (bucket === undefined) throw new InputError(`${url}: expected an address in S3, s3://BUCKET/KEY`);
  return { inbox: inboxOf(s3Client(), bucket), bucket, key };
}

/**
 * The inbox that `--inbox` names.
 *
 * @param place  `s3://BUCKET`, with or without a slash at its end
 * @throws UsageError when it is no such address
 */
export function openWholeInbox(place: string): InboxPlace {
  if (!/^s3:\/\/[^/]+\/*$/.test(place))
    throw new UsageError(
      `--inbox "${place}": expected s3://BUCKET, the inbox of the stack (its output InboxBucketName)`,
    );
  return openInbox(`${place.replace(/\/+$/, '')}/`);
}

function inboxOf(client: S3Client, Bucket: string): Inbox {
  const ask = <Answer>(run: () => Promise<Answer>) => orInputError(`use s3://${Bucket}`, run);
  const store = s3Store(client, Bucket, (milliseconds) => wait(milliseconds));
  return {
    async read(key) {
      const stored = await ask(() => store.read(key));
      return stored && { text: Buffer.from(stored.bytes).toString('utf8'), etag: stored.etag };
    },
    async replace(key, etag, text) {
      const options = { contentType: 'application/json' };
      if (etag !== undefined) return ask(() => store.replace(key, etag, Buffer.from(text), options));
      const created = await ask(() => store.create(key, Buffer.from(text), options));
      return created === 'created' ? 'replaced' : 'conflict';
    },
    async put(Key, path) {
      const Body = path === undefined ? '' : createReadStream(path);
      const { VersionId } = await ask(() => new Upload({ client, params: { Bucket, Key, Body } }).done());
      return VersionId ?? 'null';
    },
    async keys(Prefix) {
      const page = await ask(() => client.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' })));
      return (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
    },
    versions: (prefix) => ask(() => versionsIn(client, Bucket, prefix)),
    async copy(from, Key, versionId) {
      const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
      const CopySource = `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}${version}`;
      await ask(() => client.send(new CopyObjectCommand({ Bucket, Key, CopySource })));
    },
    async write(Key, text) {
      const Body = Buffer.from(text);
      await ask(() => client.send(new PutObjectCommand({ Bucket, Key, Body })));
    },
    async remove(Key) {
      await ask(() => client.send(new DeleteObjectCommand({ Bucket, Key })));
    },
  };
}

async function versionsIn(client: S3Client, Bucket: string, Prefix: string): Promise<readonly SeenVersion[]> {
  const versions: SeenVersion[] = [];
  const deleted = new Set<string>();
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  do {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker }),
    );
    for (const { Key, IsLatest } of page.DeleteMarkers ?? [])
      if (Key !== undefined && IsLatest) deleted.add(Key);
    for (const { Key, VersionId = 'null', LastModified = new Date(0) } of page.Versions ?? [])
      if (Key !== undefined) versions.push({ key: Key, versionId: VersionId, lastModified: LastModified });
    KeyMarker = page.NextKeyMarker;
    VersionIdMarker = page.NextVersionIdMarker;
  } while (KeyMarker !== undefined);
  return versions
    .filter(({ key }) => !deleted.has(key))
    .toSorted((a, b) => b.lastModified.getTime() - a.lastModified.getTime());
}
