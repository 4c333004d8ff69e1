import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { makeDirectory, writeAssembly } from './fixtures/assembly.ts';
import { bucket } from './fixtures/small-stack.ts';

let cloud: Cloud;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  const template = { Resources: { Store: bucket(), Listed: bucket() } };
  cloud = await startCloud({ assembly: await writeAssembly(template), directory: await makeDirectory() });
  s3 = new S3Client(cloud);
  Bucket = cloud.buckets.Store ?? '';
});

afterAll(() => cloud.stop());

const put = (Key: string, Body: string | Uint8Array, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const textOf = (output: GetObjectCommandOutput) => output.Body?.transformToString();
const refused = (name: string, status: number) => ({
  name,
  $metadata: expect.objectContaining({ httpStatusCode: status }),
});

describe('conditional writes', () => {
  test('If-None-Match: * writes once', async () => {
    await put('once', 'a', { IfNoneMatch: '*' });

    await expect(put('once', 'b', { IfNoneMatch: '*' })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    expect(await textOf(await get('once'))).toBe('a');
  });

  test('one of many racing writers wins', async () => {
    const races = Array.from({ length: 8 }, (_, index) => put('race', String(index), { IfNoneMatch: '*' }));

    const outcomes = await Promise.allSettled(races);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('If-None-Match: * writes after a delete marker', async () => {
    await put('again', 'a');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'again' }));

    await expect(put('again', 'b', { IfNoneMatch: '*' })).resolves.toBeDefined();
  });

  test('If-Match is compare-and-swap', async () => {
    const { ETag } = await put('swap', 'a');
    await put('swap', 'b', { IfMatch: ETag });

    await expect(put('swap', 'c', { IfMatch: ETag })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    await expect(put('nothing', 'c', { IfMatch: ETag })).rejects.toMatchObject(refused('NoSuchKey', 404));
  });
});

describe('versions', () => {
  test('stay readable under a newer version and a delete marker', async () => {
    const first = await put('v', 'one');
    await put('v', 'two');
    const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'v' }));

    expect(await textOf(await get('v', { VersionId: first.VersionId }))).toBe('one');
    await expect(get('v')).rejects.toMatchObject(refused('NoSuchKey', 404));
    await expect(get('v', { VersionId: 'unknown' })).rejects.toMatchObject(refused('NoSuchVersion', 404));
    await expect(get('v', { VersionId: marker })).rejects.toMatchObject(refused('MethodNotAllowed', 405));
  });

  test('are listed newest first, and come back when the marker goes', async () => {
    const first = await put('w', 'one');
    const { VersionId: marker, DeleteMarker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'w' }));

    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'w' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'w', VersionId: marker }));

    expect(DeleteMarker).toBe(true);
    expect(listed.Versions).toMatchObject([{ VersionId: first.VersionId, IsLatest: false, Size: 3 }]);
    expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker, IsLatest: true }]);
    expect(await textOf(await get('w'))).toBe('one');
  });
});

