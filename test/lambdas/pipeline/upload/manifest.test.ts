import { describe, expect, test } from '@jest/globals';
import { maximumManifestEntries, readManifest } from '../../../../lambdas/pipeline/upload/manifest.ts';

const place = { bucket: 'inbox', key: 'batches/m/day=1/_manifest.json' };

describe('readManifest', () => {
  test.each([
    [
      'Redshift',
      '{"entries":[{"url":"s3://inbox/batches/m/0000_part_00","mandatory":true,"meta":{"content_length":5}},{"url":"s3://inbox/batches/m/0001_part_00"}]}',
      [{ key: 'batches/m/0000_part_00', size: 5 }, { key: 'batches/m/0001_part_00' }],
    ],
    [
      'S3 Inventory',
      '{"sourceBucket":"a","fileFormat":"CSV","files":[{"key":"batches/m/x.csv.gz","size":7,"MD5checksum":"f"}]}',
      [{ key: 'batches/m/x.csv.gz', size: 7 }],
    ],
    [
      'Athena',
      's3://inbox/batches/m/u/1_a.gz\r\ns3://inbox/batches/m/u/1_b.gz\r\n',
      [{ key: 'batches/m/u/1_a.gz' }, { key: 'batches/m/u/1_b.gz' }],
    ],
    [
      'a list',
      '\uFEFF["a.csv", "batches/m/b.csv"]',
      [{ key: 'batches/m/day=1/a.csv' }, { key: 'batches/m/b.csv' }],
    ],
    ['files', '{"files":["a.csv","a.csv"]}', [{ key: 'batches/m/day=1/a.csv' }]],
  ])('of %s', (_, text, expected) => {
    expect(readManifest(text, place)).toEqual(expected);
  });

  test.each([
    ['', 'empty-batch', /names no file/],
    ['[]', 'empty-batch', /names no file/],
    ['{"entries":[]}', 'empty-batch', /names no file/],
    ['{"entries":', 'unreadable', /begins as JSON/],
    ['{"parts":["a"]}', 'unreadable', /no manifest that is known/],
    ['s3://other/batches/m/a.csv', 'unreadable', /another bucket, "s3:\/\/other/],
    [JSON.stringify(Array.from({ length: maximumManifestEntries + 1 }, String)), 'too-large', /5001 files/],
  ])('refuses %.30s', (text, code, message) => {
    expect(() => readManifest(text, place)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
