import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dismiss, mute } from '../../../bin/command-line/edit-contract.ts';
import { history } from '../../../bin/command-line/history.ts';
import { localCopies } from '../../../bin/command-line/local-copies.ts';
import type { UploadCommand } from '../../../bin/command-line/parse-stack-command.ts';
import { report } from '../../../bin/command-line/report.ts';
import { upload } from '../../../bin/command-line/upload.ts';
import { objectId, resultsKeys } from '../../../lambdas/keys.ts';
import { buildRecord } from '../../lambdas/core/report/histories.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildResult } from '../../support/build-result.ts';
import { type Store, startStore } from '../../support/start-store.ts';

let store: Store;
let s3: S3Client;
let Bucket: string;
let place: string;
let folder: string;
const terminal = { write: () => undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline upload-'));
  store = await startStore();
  ({ s3, Bucket, place } = store);
  await put('contracts/customers.json', JSON.stringify(customersContract));
  await writeFile(join(folder, 'good.csv'), customersCsv({ rows: 40, seed: 1 }));
  await writeFile(join(folder, 'bad.csv'), 'id,age,plan,active\n1,40,free,true\n2,x,free,true\n');
  await mkdir(join(folder, 'day=1'));
  for (const part of [0, 1])
    await writeFile(join(folder, `day=1/part-0000${part}.csv`), customersCsv({ rows: 20, seed: 2 + part }));
});

afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

async function put(Key: string, Body: string) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
}

async function read(Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

async function keysBelow(Prefix: string): Promise<readonly string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}

async function send(file: string, given: Partial<UploadCommand> = {}) {
  await using copies = localCopies(Readable.from([]));
  const rest = { as: 'batch', waitIn: undefined, json: false, failOn: 'info' } as const;
  const command = { name: 'upload', model: 'customers', inbox: place, ...rest, ...given } as const;
  return upload({ ...command, file: join(folder, file) }, copies, terminal);
}

test('a file that keeps its contract is uploaded where it belongs; one that does not is not', async () => {
  expect(await send('good.csv')).toMatchObject({ text: `uploaded as ${place}/batches/customers/good.csv` });
  expect(await send('bad.csv')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/bad\.csv: rejected .*\nnot uploaded$/s),
  });
  expect(await keysBelow('batches/')).toEqual(['batches/customers/good.csv']);
  expect(await read('batches/customers/good.csv')).toBe(await readFile(join(folder, 'good.csv'), 'utf8'));
});

test('a folder goes part by part, and is closed; labels are held against nothing', async () => {
  await send('day=1', { as: 'reference' });
  await send('bad.csv', { as: 'labels', model: 'other' });

  expect(await keysBelow('references/')).toEqual(
    ['_SUCCESS', 'part-00000.csv', 'part-00001.csv'].map((name) => `references/customers/day=1/${name}`),
  );
  expect(await keysBelow('labels/')).toEqual(['labels/other/bad.csv']);
});

test('one may wait for the verdict, which is that of the version that was uploaded', async () => {
  const key = 'batches/waited/good.csv';
  const { VersionId } = await put(key, 'an older one');
  await put(resultsKeys.result('waited', objectId({ bucket: Bucket, key, versionId: VersionId! })), '{}');
  const sending = send('good.csv', { model: 'waited', waitIn: place });
  const [, versionId] = await versionsOf(key);
  await put(
    resultsKeys.result('waited', objectId({ bucket: Bucket, key, versionId: versionId! })),
    JSON.stringify(buildResult()),
  );

  expect(await sending).toMatchObject({ status: 0, text: expect.stringMatching(/drift: stable/) });
});

