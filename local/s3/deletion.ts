import type { ServiceReply } from '../service.ts';
import { notImplemented } from '../service-error.ts';
import { type ObjectVersion, removeVersion, storeVersion } from './buckets.ts';
import { demandOnObject, type ObjectCall, type ObjectOperation } from './operation.ts';

/** DeleteObject: leaves a marker, or takes away the version that it names. */
export const deleteObject: ObjectOperation = { method: 'DELETE', allows: ['versionId'], run: remove };

function remove(call: ObjectCall): ServiceReply {
  const { bucket, headers, key, query, state } = call;
  if (headers['if-match'] !== undefined) throw notImplemented('If-Match of a delete');
  const versionId = query.get('versionId') ?? undefined;
  demandOnObject(call, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  const gone =
    versionId === undefined
      ? storeVersion(bucket, deleteMarker(key, state.now()))
      : removeVersion(bucket, key, versionId);
  return { status: 204, headers: gone === undefined ? {} : deletionHeaders(gone) };
}

function deleteMarker(key: string, lastModified: Date): Omit<ObjectVersion, 'versionId'> {
  const nothing = { etag: '', size: 0, segments: [], checksum: undefined, headers: {} };
  return { key, lastModified, deleteMarker: true, ...nothing };
}

function deletionHeaders({ versionId, deleteMarker }: ObjectVersion): Record<string, string> {
  return {
    'x-amz-version-id': versionId,
    ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  };
}
