import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { readBody, writeBody } from './bodies.ts';
import { findCopySource } from './objects.ts';
import {
  demandOnObject,
  type ObjectCall,
  type ObjectOperation,
  type Part,
  type Upload,
  xmlReply,
} from './operation.ts';
import { readRange } from './range.ts';

/** UploadPart and UploadPartCopy, ListParts. */
export const partOperations: readonly ObjectOperation[] = [
  {
    method: 'PUT',
    requires: ['uploadId', 'partNumber'],
    run: (call) => (call.headers['x-amz-copy-source'] === undefined ? uploadPart(call) : copyPart(call)),
  },
  { method: 'GET', requires: ['uploadId'], allows: ['max-parts', 'part-number-marker'], run: listParts },
];

async function uploadPart(call: ObjectCall): Promise<ServiceReply> {
  const { etag, checksum } = await storePart(call, call.body, call.headers);
  const echo: Record<string, string> =
    checksum === undefined ? {} : { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value };
  return { status: 200, headers: { etag: `"${etag}"`, ...echo } };
}

/** A part out of an object that is here already, whole or the range of it that the client names. */
async function copyPart(call: ObjectCall): Promise<ServiceReply> {
  const source = findCopySource(call);
  const range = readRange(call.headers['x-amz-copy-source-range']?.toString(), source.size);
  const { from, to } = range ?? { from: 0, to: source.size };
  const { etag, lastModified } = await storePart(call, readBody(source.segments, from, to), {});
  return xmlReply('CopyPartResult', { LastModified: lastModified.toISOString(), ETag: `"${etag}"` });
}

async function storePart(call: ObjectCall, body: Readable, headers: IncomingHttpHeaders): Promise<Part> {
  demandOnObject(call, 's3:PutObject');
  const upload = findUpload(call);
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new ServiceError(
      400,
      'InvalidArgument',
      'Part number must be an integer between 1 and 10000, inclusive',
    );
  }
  const written = await writeBody(call.state.directory, body, headers);
  const part = { ...written, number, etag: written.md5.toString('hex'), lastModified: call.state.now() };
  upload.parts.set(number, part);
  return part;
}

function listParts(call: ObjectCall): ServiceReply {
  demandOnObject(call, 's3:ListMultipartUploadParts');
  const upload = findUpload(call);
  const after = Number(call.query.get('part-number-marker') ?? 0);
  const maxParts = Number(call.query.get('max-parts') ?? 1000);
  const all = [...upload.parts.values()]
    .sort((a, b) => a.number - b.number)
    .filter((part) => part.number > after);
  const page = all.slice(0, maxParts);
  return xmlReply('ListPartsResult', {
    Bucket: call.bucket.name,
    Key: call.key,
    UploadId: upload.id,
    MaxParts: maxParts,
    IsTruncated: all.length > page.length,
    NextPartNumberMarker: page.at(-1)?.number,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: part.lastModified.toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
    })),
  });
}

/** The upload that a call continues. @throws ServiceError NoSuchUpload */
export function findUpload({ state, query, bucket, key }: ObjectCall): Upload {
  const upload = state.uploads.get(query.get('uploadId') ?? '');
  if (upload?.bucket === bucket && upload.key === key) return upload;
  throw new ServiceError(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
}