/** Waits for the second version of an object. @returns both, the older first */
async function versionsOf(Key: string): Promise<readonly string[]> {
  const seen = new Set<string>();
  while (seen.size < 2) {
    const { VersionId = '' } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    seen.add(VersionId);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [...seen];
}

test('history and report read the results bucket', async () => {
  const record = buildRecord();
  await put(`history/flights/${record.batchId}.json`, JSON.stringify(record));
  await put(resultsKeys.report('flights', record.batchId), 'a report');
  await put(resultsKeys.modelPage('flights'), 'its model');

  const { text } = await history({ name: 'history', model: 'flights', results: place, last: 5, json: false });
  const found = await report({
    ...{ name: 'report', model: 'flights', batch: undefined, results: `${place}/`, open: false, json: false },
  });

  expect(text).toMatch(/2026-11-20\.csv {2}- {2}no drift/);
  expect(await readFile(found.text, 'utf8')).toBe('a report');
  expect(await readFile(join(found.text, '../index.html'), 'utf8')).toBe('its model');
});

const asked = { model: 'customers', json: false, undo: false, results: undefined } as const;

test('a model is muted until a date by its contract, and told again', async () => {
  const muting = { ...asked, name: 'mute', inbox: place, column: undefined } as const;
  await mute({ ...muting, until: '2026-12-01' });
  expect(JSON.parse(await read('contracts/customers.json'))).toEqual({
    ...customersContract,
    alerts: { muteUntil: '2026-12-01' },
  });

  await mute({ ...muting, until: undefined, undo: true });
  expect(JSON.parse(await read('contracts/customers.json'))).toEqual(customersContract);
  await expect(mute({ ...muting, until: 'monday' })).rejects.toThrow(/a date or a moment such as/);
});

test('a column is left out of drift tests, and taken in again', async () => {
  const muting = { ...asked, name: 'mute', inbox: place, until: undefined } as const;
  await mute({ ...muting, column: 'age' });
  expect(await read('contracts/customers.json')).toMatch(/"name": "age",[^}]*"drift": \{\s*"ignore": true/);

  await mute({ ...muting, column: 'age', undo: true });
  expect(JSON.parse(await read('contracts/customers.json'))).toEqual(customersContract);
  await expect(mute({ ...muting, column: 'Age' })).rejects.toThrow(
    /--column "Age": the contract has id, age/,
  );
});

test('what is open now is dismissed by its contract', async () => {
  const dismissing = { ...asked, name: 'dismiss', inbox: place } as const;
  await dismiss(dismissing, new Date('2026-11-30T08:00:00Z'));
  expect(JSON.parse(await read('contracts/customers.json'))).toMatchObject({
    alerts: { dismissedAt: '2026-11-30T08:00:00.000Z' },
  });

  await dismiss({ ...dismissing, undo: true }, new Date());
  expect(JSON.parse(await read('contracts/customers.json'))).toEqual(customersContract);
});

test('a contract has its place, and is refused where it can not be used', async () => {
  await writeFile(join(folder, 'contract.json'), JSON.stringify(customersContract));

  expect(await send('contract.json', { as: 'contract', model: 'own' })).toMatchObject({
    text: `uploaded as ${place}/contracts/own.json`,
  });
  await expect(send('good.csv', { as: 'contract', model: 'own' })).rejects.toThrow(/contract can't be used/);
});

test('a contract that was drafted is taken into the inbox, where one says where it lies', async () => {
  await put('contracts/drafted/inferred-1.json', JSON.stringify(customersContract));
  const dismissing = { ...asked, name: 'dismiss', model: 'drafted', inbox: place } as const;

  await expect(dismiss(dismissing, new Date())).rejects.toThrow(
    /contracts\/drafted\.json is not there; a drafted contract can be found with --results/,
  );
  await expect(dismiss({ ...dismissing, model: 'none', results: place }, new Date())).rejects.toThrow(
    /neither .*contracts\/none\.json nor a drafted contract in .* is there/,
  );
  await dismiss({ ...dismissing, results: place }, new Date());
  expect(JSON.parse(await read('contracts/drafted.json'))).toEqual({
    ...customersContract,
    alerts: { dismissedAt: expect.any(String) },
  });
});
