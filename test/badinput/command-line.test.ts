import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { resultSchema } from '../../lambdas/core/result/result-schema.ts';
import { badInputs, nameOf } from '../support/bad-input.ts';
import { judge } from '../support/bad-input-verdict.ts';

const root = join(import.meta.dirname, '../..');

function validate(file: string): Promise<{ readonly status: number; readonly output: string }> {
  const contract = join(root, 'test/badinput/plumbline-contract.json');
  const args = [
    'bin/plumbline.ts',
    'validate',
    join('test/badinput', file),
    '--contract',
    contract,
    '--json',
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, output) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output }),
    );
  });
}

describe('plumbline validate', () => {
  test.each([
    ['good.parquet', 0],
    ['bom_crlf.jsonl', 0],
    ['unclosed_quote.csv', 1],
    ['truncated.csv.gz', 1],
    ['footer_length_lie.parquet', 1],
    ['empty.csv', 1],
  ])('of %s comes out as the corpus says, with status %i', async (name, expected) => {
    const entry = badInputs.find((one) => nameOf(one) === name)!;

    const { status, output } = await validate(entry.file);

    expect(status).toBe(expected);
    expect(judge(entry, resultSchema.parse(JSON.parse(output)), []).differences).toEqual([]);
  });
});
