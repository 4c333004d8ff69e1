import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Result, resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { badInputBytes, badInputContract, badInputs, nameOf } from '../support/bad-input.ts';
import { type LocalCloud, startLocalCloud } from '../support/local-cloud.ts';

let local: LocalCloud;

beforeAll(async () => {
  local = await startLocalCloud();
  await local.upload('contracts/loans.json', badInputContract);
  await local.cloud.settled();
}, 120_000);

afterAll(() => local.stop());

function contentOf(name: string): Uint8Array {
  return badInputBytes(badInputs.find((entry) => nameOf(entry) === name)!);
}

async function uploadAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [name, content] of Object.entries(files)) await local.upload(`${folder}${name}`, content);
  await local.cloud.settled();
}

async function resultsOf(folder: string): Promise<readonly Result[]> {
  const texts = await Promise.all(
    (await local.resultKeys('results/loans/')).map((key) => local.readResult(key)),
  );
  const results = texts.map((text) => resultSchema.parse(JSON.parse(text)));
  return results.filter(({ batch }) => batch.key.startsWith(folder));
}

describe('a folder dropped in S3', () => {
  test('of three CSV parts is one batch, when it is closed', async () => {
    const [header = '', ...rows] = Buffer.from(contentOf('good.csv')).toString().trimEnd().split('\n');
    const part = (from: number) => [header, ...rows.slice(from, from + 8), ''].join('\n');
    const folder = 'batches/loans/day=2024-03-01/';

    await uploadAll(folder, {
      'part-00000.csv': part(0),
      'part-00001.csv': part(8),
      'part-00002.csv': part(16),
    });
    const before = await resultsOf(folder);
    await uploadAll(folder, { _SUCCESS: '' });
    const after = await resultsOf(folder);

    expect(before).toEqual([]);
    expect(after).toHaveLength(1);
    expect(after[0]?.batch.key).toBe(`${folder}_SUCCESS`);
    expect(after[0]?.validation).toMatchObject({
      status: 'accepted',
      rows: { read: 24, accepted: 24, quarantined: 0 },
    });
  });

  test('of two Parquet parts is one batch: what is unique is so over both', async () => {
    const folder = 'batches/loans/day=2024-03-02/';

    await uploadAll(folder, {
      'part-00000-1a2b-c000.snappy.parquet': contentOf('good.parquet'),
      'part-00001-1a2b-c000.zstd.parquet': contentOf('zstd.parquet'),
      _SUCCESS: '',
    });

    const [result] = await resultsOf(folder);
    expect(result?.batch.format).toBe('parquet');
    expect(result?.validation.rows).toMatchObject({ read: 48, accepted: 24, quarantined: 24 });
    expect(result?.validation.violations[0]).toMatchObject({
      code: 'duplicate-id',
      column: 'application_id',
      examples: expect.arrayContaining([{ row: 25, found: '1000' }]),
    });
  });

  test('leaves no message behind', () => {
    expect(local.cloud.deadLetters()).toEqual([]);
  });
});
