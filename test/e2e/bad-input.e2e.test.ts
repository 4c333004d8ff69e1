import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { announcedObjects } from '../../lambdas/aws/s3-events.ts';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { badInputBytes, badInputContract, badInputs, badKeys, nameOf } from '../support/bad-input.ts';
import { alternatives, judge, type QuarantinedRow } from '../support/bad-input-verdict.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

const good = badInputs[0]!;

/** Keys of S3 have 1,024 bytes at most, with the prefix. */
const keys = badKeys.map(({ key }) => `batches/keys/${key}`.slice(0, 1024));

/** What S3 itself or a writer leaves behind, and a part of a batch that is not closed yet. */
const noBatches = ['trailing/', '.hidden.csv', 'date=2024-03-01/hour=05/part-0000.parquet'].map(
  (key) => `batches/keys/${key}`,
);

/** The files are spread over models: a model's page is written again for each of its batches. */
const models = Array.from({ length: 16 }, (_, index) => `loans-${index}`);

const keyOf = new Map(
  badInputs.map((entry, index) => [
    nameOf(entry),
    `batches/${models[index % models.length]}/${nameOf(entry)}`,
  ]),
);

/** Files that are held against a reference too. */
const compared = ['one_row.csv', 'two_rows.csv', 'header_only.csv', 'all_bad.csv', 'all_null_column.csv'];

let local: LocalCloud;
let results: ReadonlyMap<string, Result>;

beforeAll(async () => {
  local = await startLocalCloud();
  for (const model of [...models, 'compared', 'keys']) {
    await local.upload(`contracts/${model}.json`, badInputContract);
  }
  await local.upload('references/compared/good.csv', badInputBytes(good));
  await local.cloud.settled();
  for (const entry of badInputs) {
    const name = nameOf(entry);
    await local.upload(keyOf.get(name)!, badInputBytes(entry));
    if (compared.includes(name)) await local.upload(`batches/compared/${name}`, badInputBytes(entry));
  }
  for (const key of keys) await local.upload(key, badInputBytes(good));
  await local.cloud.settled();
  results = await storedResults();
}, 300_000);

afterAll(() => local.stop());

/** By the key of the batch. */
async function storedResults(): Promise<ReadonlyMap<string, Result>> {
  const stored = await Promise.all((await local.resultKeys('results/')).map((key) => local.readResult(key)));
  const parsed = stored.map((text) => resultSchema.parse(JSON.parse(text)));
  return new Map(parsed.map((result) => [result.batch.key, result]));
}

async function quarantinedRows({ validation }: Result): Promise<readonly QuarantinedRow[]> {
  if (validation.quarantineKey === undefined) return [];
  const lines = (await local.readResult(validation.quarantineKey)).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

test('no message is lost to a fault', () => {
  expect(local.cloud.deadLetters()).toEqual([]);
});

test.each(badInputs.map((entry) => [nameOf(entry), entry] as const))(
  '%s comes out as the corpus says',
  async (name, entry) => {
    const result = results.get(keyOf.get(name)!);

    const { outcome, differences } = judge(entry, result!, await quarantinedRows(result!));
    if (name in alternatives) expect(outcome).toBe('alternative');
    else expect({ outcome, differences }).toEqual({ outcome: 'expected', differences: [] });
  },
);

describe('against a reference', () => {
  test.each(compared)('%s is not called free of drift', (name) => {
    const drift = results.get(`batches/compared/${name}`)?.drift;

    expect(drift?.status).toBeDefined();
    expect(drift?.status).not.toBe('stable');
  });

  test('a column without a value has drift in its missing values', () => {
    const result = results.get('batches/compared/all_null_column.csv');

    const income = result?.drift.features.find(({ name }) => name === 'income');
    expect(income?.verdict.status).toBe('drifted');
  });
});

describe('an object key', () => {
  test.each(keys.filter((key) => !noBatches.includes(key)))('%j names one batch', (key) => {
    expect(results.get(key)?.validation).toMatchObject({ status: 'accepted', rows: { read: 24 } });
  });

  test.each(noBatches)('%j names no batch', (key) => {
    expect(results.get(key)).toBeUndefined();
  });

  test.each(badKeys)('$s3_event_encoded is read as it was written', ({ key, s3_event_encoded }) => {
    const s3 = { bucket: { name: 'inbox' }, object: { key: s3_event_encoded, versionId: '1' } };

    expect(announcedObjects(JSON.stringify({ Records: [{ s3 }] }))).toEqual([
      { bucket: 'inbox', key, versionId: '1' },
    ]);
  });
});
