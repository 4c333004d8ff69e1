import * as z from 'zod';
import { readText, type ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml, type XmlChildren, xmlDocument } from '../xml.ts';
import { type ObjectVersion, removeVersion, storeVersion } from './buckets.ts';
import { notify } from './notifications.ts';
import {
  type BucketCall,
  type BucketOperation,
  demandOnObject,
  type ObjectCall,
  type ObjectOperation,
  s3Namespace,
  xmlHeaders,
} from './operation.ts';

/** DeleteObject. */
export const deleteObject: ObjectOperation = {
  method: 'DELETE',
  allows: ['versionId'],
  run: (call) => {
    if (call.headers['if-match'] !== undefined) {
      throw new ServiceError(501, 'NotImplemented', 'The embedded cloud does not know If-Match of a delete.');
    }
    const gone = remove(call, call.query.get('versionId') ?? undefined);
    return { status: 204, headers: gone === undefined ? {} : deletionHeaders(call, gone) };
  },
};

/** DeleteObjects. */
export const deleteObjects: BucketOperation = { method: 'POST', requires: ['delete'], run: removeMany };

const oneObject = z.object({ Key: z.string(), VersionId: z.string().optional() });
const requestSchema = z.object({
  Delete: z.object({
    Object: z.union([z.array(oneObject), oneObject.transform((one) => [one])]),
    Quiet: z.string().optional(),
  }),
});

async function removeMany(call: BucketCall): Promise<ServiceReply> {
  const parsed = requestSchema.safeParse(parseXml(await readText(call.body)));
  if (!parsed.success) throw new ServiceError(400, 'MalformedXML', z.prettifyError(parsed.error));
  const { Object: objects, Quiet } = parsed.data.Delete;
  const results = objects.map(({ Key, VersionId }) => removeOne({ ...call, key: Key }, VersionId));
  const deleted = results.flatMap((result) =>
    result.Deleted === undefined || Quiet === 'true' ? [] : [result.Deleted],
  );
  const errors = results.flatMap((result) => (result.Error === undefined ? [] : [result.Error]));
  const body = xmlDocument('DeleteResult', { Deleted: deleted, Error: errors }, s3Namespace);
  return { status: 200, headers: xmlHeaders, body };
}

function removeOne(
  call: ObjectCall,
  versionId: string | undefined,
): { readonly Deleted?: XmlChildren; readonly Error?: XmlChildren } {
  try {
    const gone = remove(call, versionId);
    const marker = gone?.deleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: gone.versionId } : {};
    return { Deleted: { Key: call.key, VersionId: versionId, ...marker } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { Error: { Key: call.key, VersionId: versionId, Code: error.code, Message: error.message } };
  }
}

/** @returns the delete marker that was made, or the version that was taken away */
function remove(call: ObjectCall, versionId: string | undefined): ObjectVersion | undefined {
  demandOnObject(call, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  const { bucket, key, state } = call;
  const marks = bucket.versioned && versionId === undefined;
  const gone = marks
    ? storeVersion(bucket, deleteMarker(key, state.now()))
    : removeVersion(bucket, key, versionId ?? 'null');
  if (gone !== undefined) {
    notify(state.notifications.get(bucket.name) ?? [], {
      name: marks ? 'ObjectRemoved:DeleteMarkerCreated' : 'ObjectRemoved:Delete',
      bucket,
      version: gone,
      time: state.now(),
      by: call.caller.id,
    });
  }
  return gone;
}

function deleteMarker(key: string, lastModified: Date): Omit<ObjectVersion, 'versionId'> {
  const nothing = { etag: '', size: 0, segments: [], checksum: undefined, headers: {} };
  return { key, lastModified, deleteMarker: true, ...nothing };
}

function deletionHeaders({ bucket }: ObjectCall, gone: ObjectVersion): Record<string, string> {
  if (!bucket.versioned) return {};
  return {
    'x-amz-version-id': gone.versionId,
    ...(gone.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
  };
}
