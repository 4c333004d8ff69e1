import type { IncomingHttpHeaders } from 'node:http';
import { account } from './account.ts';
import { bucketOperations } from './s3/bucket-operations.ts';
import { deleteObject, deleteObjects } from './s3/deletion.ts';
import { listingOperations } from './s3/listing.ts';
import { multipartOperations } from './s3/multipart.ts';
import { objectOperations } from './s3/objects.ts';
import {
  type BucketOperation,
  findBucket,
  type ObjectOperation,
  type S3State,
  s3Namespace,
  xmlHeaders,
} from './s3/operation.ts';
import type { Service, ServiceReply, ServiceRequest } from './service.ts';
import { notImplemented, ServiceError } from './service-error.ts';
import { xmlDocument } from './xml.ts';

const onBucket: readonly BucketOperation[] = [...bucketOperations, ...listingOperations, deleteObjects];
const onObject: readonly ObjectOperation[] = [...multipartOperations, ...objectOperations, deleteObject];

const longestKeyBytes = 1024;

/** The S3 service, path style. */
export function createS3(state: S3State): Service {
  return {
    handle: async (request) => {
      checkHeaders(request.headers);
      const [name = '', ...rest] = request.path.slice(1).split('/');
      if (name === '') return listBuckets(state, request);
      const key = decode(rest.join('/'));
      if (key === '') {
        const { run } = findOperation(onBucket, request, 'a bucket');
        return run({ ...request, state, bucket: findBucket(state, decode(name)) });
      }
      if (Buffer.byteLength(key) > longestKeyBytes)
        throw new ServiceError(400, 'KeyTooLongError', 'Your key is too long');
      const { run } = findOperation(onObject, request, 'an object');
      return run({ ...request, state, bucket: findBucket(state, decode(name)), key });
    },
    renderError,
  };
}

/** Parameters of a presigned URL, and the one by which the SDK names the operation for its own logs. */
const signatureParameter = /^(x-amz-.*|x-id|AWSAccessKeyId|Signature|Expires)$/i;

/** The operation whose required query parameters are there, and that allows every other one that is. */
function findOperation<T extends BucketOperation | ObjectOperation>(
  operations: readonly T[],
  { method, query }: ServiceRequest,
  what: string,
): T {
  const names = [...query.keys()].filter((name) => !signatureParameter.test(name));
  const found = operations.find(
    ({ method: wanted, requires = [], allows = [] }) =>
      wanted === method &&
      requires.every((name) => names.includes(name)) &&
      names.every((name) => requires.includes(name) || allows.includes(name)),
  );
  if (found === undefined)
    throw notImplemented(`${method} of ${what} with ${names.join(', ') || 'no parameters'}`);
  return found;
}

function listBuckets(state: S3State, { caller, method }: ServiceRequest): ServiceReply {
  if (method !== 'GET') throw notImplemented(`${method} of the service`);
  state.access.demand(caller, { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' });
  const buckets = [...state.buckets.values()].map(({ name, created }) => ({
    Name: name,
    CreationDate: created.toISOString(),
  }));
  const body = { Owner: { ID: account }, Buckets: { Bucket: buckets } };
  return { status: 200, headers: xmlHeaders, body: xmlDocument('ListAllMyBucketsResult', body, s3Namespace) };
}

const knownHeaders =
  /^x-amz-(content-sha256|date|security-token|user-agent|te|trailer|decoded-content-length|copy-source|copy-source-range|copy-source-if-match|metadata-directive|sdk-checksum-algorithm|checksum-.*|meta-.*)$/;

/** Headers that mean something here only with one value. */
const onlyValue: Readonly<Record<string, string>> = {
  'x-amz-expected-bucket-owner': account,
  'x-amz-server-side-encryption': 'AES256',
  'x-amz-storage-class': 'STANDARD',
};

function checkHeaders(headers: IncomingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-') || knownHeaders.test(name) || onlyValue[name] === value) continue;
    throw notImplemented(`the header ${name}: ${String(value)}`);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

function renderError({ status, code, message, headers }: ServiceError, requestId: string): ServiceReply {
  const body = xmlDocument('Error', { Code: code, Message: message, RequestId: requestId, HostId: 'local' });
  return { status, headers: { ...xmlHeaders, ...headers }, body };
}
