import * as z from 'zod';
import { readText, type ServiceReply } from '../service.ts';
import { notImplemented, ServiceError } from '../service-error.ts';
import { parseXml, type XmlChildren } from '../xml.ts';
import { type ObjectVersion, removeVersion, storeVersion } from './buckets.ts';
import {
  type BucketCall,
  type BucketOperation,
  demandOnObject,
  type ObjectCall,
  type ObjectOperation,
  xmlReply,
} from './operation.ts';

/** DeleteObject: leaves a marker, or takes away the version that it names. */
export const deleteObject: ObjectOperation = {
  method: 'DELETE',
  allows: ['versionId'],
  run: (call) => {
    if (call.headers['if-match'] !== undefined) throw notImplemented('If-Match of a delete');
    const gone = remove(call, call.query.get('versionId') ?? undefined);
    return { status: 204, headers: gone === undefined ? {} : deletionHeaders(gone) };
  },
};

/** DeleteObjects: the same for up to a thousand keys; one that may not be deleted does not keep the others. */
export const deleteObjects: BucketOperation = { method: 'POST', requires: ['delete'], run: removeMany };

const oneObject = z.strictObject({ Key: z.string(), VersionId: z.string().optional() });
const requestSchema = z.object({
  Delete: z.object({
    Object: z.union([z.array(oneObject).max(1000), oneObject.transform((one) => [one])]),
    Quiet: z.string().optional(),
  }),
});

async function removeMany(call: BucketCall): Promise<ServiceReply> {
  const parsed = requestSchema.safeParse(parseXml(await readText(call.body)));
  if (!parsed.success) throw new ServiceError(400, 'MalformedXML', z.prettifyError(parsed.error));
  const { Object: objects, Quiet } = parsed.data.Delete;
  const results = objects.map(({ Key, VersionId }) => removeOne({ ...call, key: Key }, VersionId));
  const told = Quiet === 'true' ? results.filter(({ Error: refusal }) => refusal !== undefined) : results;
  return xmlReply('DeleteResult', {
    Deleted: told.map((one) => one.Deleted),
    Error: told.map((one) => one.Error),
  });
}

interface OneResult {
  readonly Deleted?: XmlChildren;
  readonly Error?: XmlChildren;
}

function removeOne(call: ObjectCall, versionId: string | undefined): OneResult {
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
  if (versionId === undefined) return storeVersion(bucket, deleteMarker(key, state.now()));
  return removeVersion(bucket, key, versionId);
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
