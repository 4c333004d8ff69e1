import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { promote, undoPromotion } from '../../../bin/command-line/promote.ts';
import { replay } from '../../../bin/command-line/replay.ts';
import { type Store, startStore } from '../../support/start-store.ts';

let store: Store;
let s3: S3Client;
let Bucket: string;
let inbox: string;

async function put(Key: string, Body: string) {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
}

async function read(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

async function keysBelow(Prefix: string): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

beforeAll(async () => {
  store = await startStore();
  ({ s3, Bucket, place: inbox } = store);
});

afterAll(async () => {
  await store.stop();
});

test('a batch is copied to the references of its model, and taken back', async () => {
  await put('references/m/first.csv', 'first');
  await put('batches/m/week 1/a+b.csv', 'second');
  store.nextSecond();

  await promote(`${inbox}/batches/m/week 1/a+b.csv`, undefined);
  expect(await keysBelow('references/m/')).toEqual(['references/m/a+b.csv', 'references/m/first.csv']);

  await undoPromotion(`${inbox}/references/m/`);
  expect(await keysBelow('references/m/')).toEqual(['references/m/first.csv']);
  await expect(undoPromotion(`${inbox}/references/m/`)).rejects.toThrow(/no reference before the newest/);
});

test('what was promoted under the key of the one before is taken back to that version', async () => {
  await put('references/same/a.csv', 'first');
  await put('batches/same/a.csv', 'second');
  store.nextSecond();

  await promote(`${inbox}/batches/same/a.csv`, undefined);
  expect(await read('references/same/a.csv')).toBe('second');
  await undoPromotion(`${inbox}/references/same`);

  expect(await read('references/same/a.csv')).toBe('first');
});

test('a folder is copied with what closes it last, to a month where one is named', async () => {
  for (const name of ['part-00000.csv', 'part-00001.csv', '_SUCCESS', 'notes.txt'])
    await put(`batches/f/day=1/${name}`, '');

  const done = await promote(`${inbox}/batches/f/day=1/`, 'month=december');

  expect(done.at(-1)).toMatch(/month=december\/day=1\/_SUCCESS$/);
  expect(await keysBelow('references/f/')).toEqual(
    ['_SUCCESS', 'part-00000.csv', 'part-00001.csv'].map(
      (name) => `references/f/month=december/day=1/${name}`,
    ),
  );
});

test.each([
  ['batches/m/nowhere.csv', undefined, /there is no such batch/],
  ['batches/m/nowhere/', undefined, /there is no such batch/],
  ['references/m/first.csv', undefined, /batches\/MODEL\/FILE is the form/],
  ['batches/m/week 1/a+b.csv', 'decembr', /month=december or weekday=monday is the form/],
])('what is no batch is told: %s', async (key, season, reason) => {
  await expect(promote(`${inbox}/${key}`, season)).rejects.toThrow(reason);
});

test('a replay is an object in the inbox', async () => {
  await replay(`${inbox}/batches/m/`, '2026-11-20', new Date('2026-11-30T08:00:00Z'));

  expect(await read('replays/m/2026-11-30T08:00:00.000Z.json')).toBe('{"since":"2026-11-20"}');
  await expect(replay(`${inbox}/batches/m/`, 'monday', new Date())).rejects.toThrow(/2026-11-20 is the form/);
  await expect(replay(`${inbox}/batches/`, undefined, new Date())).rejects.toThrow(
    /batches\/MODEL\/ is the form/,
  );
});
