import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { alertKinds } from '../lambdas/alert-kinds.ts';

test('every kind of alert has a section in the runbook', async () => {
  const runbook = await readFile(join(import.meta.dirname, '../docs/runbook.md'), 'utf8');
  const sections = Array.from(runbook.matchAll(/^## (.+)$/gm), ([, title]) => title);

  expect(sections).toEqual(expect.arrayContaining([...alertKinds]));
});
