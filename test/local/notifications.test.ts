import { describe, expect, test } from '@jest/globals';
import { createBucket, type ObjectVersion } from '../../local/s3/buckets.ts';
import { type EventName, encodeEventKey, notify } from '../../local/s3/notifications.ts';

const bucket = createBucket('b', new Date(0));
const version = (key: string): ObjectVersion => ({
  key,
  versionId: 'v1',
  deleteMarker: false,
  lastModified: new Date(0),
  etag: 'e',
  size: 3,
  segments: [],
  checksum: undefined,
  headers: {},
});

function record(name: EventName, key: string, events: readonly string[], prefix = '', suffix = '') {
  const sent: string[] = [];
  const notification = {
    queueArn: 'arn:aws:sqs:eu-central-1:000000000000:queue',
    id: 'n',
    events,
    prefix,
    suffix,
    send: (body: string) => void sent.push(body),
  };
  notify([notification], { name, bucket, version: version(key), time: new Date(0), by: 'me' });
  return sent.map((body) => JSON.parse(body).Records[0]);
}

describe('a notification', () => {
  test('is written as S3 writes it', () => {
    const [sent] = record('ObjectCreated:Put', 'in/a b.csv', ['s3:ObjectCreated:*']);

    expect(sent).toMatchObject({
      eventSource: 'aws:s3',
      awsRegion: 'eu-central-1',
      eventTime: '1970-01-01T00:00:00.000Z',
      eventName: 'ObjectCreated:Put',
      s3: {
        configurationId: 'n',
        bucket: { name: 'b', arn: 'arn:aws:s3:::b' },
        object: { key: 'in/a+b.csv', size: 3, eTag: 'e', versionId: 'v1' },
      },
    });
  });

  test('has a sequencer that grows', () => {
    const [first] = record('ObjectCreated:Put', 'a', ['s3:ObjectCreated:*']);
    const [second] = record('ObjectCreated:Put', 'a', ['s3:ObjectCreated:*']);

    expect(second.s3.object.sequencer > first.s3.object.sequencer).toBe(true);
  });

  test.each([
    ['ObjectCreated:Put', 's3:ObjectCreated:*', 1],
    ['ObjectCreated:Put', 's3:ObjectCreated:Put', 1],
    ['ObjectCreated:Copy', 's3:ObjectCreated:Put', 0],
    ['ObjectCreated:Copy', 's3:ObjectRemoved:*', 0],
  ] as const)('%s meets %s: %d', (name, wanted, expected) => {
    expect(record(name, 'k', [wanted])).toHaveLength(expected);
  });

  test.each([
    ['in/x.csv', 1],
    ['in/x.txt', 0],
    ['out/x.csv', 0],
  ])('prefix in/ and suffix .csv let %s through: %d', (key, expected) => {
    expect(record('ObjectCreated:Put', key, ['s3:ObjectCreated:*'], 'in/', '.csv')).toHaveLength(expected);
  });
});

test.each([
  ['a b', 'a+b'],
  ['a+b', 'a%2Bb'],
  ['100%', '100%25'],
  ['x/ü', 'x/%C3%BC'],
  ["it's(1)~!*", 'it%27s%281%29%7E%21*'],
])('the key %s is announced as %s, and decodes to itself', (key, encoded) => {
  expect(encodeEventKey(key)).toBe(encoded);
  expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key);
});
