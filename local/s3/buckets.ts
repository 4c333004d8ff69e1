import { randomBytes } from 'node:crypto';
import { bucketArn } from '../account.ts';
import type { Segment } from './bodies.ts';
import type { Checksum } from './digests.ts';

/** One version of one object, or a delete marker. Every bucket of the stack keeps versions. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly deleteMarker: boolean;
  readonly lastModified: Date;
  /** Without quotes. */
  readonly etag: string;
  readonly size: number;
  readonly segments: readonly Segment[];
  readonly checksum: Checksum | undefined;
  /** Headers that go back to readers as they came: content type and encoding, `x-amz-meta-*`, … */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  /** Versions of each key, newest first. */
  readonly versions: Map<string, readonly ObjectVersion[]>;
}

export function createBucket(name: string, created: Date): Bucket {
  return { name, arn: bucketArn(name), created, versions: new Map() };
}

export function objectArn(bucket: Bucket, key: string): string {
  return `${bucket.arn}/${key}`;
}

/** The newest version of a key, unless there is none or it is a delete marker. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.versions.get(key)?.[0];
  return newest?.deleteMarker ? undefined : newest;
}

/** Makes a version the newest one of its key. */
export function storeVersion(bucket: Bucket, version: Omit<ObjectVersion, 'versionId'>): ObjectVersion {
  const stored = { ...version, versionId: newVersionId() };
  bucket.versions.set(version.key, [stored, ...(bucket.versions.get(version.key) ?? [])]);
  return stored;
}

/** Takes one version away for good. @returns what was taken */
export function removeVersion(bucket: Bucket, key: string, versionId: string): ObjectVersion | undefined {
  const versions = bucket.versions.get(key) ?? [];
  const kept = versions.filter((version) => version.versionId !== versionId);
  if (kept.length === 0) bucket.versions.delete(key);
  else bucket.versions.set(key, kept);
  return versions.find((version) => version.versionId === versionId);
}

/** Keys in the order of their UTF-8 bytes, as S3 lists them. */
export function sortedKeys(bucket: Bucket, prefix: string): readonly string[] {
  return [...bucket.versions.keys()].filter((key) => key.startsWith(prefix)).sort(compareUtf8);
}

/** Order of the UTF-8 bytes; differs from the order of JavaScript strings outside the basic plane. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function newVersionId(): string {
  return randomBytes(24).toString('base64url');
}
