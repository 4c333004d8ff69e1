import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { readBody, writeBody } from './bodies.ts';
import { currentVersion, type ObjectVersion } from './buckets.ts';
import {
  checkWriteConditions,
  commitVersion,
  demandOnObject,
  findBucket,
  noSuchKey,
  type ObjectCall,
  type ObjectOperation,
  preconditionFailed,
  unquote,
  versionHeaders,
  xmlReply,
} from './operation.ts';
import { readRange } from './range.ts';

/** Headers that a presigned link may set for whoever follows it. */
const overrides = ['content-type', 'content-disposition', 'content-encoding', 'cache-control'] as const;

/** PutObject, CopyObject, GetObject, HeadObject; GetObjectTagging, which clients ask before a copy: no object has tags here. */
export const objectOperations: readonly ObjectOperation[] = [
  {
    method: 'PUT',
    run: (call) => (call.headers['x-amz-copy-source'] === undefined ? put(call) : copy(call)),
  },
  { method: 'GET', allows: ['versionId', ...overrides.map((name) => `response-${name}`)], run: get },
  { method: 'HEAD', allows: ['versionId'], run: get },
  { method: 'GET', requires: ['tagging'], allows: ['versionId'], run: getTags },
];

const keptHeaders =
  /^(content-type|content-encoding|content-language|content-disposition|cache-control|expires|x-amz-meta-.*)$/;

/** The headers of an upload that readers get back. */
export function storedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const encoding = String(headers['content-encoding'] ?? '').replace(/\s*aws-chunked\s*,?\s*/g, '');
  const kept = Object.entries(headers).filter(
    ([name]) => keptHeaders.test(name) && name !== 'content-encoding',
  );
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
  };
}

async function put(call: ObjectCall): Promise<ServiceReply> {
  demandOnObject(call, 's3:PutObject');
  if (call.headers['if-match'] !== undefined) demandOnObject(call, 's3:GetObject');
  const body = await writeBody(call.state.directory, call.body, call.headers);
  const stored = commitVersion(call, 'ObjectCreated:Put', {
    etag: body.md5.toString('hex'),
    size: body.size,
    segments: [body],
    checksum: body.checksum,
    headers: storedHeaders(call.headers),
  });
  return {
    status: 200,
    headers: {
      etag: `"${stored.etag}"`,
      ...versionHeaders(stored),
      ...checksumHeaders(stored),
    },
  };
}

function copy(call: ObjectCall): ServiceReply {
  demandOnObject(call, 's3:PutObject');
  checkWriteConditions(call);
  const from = findCopySource(call);
  checkCopyOntoItself(call, from);
  const stored = commitVersion(call, 'ObjectCreated:Copy', {
    ...from,
    headers:
      call.headers['x-amz-metadata-directive'] === 'REPLACE' ? storedHeaders(call.headers) : from.headers,
  });
  const result = { LastModified: stored.lastModified.toISOString(), ETag: `"${stored.etag}"` };
  return xmlReply('CopyObjectResult', result, versionHeaders(stored));
}

/** A version that is the newest of its key may be copied onto itself with other metadata alone. */
function checkCopyOntoItself({ bucket, key, headers }: ObjectCall, from: ObjectVersion): void {
  if (currentVersion(bucket, key) !== from || headers['x-amz-metadata-directive'] === 'REPLACE') return;
  throw new ServiceError(
    400,
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** The version that a copy names, of any bucket, if the caller may read it. */
export function findCopySource(call: ObjectCall): ObjectVersion {
  const [path = '', query = ''] = String(call.headers['x-amz-copy-source']).split('?');
  const [name = '', ...rest] = decodeURIComponent(path).replace(/^\//, '').split('/');
  const source = {
    ...call,
    bucket: findBucket(call.state, name),
    key: rest.join('/'),
    query: new URLSearchParams(query),
  };
  demandOnObject(source, source.query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject');
  const version = findVersion(source);
  const wanted = call.headers['x-amz-copy-source-if-match']?.toString();
  if (wanted !== undefined && unquote(wanted) !== version.etag)
    throw preconditionFailed('x-amz-copy-source-If-Match');
  return version;
}

function get(call: ObjectCall): ServiceReply {
  demandOnObject(call, call.query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject');
  const version = findVersion(call);
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, range } = call.headers;
  if (ifMatch !== undefined && unquote(ifMatch) !== version.etag) throw preconditionFailed('If-Match');
  if (ifNoneMatch !== undefined && [version.etag, '*'].includes(unquote(ifNoneMatch))) {
    return { status: 304, headers: { etag: `"${version.etag}"` } };
  }
  const part = readRange(range, version.size);
  const { from, to } = part ?? { from: 0, to: version.size };
  const echo =
    call.headers['x-amz-checksum-mode']?.toString().toUpperCase() === 'ENABLED' && part === undefined;
  return {
    status: part === undefined ? 200 : 206,
    headers: {
      ...version.headers,
      ...overridden(call.query),
      'accept-ranges': 'bytes',
      'content-length': String(to - from),
      etag: `"${version.etag}"`,
      'last-modified': version.lastModified.toUTCString(),
      ...versionHeaders(version),
      ...(part === undefined ? {} : { 'content-range': `bytes ${from}-${to - 1}/${version.size}` }),
      ...(echo ? checksumHeaders(version) : {}),
    },
    ...(call.method === 'HEAD' || from === to ? {} : { body: readBody(version.segments, from, to) }),
  };
}

function overridden(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    overrides.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function getTags(call: ObjectCall): ServiceReply {
  demandOnObject(call, 's3:GetObjectTagging');
  return xmlReply('Tagging', { TagSet: {} }, versionHeaders(findVersion(call)));
}

/** The version that a read asks for. */
function findVersion(call: ObjectCall): ObjectVersion {
  const { bucket, key, query } = call;
  const versionId = query.get('versionId');
  if (versionId === null) {
    const current = currentVersion(bucket, key);
    if (current === undefined) throw noSuchKey(call);
    return current;
  }
  const version = bucket.versions.get(key)?.find((one) => one.versionId === versionId);
  if (version === undefined)
    throw new ServiceError(404, 'NoSuchVersion', 'The specified version does not exist.');
  if (version.deleteMarker) {
    throw new ServiceError(405, 'MethodNotAllowed', 'The version is a delete marker.', {
      'x-amz-delete-marker': 'true',
    });
  }
  return version;
}

function checksumHeaders({ checksum }: ObjectVersion): Record<string, string> {
  if (checksum === undefined) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT',
  };
}
