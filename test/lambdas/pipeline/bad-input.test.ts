import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkColumns } from '../../../lambdas/core/contract/check/check-columns.ts';
import { emptyYardstick } from '../../../lambdas/pipeline/empty-yardstick.ts';
import { judgeBatch } from '../../../lambdas/pipeline/judge-batch.ts';
import { profileRows } from '../../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../../lambdas/pipeline/quarantine.ts';
import { openBatch } from '../../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../../lambdas/readers/byte-source.ts';
import { UnreadableBatchError } from '../../../lambdas/readers/unreadable-batch-error.ts';
import { buildContract } from '../../support/build-contract.ts';

/** The contract of the corpus: loan applications. */
const contract = buildContract(
  [
    { name: 'application_id', kind: 'integer', role: 'id', min: 1 },
    { name: 'age', kind: 'integer', min: 18, max: 100 },
    { name: 'income', kind: 'numeric', nullable: true, min: 0, max: 10_000_000 },
    { name: 'debt_ratio', kind: 'numeric', min: 0, max: 1 },
    { name: 'region', kind: 'categorical', values: ['north', 'south', 'east', 'west'] },
    {
      name: 'channel',
      kind: 'categorical',
      required: false,
      nullable: true,
      values: ['web', 'branch', 'phone'],
    },
    { name: 'is_member', kind: 'boolean' },
    { name: 'applied_at', kind: 'timestamp', role: 'timestamp' },
  ],
  { missingTokens: [''], batch: { maxRejectedShare: 0.5 } },
);

/** What becomes of a file: rows read, and violations by code with their number of rows; or why it is rejected as a whole. */
async function outcomeOf(name: string) {
  const bytes = await readFile(join(import.meta.dirname, '../../badinput/files', name));
  try {
    const batch = await openBatch({
      key: `batches/loans/${name}`,
      source: memorySource(new Uint8Array(bytes)),
    });
    const broken = checkColumns(contract, batch.columnNames);
    if (broken.length > 0) return { rejected: broken[0]?.code };
    const pass = await profileRows(batch, contract, emptyYardstick(contract), { quarantine: noQuarantine });
    const [reason] = judgeBatch(pass.profile, contract, pass.unreadable);
    if (reason) return { rejected: reason.code };
    const found = pass.violations.map(({ code, column, count }) => `${count} ${column ?? ''} ${code}`);
    return { rows: pass.profile.rows.read, found, notes: batch.notes };
  } catch (error) {
    if (error instanceof UnreadableBatchError) return { rejected: error.code };
    throw error;
  }
}

describe('of the corpus of bad input', () => {
  test.each([
    ['good.csv'],
    ['good.jsonl'],
    ['good.csv.gz'],
    ['multi_member.csv.gz'],
    ['bom_crlf.jsonl'],
    ['blank_lines.jsonl'],
    ['proto_keys.jsonl'],
    ['big_ints.jsonl'],
    ['utf8_keys.jsonl'],
  ])('%s is accepted whole, without a note', async (name) => {
    expect(await outcomeOf(name)).toEqual({ rows: 24, found: [], notes: [] });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each([
    ['array.json', /one JSON list/],
    ['not_gzip.csv.gz', /^not compressed, although named .gz$/],
    ['gzip_named.csv', /^gzip, although named .csv$/],
  ])('%s is accepted whole, with a note', async (name, note) => {
    expect(await outcomeOf(name)).toEqual({ rows: 24, found: [], notes: [expect.stringMatching(note)] });
  });

  test.each([
    ['broken_line.jsonl', ['2  malformed-row']],
    ['non_objects.jsonl', ['5  malformed-row']],
    ['nested_values.jsonl', ['1 debt_ratio wrong-type', '1 region wrong-type']],
    ['deep_nesting.jsonl', ['1  malformed-row']],
    ['duplicate_keys.jsonl', ['1 age out-of-range']],
    ['two_objects_one_line.jsonl', ['1  malformed-row']],
    ['surrogate_and_nul.jsonl', ['1 channel unknown-category']],
    ['nan_literals.jsonl', ['3 debt_ratio not-finite']],
  ])('%s has these rows refused: %j', async (name, found) => {
    expect(await outcomeOf(name)).toMatchObject({ rows: 24, found });
  });

  test('string_numbers.jsonl has every value of the wrong type refused', async () => {
    const outcome = await outcomeOf('string_numbers.jsonl');

    expect(outcome.found).toEqual(
      ['2 is_member', '1 debt_ratio', '1 age', '1 applied_at'].map((cells) => `${cells} wrong-type`),
    );
  });

  test('explicit_null_and_absent.jsonl has two missing values refused', async () => {
    const { found } = await outcomeOf('explicit_null_and_absent.jsonl');

    expect(found?.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(2);
    expect(found?.every((text) => text.endsWith('missing-value'))).toBe(true);
  });

  test('proto_only.jsonl has the row refused whose values are all under __proto__', async () => {
    const { found } = await outcomeOf('proto_only.jsonl');

    expect(found?.every((text) => text.startsWith('1 ') && text.endsWith('missing-value'))).toBe(true);
    expect(found?.length).toBeGreaterThan(0);
  });

  test.each([
    ['truncated.csv.gz', 'unreadable'],
    ['bad_crc.csv.gz', 'unreadable'],
    ['trailing_garbage.csv.gz', 'unreadable'],
    ['zip_named.csv', 'unsupported-format'],
    ['png_named.csv', 'unsupported-format'],
    ['json_named.csv', 'unsupported-format'],
    ['parquet_named.csv', 'unsupported-format'],
    ['csv_named.parquet', 'unsupported-format'],
    ['csv_named.jsonl', 'unreadable'],
    ['pretty.jsonl', 'unreadable'],
  ])('%s is rejected as %s', async (name, code) => {
    expect(await outcomeOf(name)).toEqual({ rejected: code });
  });
});
