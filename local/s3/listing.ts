import type { ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { type XmlChildren, xmlDocument } from '../xml.ts';
import { compareUtf8, currentVersion, type ObjectVersion, sortedKeys } from './buckets.ts';
import {
  type BucketCall,
  type BucketOperation,
  demandOnBucket,
  s3Namespace,
  xmlHeaders,
} from './operation.ts';

/** ListObjectsV2. */
export const listObjects: BucketOperation = {
  method: 'GET',
  requires: ['list-type'],
  allows: [
    'prefix',
    'delimiter',
    'max-keys',
    'encoding-type',
    'continuation-token',
    'start-after',
    'fetch-owner',
  ],
  run: list,
};

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  encode(text: string): string;
}

function list(call: BucketCall): ServiceReply {
  const listing = readListing(call);
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after') ?? '';
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
  const entries = sortedKeys(call.bucket, listing.prefix).flatMap(
    (key): readonly [string, ObjectVersion][] => {
      const version = currentVersion(call.bucket, key);
      return version === undefined ? [] : [[key, version]];
    },
  );
  const page = paginate(entries, listing, after);
  const { encode } = listing;
  const result = {
    ...describe(call, listing),
    KeyCount: page.items.length + page.commonPrefixes.length,
    ContinuationToken: token ?? undefined,
    StartAfter: startAfter === '' ? undefined : encode(startAfter),
    IsTruncated: page.last !== undefined,
    NextContinuationToken: page.last === undefined ? undefined : Buffer.from(page.last).toString('base64url'),
    Contents: page.items.map(([, version]) => ({
      ...describeVersion(version, encode),
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
  return { status: 200, headers: xmlHeaders, body: xmlDocument('ListBucketResult', result, s3Namespace) };
}

/** Folds keys into common prefixes and cuts after `maxKeys`. `last` is where the next page begins, if there is one. */
function paginate<T>(
  entries: readonly [string, T][],
  { prefix, delimiter, maxKeys }: Listing,
  after: string,
) {
  const items: [string, T][] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  for (const entry of entries) {
    const [key] = entry;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    if (compareUtf8(name, last) <= 0 && last !== '') continue;
    if (items.length + commonPrefixes.length >= maxKeys) return { items, commonPrefixes, last };
    if (end < 0) items.push(entry);
    else commonPrefixes.push(name);
    last = name;
  }
  return { items, commonPrefixes, last: undefined };
}

function readListing(call: BucketCall): Listing {
  const { query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  demandOnBucket(call, 's3:ListBucket');
  const maxKeys = Number(query.get('max-keys') ?? 1000);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new ServiceError(400, 'InvalidArgument', 'max-keys must be a whole number, 0 or more.');
  }
  const encodes = query.get('encoding-type') === 'url';
  const encode = (text: string) => (encodes ? encodeURIComponent(text).replaceAll('%2F', '/') : text);
  return { prefix, delimiter, maxKeys: Math.min(maxKeys, 1000), encode };
}

function describe(
  { bucket, query }: BucketCall,
  { prefix, delimiter, maxKeys, encode }: Listing,
): XmlChildren {
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: query.get('encoding-type') ?? undefined,
  };
}

function describeVersion(version: ObjectVersion, encode: (text: string) => string): XmlChildren {
  return {
    Key: encode(version.key),
    LastModified: version.lastModified.toISOString(),
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm.toUpperCase(),
    Size: version.size,
  };
}
