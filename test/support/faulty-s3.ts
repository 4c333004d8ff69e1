import {
  type GetObjectCommand,
  type GetObjectCommandInput,
  type HeadObjectCommand,
  type ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { s3Store } from '../../lambdas/aws/s3-store.ts';
import type { MemoryStore } from '../../lambdas/files/memory-store.ts';
import type { ObjectStore, StoredBytes, StoredObject } from '../../lambdas/pipeline/ports.ts';
import { type Counter, InjectedFault } from './faults.ts';

const conflictName = 'ConditionalRequestConflict';

/** Whether it is what S3 answers when a write goes on meeting another one: here none does by itself. */
export function isInjectedConflict(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === conflictName;
}

type Command = GetObjectCommand | HeadObjectCommand | ListObjectsV2Command | PutObjectCommand;

/** The store of functions, on objects in memory: what it asks of S3 counts, and one request fails. */
export function storeOverFaultyS3(
  memory: MemoryStore,
  by: Counter,
  wait: (milliseconds: number) => Promise<void>,
): ObjectStore {
  const send = (command: Command) => {
    const { input } = command;
    switch (command.constructor.name) {
      case 'PutObjectCommand':
        return putObject(memory, by, input as PutObjectCommandInput);
      case 'GetObjectCommand':
        return getObject(memory, by, input as GetObjectCommandInput);
      case 'HeadObjectCommand':
        return headObject(memory, by, input as GetObjectCommandInput);
      case 'ListObjectsV2Command':
        return listObjects(memory, by, input as ListObjectsV2CommandInput);
      default:
        throw new TypeError(`nothing answers ${command.constructor.name}`);
    }
  };
  return s3Store(Object.create(client, { send: { value: send } }), memory.bucket, wait);
}

/** Uploads of pieces look at how a client is set up; it is never asked anything. */
const client = new S3Client({
  region: 'eu-central-1',
  endpoint: 'http://127.0.0.1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
});

function refusal(status: number, name: string): S3ServiceException {
  const options = { name, $fault: 'client', $metadata: { httpStatusCode: status }, message: name } as const;
  return new S3ServiceException(options);
}

async function putObject(memory: MemoryStore, by: Counter, input: PutObjectCommandInput) {
  const { Key = '', Body, IfMatch, IfNoneMatch } = input;
  const call = by.begin('PutObject', `${memory.bucket}/${Key}`);
  const conflict = () => refusal(409, conflictName);
  const failed = () => refusal(412, 'PreconditionFailed');
  try {
    if (call.kind === 'failed') call.fail();
    if (call.kind === 'met' || call.kind === 'met-lost' || call.kind === 'met-on') throw conflict();
    if (IfMatch === undefined && IfNoneMatch !== '*')
      throw new TypeError(`${Key} is written unconditionally`);
    const bytes = Body as Uint8Array;
    const outcome = await (IfMatch === undefined
      ? memory.create(Key, bytes)
      : memory.replace(Key, IfMatch, bytes));
    if (call.kind === 'lost') call.fail();
    if (call.kind === 'met-itself') throw conflict();
    if (call.kind === 'repeated' || outcome === 'exists' || outcome === 'conflict') throw failed();
    return {};
  } finally {
    call.end();
  }
}

async function headObject(memory: MemoryStore, by: Counter, input: GetObjectCommandInput) {
  const { Key = '', VersionId } = input;
  const call = by.begin('HeadObject');
  try {
    if (call.kind === 'failed') call.fail();
    return described(await found(memory, Key, VersionId));
  } finally {
    call.end();
  }
}

async function getObject(memory: MemoryStore, by: Counter, input: GetObjectCommandInput) {
  const { Key = '', VersionId, Range, IfMatch } = input;
  const call = by.begin(Range === undefined ? 'GetObject' : 'GetObjectRange', `${memory.bucket}/${Key}`);
  try {
    if (call.kind === 'failed') call.fail();
    const object = await found(memory, Key, VersionId);
    if (IfMatch !== undefined && IfMatch !== object.etag) throw refusal(412, 'PreconditionFailed');
    const [from, to] = Range ? stretchOf(Range) : [0, object.bytes.length - 1];
    const bytes = object.bytes.subarray(from, to + 1);
    const isCut = call.kind === 'cut' || call.kind === 'cut-on';
    return { ...described(object), Body: isCut ? cutBody(bytes) : wholeBody(bytes) };
  } finally {
    call.end();
  }
}

function stretchOf(range: string): readonly [number, number] {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  return [Number(from), Number(to)];
}

function wholeBody(bytes: Uint8Array) {
  const pieces = async function* () {
    yield bytes;
  };
  return {
    transformToByteArray: async () => bytes,
    transformToWebStream: () => ReadableStream.from(pieces()),
  };
}

/** Half of it comes; of one byte, or of none where the first half is asked for again, nothing does. */
function cutBody(bytes: Uint8Array) {
  const cut = () => new InjectedFault('the connection was closed');
  const pieces = async function* () {
    if (bytes.length > 1) yield bytes.subarray(0, bytes.length >> 1);
    throw cut();
  };
  return {
    transformToByteArray: () => Promise.reject(cut()),
    transformToWebStream: () => ReadableStream.from(pieces()),
  };
}

async function listObjects(memory: MemoryStore, by: Counter, input: ListObjectsV2CommandInput) {
  const call = by.begin('ListObjectsV2');
  try {
    if (call.kind === 'failed') call.fail();
    if (input.Delimiter !== undefined) {
      const { objects, folders } = await memory.top();
      return { Contents: objects.map(listed), CommonPrefixes: folders.map((Prefix) => ({ Prefix })) };
    }
    return { Contents: (await Array.fromAsync(memory.list(input.Prefix ?? ''))).map(listed) };
  } finally {
    call.end();
  }
}

async function found(memory: MemoryStore, key: string, versionId: string | undefined): Promise<StoredBytes> {
  const object = await memory.read(key);
  if (!object || (versionId !== undefined && versionId !== object.versionId)) throw refusal(404, 'NotFound');
  return object;
}

function described({ versionId, etag, sizeBytes, lastModified, metadata }: StoredObject) {
  return {
    VersionId: versionId,
    ETag: etag,
    ContentLength: sizeBytes,
    LastModified: lastModified,
    Metadata: metadata,
  };
}

function listed({ key, etag, sizeBytes, lastModified }: StoredObject) {
  return { Key: key, ETag: etag, Size: sizeBytes, LastModified: lastModified };
}
