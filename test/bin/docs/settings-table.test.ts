import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { replaceSection } from '../../../bin/docs/replace-section.ts';
import { settingsTable } from '../../../bin/docs/settings-table.ts';
import { parseContract } from '../../../lambdas/core/contract/parse-contract.ts';

const page = readFileSync('docs/contract.md', 'utf8');

test('every contract shown in docs/contract.md and README.md can be used', () => {
  const shown = [page, readFileSync('README.md', 'utf8')].flatMap((text) =>
    Array.from(text.matchAll(/```json\n(.*?)```/gs), ([, json]) => json!),
  );

  expect(shown.length).toBeGreaterThan(1);
  for (const json of shown) expect(parseContract(json)).toMatchObject({ ok: true });
});

test('a setting is a row, nested ones go by their path', () => {
  const schema = z.strictObject({
    size: z.int().default(3).describe('How much.'),
    parts: z
      .array(z.strictObject({ mode: z.enum(['a', 'b']).describe('Which | way.') }))
      .describe('All parts.'),
  });

  expect(settingsTable(schema).split('\n').slice(2)).toEqual([
    '| `size` | whole number | `3` | How much. |',
    '| `parts` | list of objects | **required** | All parts. |',
    '| `parts[].mode` | `a`, `b` | **required** | Which \\| way. |',
  ]);
});

test('a setting without a description is an error', () => {
  expect(() => settingsTable(z.strictObject({ size: z.int() }))).toThrow(
    'the setting size has no description',
  );
});

test('a page without the marks is an error', () => {
  expect(() => replaceSection('text', 'settings', 'x')).toThrow(/no section <!-- settings -->/);
});
