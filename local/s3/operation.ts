import type { Access } from '../access.ts';
import type { ServiceReply, ServiceRequest } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { type XmlChildren, xmlDocument } from '../xml.ts';
import { type Bucket, currentVersion, type ObjectVersion, objectArn, storeVersion } from './buckets.ts';
import { type EventName, type Notification, notify } from './notifications.ts';

/** State of the S3 service. Bodies are files in `directory`, all else lives as long as the process. */
export interface S3State {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly notifications: Map<string, readonly Notification[]>;
  /** Open multipart uploads by id. */
  readonly uploads: Map<string, Upload>;
  readonly access: Access;
  readonly directory: string;
  now(): Date;
  /** Whether a conditional write finds another one of its key under way. */
  isWriteInProgress(bucket: string, key: string): boolean;
  /** Is told of every object that was written. */
  onStored(bucket: string, key: string): void;
}

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly id: string;
  readonly bucket: Bucket;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksumType: string | undefined;
  readonly parts: Map<number, Part>;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly md5: Buffer;
  readonly path: string;
  readonly size: number;
  readonly checksum: ObjectVersion['checksum'];
  readonly lastModified: Date;
}

export interface BucketCall extends ServiceRequest {
  readonly state: S3State;
  readonly bucket: Bucket;
}

export interface ObjectCall extends BucketCall {
  readonly key: string;
}

type Run<Call> = (call: Call) => ServiceReply | Promise<ServiceReply>;

interface Shape {
  readonly method: string;
  /** Query parameters that must be there: they name the operation. */
  readonly requires?: readonly string[];
  /** Query parameters that may be there. Any other makes the call unknown. */
  readonly allows?: readonly string[];
}

/** An operation on a bucket or an object: how it is recognised, and what it does. */
export interface BucketOperation extends Shape {
  readonly run: Run<BucketCall>;
}
export interface ObjectOperation extends Shape {
  readonly run: Run<ObjectCall>;
}

/** @throws ServiceError NoSuchBucket */
export function findBucket({ buckets }: S3State, name: string): Bucket {
  const bucket = buckets.get(name);
  if (bucket === undefined)
    throw new ServiceError(404, 'NoSuchBucket', 'The specified bucket does not exist.');
  return bucket;
}

/** @throws ServiceError AccessDenied when the caller's policies do not allow the action on the bucket */
export function demandOnBucket({ state, bucket, caller }: BucketCall, action: string): void {
  state.access.demand(caller, { action, resource: bucket.arn });
}

/** @throws ServiceError AccessDenied when the caller's policies do not allow the action on the object */
export function demandOnObject({ state, bucket, caller, key }: ObjectCall, action: string): void {
  state.access.demand(caller, { action, resource: objectArn(bucket, key) });
}

/** A missing key is 404 to those who may list the bucket, and 403 to others. */
export function noSuchKey({ state, bucket, caller }: BucketCall): ServiceError {
  state.access.demand(caller, { action: 's3:ListBucket', resource: bucket.arn });
  return new ServiceError(404, 'NoSuchKey', 'The specified key does not exist.');
}

/**
 * Stores a version if the write's conditions hold, in one synchronous step: of two racing writers one wins. Then tells
 * those who are to be notified.
 */
export function commitVersion(
  call: ObjectCall,
  name: EventName,
  version: Omit<ObjectVersion, 'versionId' | 'key' | 'deleteMarker' | 'lastModified'>,
): ObjectVersion {
  checkWriteConditions(call);
  const { state, bucket, key, caller } = call;
  const time = state.now();
  const stored = storeVersion(bucket, { ...version, key, deleteMarker: false, lastModified: time });
  notify(state.notifications.get(bucket.name) ?? [], { name, bucket, version: stored, time, by: caller.id });
  state.onStored(bucket.name, key);
  return stored;
}

/** `If-None-Match: *` and `If-Match: <etag>` of a write. */
export function checkWriteConditions(call: ObjectCall): void {
  checkOtherWrites(call);
  const current = currentVersion(call.bucket, call.key);
  const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = call.headers;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new ServiceError(501, 'NotImplemented', 'If-None-Match of a write knows only "*".');
  }
  if (ifNoneMatch === '*' && current !== undefined) throw preconditionFailed('If-None-Match');
  if (ifMatch === undefined) return;
  if (current === undefined) throw noSuchKey(call);
  if (unquote(ifMatch) !== current.etag) throw preconditionFailed('If-Match');
}

/** Here a write is one step and meets no other: only a test can want this answer. */
function checkOtherWrites({ state, bucket, key, headers }: ObjectCall): void {
  if (headers['if-none-match'] === undefined && headers['if-match'] === undefined) return;
  if (!state.isWriteInProgress(bucket.name, key)) return;
  throw new ServiceError(
    409,
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  );
}

export function preconditionFailed(condition: string): ServiceError {
  return new ServiceError(
    412,
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
  );
}

export function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}

/** The header that tells which version was written or read. */
export function versionHeaders({ versionId }: ObjectVersion): Record<string, string> {
  return { 'x-amz-version-id': versionId };
}

export function xmlReply(
  root: string,
  children: XmlChildren,
  headers: Readonly<Record<string, string>> = {},
): ServiceReply {
  return {
    status: 200,
    headers: { ...xmlHeaders, ...headers },
    body: xmlDocument(root, children, s3Namespace),
  };
}

export const xmlHeaders = { 'content-type': 'application/xml' } as const;
export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