describe('bodies', () => {
  test.each([
    ['bytes=0-0', 'a', 'bytes 0-0/10'],
    ['bytes=3-5', 'def', 'bytes 3-5/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('range %s is %s', async (Range, text, range) => {
    await put('letters', 'abcdefghij');

    const read = await get('letters', { Range });

    expect([await textOf(read), read.ContentRange, read.$metadata.httpStatusCode]).toEqual([
      text,
      range,
      206,
    ]);
  });

  test('a range behind the end is refused', async () => {
    await put('letters', 'abcdefghij');

    await expect(get('letters', { Range: 'bytes=10-' })).rejects.toMatchObject(refused('InvalidRange', 416));
  });

  test('a multipart upload comes back whole, ranges across its parts too', async () => {
    const whole = randomBytes(11 * 1024 * 1024);
    const upload = new Upload({ client: s3, params: { Bucket, Key: 'large', Body: Readable.from([whole]) } });

    const { ETag } = await upload.done();
    const read = await get('large');
    const across = await get('large', { Range: `bytes=${5 * 1024 * 1024 - 3}-${5 * 1024 * 1024 + 2}` });

    expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(whole.equals((await read.Body?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
    const middle = whole.subarray(5 * 1024 * 1024 - 3, 5 * 1024 * 1024 + 3);
    expect(middle.equals((await across.Body?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
  });

  test('a multipart upload that must not overwrite does not', async () => {
    await put('large-once', 'small');
    const params = {
      Bucket,
      Key: 'large-once',
      Body: Readable.from([randomBytes(6 * 1024 * 1024)]),
      IfNoneMatch: '*',
    };

    await expect(new Upload({ client: s3, params }).done()).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(await textOf(await get('large-once'))).toBe('small');
  });

  test('a body that is not what its checksum says is refused', async () => {
    await expect(put('bad', 'abc', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject(
      refused('BadDigest', 400),
    );
  });

  test('metadata, type and encoding come back with the checksum', async () => {
    const more = { ContentType: 'text/csv', ContentEncoding: 'gzip', Metadata: { rows: '12' } };
    await put('meta', 'abc', more);

    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'meta', ChecksumMode: 'ENABLED' }));

    expect(head).toMatchObject({ ...more, ContentLength: 3, ChecksumCRC32: 'NSRBwg==' });
  });

  test('an empty object is empty', async () => {
    await put('empty', new Uint8Array());

    expect(await textOf(await get('empty'))).toBe('');
  });

  test('a chunked body with a signature a chunk and trailers is decoded', async () => {
    const chunks = [
      '4;chunk-signature=ab\r\nwiki\r\n',
      '5;chunk-signature=cd\r\npedia\r\n',
      '0;chunk-signature=ef\r\n\r\n',
    ];
    const response = await fetch(`${cloud.endpoint}/${Bucket}/chunked`, {
      method: 'PUT',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${cloud.credentials.accessKeyId}/20260101/eu-central-1/s3/aws4_request`,
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      },
      body: chunks.join(''),
    });

    expect(response.status).toBe(200);
    const read = await get('chunked');
    expect([await textOf(read), read.ContentEncoding]).toEqual(['wikipedia', undefined]);
  });
});

describe('keys', () => {
  test.each([
    'a b',
    'a+b',
    'ü/日本/🌲',
    '100%',
    '%2F',
    'a/../b',
    'quote\'&<>"',
    'a//b',
    'folder/',
    ' lead',
    '?q#h',
  ])('the key "%s" is written, read, listed and copied', async (key) => {
    const Key = `keys/${key}`;
    await put(Key, key);
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: `copies/${key}`, CopySource }));

    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));

    expect(await textOf(await get(Key))).toBe(key);
    expect(await textOf(await get(`copies/${key}`))).toBe(key);
    expect(listed.Contents?.map((item) => item.Key)).toContain(Key);
  });
});

// Calls that the stack itself does not make were once taken away: HeadBucket, DeleteObjects, ListParts and the listing of
// versions answered 501, and with them boto3, s3fs and `aws s3` of large copies broke against a cloud that people use.
describe('an upload in parts', () => {
  const start = async (Key: string) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    return { Bucket, Key, UploadId };
  };

  test('lists its parts, page by page, until it is aborted', async () => {
    const upload = await start('parts');
    for (const PartNumber of [2, 1]) {
      await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'x'.repeat(PartNumber) }));
    }

    const first = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    const rest = await s3.send(
      new ListPartsCommand({ ...upload, PartNumberMarker: first.NextPartNumberMarker }),
    );
    await s3.send(new AbortMultipartUploadCommand(upload));

    expect([first, rest].map(({ Parts }) => Parts)).toMatchObject([
      [{ PartNumber: 1, Size: 1 }],
      [{ PartNumber: 2, Size: 2 }],
    ]);
    expect([first.IsTruncated, rest.IsTruncated]).toEqual([true, false]);
    await expect(s3.send(new ListPartsCommand(upload))).rejects.toMatchObject(refused('NoSuchUpload', 404));
  });

  test('takes a range of an object that is here already, unless that has changed', async () => {
    const { ETag } = await put('source', 'abcdef');
    const upload = await start('copied');
    const CopySource = `${Bucket}/source`;
    const copyPart = (more: object) =>
      s3.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource, ...more }));

    const { CopyPartResult } = await copyPart({ CopySourceRange: 'bytes=1-3', CopySourceIfMatch: ETag });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));

    expect(await textOf(await get('copied'))).toBe('bcd');
    await expect(copyPart({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
  });
});

test('a link may say how its object is to be opened', async () => {
  await put('page', '<p>', { ContentType: 'text/html' });

  const opened = await get('page', { ResponseContentDisposition: 'attachment', ResponseContentType: 'a/b' });
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'page' }));

  expect([opened.ContentDisposition, opened.ContentType, TagSet]).toEqual(['attachment', 'a/b', []]);
});

describe('listing', () => {
  test('pages, folds folders and begins where it is told', async () => {
    const Listed = { Bucket: cloud.buckets.Listed };
    const keys = ['a/1', 'a/2', 'b', 'c/1', 'd', 'e'];
    await Promise.all(keys.map((key) => put(key, key, Listed)));
    const list = (more: object) => s3.send(new ListObjectsV2Command({ ...Listed, ...more }));

    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    const second = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    const rest = await list({ StartAfter: 'c/1', EncodingType: 'url' });

    expect([first.CommonPrefixes, first.Contents]).toMatchObject([[{ Prefix: 'a/' }], [{ Key: 'b' }]]);
    expect([second.CommonPrefixes, second.Contents]).toMatchObject([[{ Prefix: 'c/' }], [{ Key: 'd' }]]);
    expect([second.IsTruncated, rest.Contents?.map(({ Key }) => Key)]).toEqual([true, ['d', 'e']]);
  });

  test('does not show what was deleted', async () => {
    await Promise.all(['gone/1', 'gone/2'].map((key) => put(key, key)));

    const Delete = { Objects: [{ Key: 'gone/1' }, { Key: 'gone/2' }] };
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
    const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { ...Delete, Quiet: true } }));
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'gone/' }));

    expect([Deleted?.map(({ Key }) => Key), listed.KeyCount]).toEqual([['gone/1', 'gone/2'], 0]);
    expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, undefined]);
  });

  test('pages by a marker too, as older clients ask for it', async () => {
    const Listed = { Bucket: cloud.buckets.Listed, Prefix: 'old/' };
    await Promise.all(['old/1', 'old/2', 'old/3'].map((key) => put(key, key, Listed)));

    const first = await s3.send(new ListObjectsCommand({ ...Listed, MaxKeys: 2 }));
    const rest = await s3.send(new ListObjectsCommand({ ...Listed, Marker: first.NextMarker }));

    expect([first, rest].map(({ Contents }) => Contents?.map(({ Key }) => Key))).toEqual([
      ['old/1', 'old/2'],
      ['old/3'],
    ]);
    expect([first.IsTruncated, rest.IsTruncated]).toEqual([true, false]);
  });

  test('knows the buckets', async () => {
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket }));

    expect(Buckets?.map(({ Name }) => Name)).toEqual(['small-store', 'small-listed']);
    expect([LocationConstraint, Status, BucketRegion]).toEqual([cloud.region, 'Enabled', cloud.region]);
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'absent' }))).rejects.toMatchObject({
      $metadata: expect.objectContaining({ httpStatusCode: 404 }),
    });
  });
});

describe('what S3 itself refuses or rounds', () => {
  test('a key of 1,025 bytes, of 1,024 not', async () => {
    await put('é'.repeat(512), 'x');

    await expect(put(`${'é'.repeat(512)}a`, 'x')).rejects.toMatchObject(refused('KeyTooLongError', 400));
  });

  test('an object copied onto itself as it is; with other metadata, or from an older version, not', async () => {
    const { VersionId } = await put('self', 'one');
    const copy = (CopySource: string, more: object = {}) =>
      s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource, ...more }));

    await expect(copy(`${Bucket}/self`)).rejects.toMatchObject(refused('InvalidRequest', 400));
    await copy(`${Bucket}/self`, { MetadataDirective: 'REPLACE', Metadata: { a: 'b' } });
    await copy(`${Bucket}/self?versionId=${VersionId}`);
    expect((await get('self')).Metadata).toEqual({});
  });

  test('lists when an object came to the second', async () => {
    await put('second', 'x');

    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'second' }));

    expect(Contents?.[0]?.LastModified?.getMilliseconds()).toBe(0);
  });

  test('a list of nothing is whole', async () => {
    await put('nothing', 'x');

    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'nothing', MaxKeys: 0 }));

    expect([page.KeyCount, page.IsTruncated, page.NextContinuationToken]).toEqual([0, false, undefined]);
  });
});

describe('what is not known', () => {
  test('answers 501', async () => {
    const unknown = refused('NotImplemented', 501);

    await expect(s3.send(new GetBucketAclCommand({ Bucket }))).rejects.toMatchObject(unknown);
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'new' }))).rejects.toMatchObject(unknown);
    await expect(put('t', 't', { Tagging: 'a=b' })).rejects.toMatchObject(unknown);
    await expect(put('t', 't', { StorageClass: 'GLACIER' })).rejects.toMatchObject(unknown);
  });

  test('an unknown key of access is 403', async () => {
    const stranger = new S3Client({ ...cloud, credentials: { accessKeyId: 'AKIAX', secretAccessKey: 'x' } });

    await expect(stranger.send(new ListBucketsCommand({}))).rejects.toMatchObject(
      refused('InvalidAccessKeyId', 403),
    );
  });
});
