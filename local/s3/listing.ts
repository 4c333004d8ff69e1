import type { ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import type { XmlChildren } from '../xml.ts';
import { compareUtf8, currentVersion, type ObjectVersion, sortedKeys } from './buckets.ts';
import { type BucketCall, type BucketOperation, demandOnBucket, xmlReply } from './operation.ts';

const common = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

/** ListObjectsV2, ListObjectVersions, ListObjects. */
export const listingOperations: readonly BucketOperation[] = [
  {
    method: 'GET',
    requires: ['list-type'],
    allows: [...common, 'continuation-token', 'start-after', 'fetch-owner'],
    run: listObjects,
  },
  {
    method: 'GET',
    requires: ['versions'],
    allows: [...common, 'key-marker', 'version-id-marker'],
    run: listVersions,
  },
  { method: 'GET', allows: [...common, 'marker'], run: listObjectsFromMarker },
];

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  encode(text: string): string;
}

function listObjects(call: BucketCall): ServiceReply {
  const listing = readListing(call, 's3:ListBucket');
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after') ?? '';
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
  const page = paginate(currentEntries(call, listing), listing, after);
  return xmlReply('ListBucketResult', {
    ...describe(call, listing),
    KeyCount: page.items.length + page.commonPrefixes.length,
    ContinuationToken: token ?? undefined,
    StartAfter: startAfter === '' ? undefined : listing.encode(startAfter),
    NextContinuationToken: page.last === undefined ? undefined : Buffer.from(page.last).toString('base64url'),
    ...describeObjects(page, listing),
  });
}

/** The older listing, which `bucket.objects` of boto3 still asks for. */
function listObjectsFromMarker(call: BucketCall): ServiceReply {
  const listing = readListing(call, 's3:ListBucket');
  const marker = call.query.get('marker') ?? '';
  const page = paginate(currentEntries(call, listing), listing, marker);
  return xmlReply('ListBucketResult', {
    ...describe(call, listing),
    Marker: listing.encode(marker),
    NextMarker: page.last === undefined ? undefined : listing.encode(page.last),
    ...describeObjects(page, listing),
  });
}

function currentEntries({ bucket }: BucketCall, { prefix }: Listing): readonly [string, ObjectVersion][] {
  return sortedKeys(bucket, prefix).flatMap((key): readonly [string, ObjectVersion][] => {
    const version = currentVersion(bucket, key);
    return version === undefined ? [] : [[key, version]];
  });
}

function describeObjects(page: Page<ObjectVersion>, { encode }: Listing): XmlChildren {
  return {
    IsTruncated: page.last !== undefined,
    Contents: page.items.map(([, version]) => describeVersion(version, encode)),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}

/** Pages end between keys: the versions of one key are never torn apart, so `version-id-marker` is not needed. */
function listVersions(call: BucketCall): ServiceReply {
  const listing = readListing(call, 's3:ListBucketVersions');
  const { encode } = listing;
  const after = call.query.get('key-marker') ?? '';
  const entries = sortedKeys(call.bucket, listing.prefix).map((key): [string, readonly ObjectVersion[]] => [
    key,
    call.bucket.versions.get(key) ?? [],
  ]);
  const page = paginate(entries, listing, after);
  const all = page.items.flatMap(([, versions]) =>
    versions.map((version, index) => ({ version, isLatest: index === 0 })),
  );
  return xmlReply('ListVersionsResult', {
    ...describe(call, listing),
    KeyMarker: encode(after),
    IsTruncated: page.last !== undefined,
    NextKeyMarker: page.last === undefined ? undefined : encode(page.last),
    Version: all
      .filter(({ version }) => !version.deleteMarker)
      .map(({ version, isLatest }) => ({
        ...describeVersion(version, encode),
        VersionId: version.versionId,
        IsLatest: isLatest,
      })),
    DeleteMarker: all
      .filter(({ version }) => version.deleteMarker)
      .map(({ version: { key, versionId, lastModified }, isLatest }) => ({
        Key: encode(key),
        VersionId: versionId,
        LastModified: toTheSecond(lastModified),
        IsLatest: isLatest,
      })),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  });
}

/** S3 knows when an object came to the second. */
function toTheSecond(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, '.000Z');
}

interface Page<T> {
  readonly items: readonly [string, T][];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins, if there is one. */
  readonly last: string | undefined;
}

/** Folds keys into common prefixes and cuts after `maxKeys`. */
function paginate<T>(
  entries: readonly [string, T][],
  { prefix, delimiter, maxKeys }: Listing,
  after: string,
): Page<T> {
  const items: [string, T][] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  // Whoever asks for nothing has got it all.
  if (maxKeys === 0) return { items, commonPrefixes, last: undefined };
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

function readListing(call: BucketCall, action: string): Listing {
  const { query } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  demandOnBucket(call, action);
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
    LastModified: toTheSecond(version.lastModified),
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm.toUpperCase(),
    Size: version.size,
    StorageClass: 'STANDARD',
  };
}
