import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readText, type ServiceReply } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import { parseXml } from '../xml.ts';
import { readBody } from './bodies.ts';
import { type Checksum, type ChecksumAlgorithm, createChecksum } from './digests.ts';
import { storedHeaders } from './objects.ts';
import {
  commitVersion,
  demandOnObject,
  type ObjectCall,
  type ObjectOperation,
  type Part,
  type Upload,
  unquote,
  versionHeaders,
  xmlReply,
} from './operation.ts';
import { findUpload, partOperations } from './parts.ts';

/** Create-, Complete- and AbortMultipartUpload, and what is done with the parts of an upload. */
export const multipartOperations: readonly ObjectOperation[] = [
  { method: 'POST', requires: ['uploads'], run: create },
  ...partOperations,
  { method: 'POST', requires: ['uploadId'], run: complete },
  { method: 'DELETE', requires: ['uploadId'], run: abort },
];

/** Smallest part but the last: 5 MiB, as S3 requires. */
const smallestPart = 5 * 1024 * 1024;

function create(call: ObjectCall): ServiceReply {
  demandOnObject(call, 's3:PutObject');
  const { bucket, key, headers, state } = call;
  const upload: Upload = {
    id: randomUUID(),
    bucket,
    key,
    headers: storedHeaders(headers),
    checksumType: headers['x-amz-checksum-type']?.toString(),
    parts: new Map(),
  };
  state.uploads.set(upload.id, upload);
  return xmlReply('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: upload.id });
}

const onePart = z.object({ PartNumber: z.coerce.number().int(), ETag: z.string() });
const completeSchema = z.object({
  CompleteMultipartUpload: z.object({
    Part: z.union([z.array(onePart), onePart.transform((one) => [one])]),
  }),
});

async function complete(call: ObjectCall): Promise<ServiceReply> {
  demandOnObject(call, 's3:PutObject');
  if (call.headers['if-match'] !== undefined) demandOnObject(call, 's3:GetObject');
  const upload = findUpload(call);
  const parsed = completeSchema.safeParse(parseXml(await readText(call.body)));
  if (!parsed.success) throw new ServiceError(400, 'MalformedXML', z.prettifyError(parsed.error));
  const parts = chooseParts(upload, parsed.data.CompleteMultipartUpload.Part);
  const digest = createHash('md5')
    .update(Buffer.concat(parts.map((part) => part.md5)))
    .digest('hex');
  const stored = commitVersion(call, 'ObjectCreated:CompleteMultipartUpload', {
    etag: `${digest}-${parts.length}`,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    segments: parts,
    checksum: await checksumOfParts(parts, upload.checksumType),
    headers: upload.headers,
  });
  call.state.uploads.delete(upload.id);
  const location = `/${call.bucket.name}/${call.key}`;
  const result = { Location: location, Bucket: call.bucket.name, Key: call.key, ETag: `"${stored.etag}"` };
  return xmlReply('CompleteMultipartUploadResult', result, versionHeaders(stored));
}

function chooseParts(upload: Upload, wanted: readonly z.infer<typeof onePart>[]): readonly Part[] {
  const parts = wanted.map(({ PartNumber, ETag }) => {
    const part = upload.parts.get(PartNumber);
    if (part === undefined || part.etag !== unquote(ETag)) {
      throw new ServiceError(400, 'InvalidPart', `Part ${PartNumber} was not uploaded or has another ETag.`);
    }
    return part;
  });
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
    throw new ServiceError(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  if (parts.slice(0, -1).some((part) => part.size < smallestPart)) {
    throw new ServiceError(400, 'EntityTooSmall', 'A part but the last is smaller than 5 MiB.');
  }
  return parts;
}

/** Of the whole object when the client asked for that, else the checksum of the parts' checksums. */
async function checksumOfParts(
  parts: readonly Part[],
  type: string | undefined,
): Promise<Checksum | undefined> {
  const algorithm = parts[0]?.checksum?.algorithm;
  if (algorithm === undefined) return undefined;
  if (type === 'FULL_OBJECT') return checksumOfWhole(parts, algorithm);
  const checksum = createChecksum(algorithm);
  for (const part of parts) checksum.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  return { algorithm, value: `${checksum.digest()}-${parts.length}` };
}

async function checksumOfWhole(parts: readonly Part[], algorithm: ChecksumAlgorithm): Promise<Checksum> {
  const checksum = createChecksum(algorithm);
  for await (const chunk of readBody(parts, 0, Number.POSITIVE_INFINITY)) checksum.update(chunk);
  return { algorithm, value: checksum.digest() };
}

function abort(call: ObjectCall): ServiceReply {
  demandOnObject(call, 's3:AbortMultipartUpload');
  call.state.uploads.delete(findUpload(call).id);
  return { status: 204 };
}
