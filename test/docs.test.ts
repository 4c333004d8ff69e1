import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { alertKinds } from '../lambdas/alert-kinds.ts';
import { renderEmail } from '../lambdas/core/alert/render-email.ts';
import { typicalAlerts } from './lambdas/core/alert/situations.ts';

const runbook = await readFile(join(import.meta.dirname, '../docs/runbook.md'), 'utf8');

test('every kind of alert has a section in the runbook', () => {
  const sections = Array.from(runbook.matchAll(/^## (.+)$/gm), ([, title]) => title);

  expect(sections).toEqual(expect.arrayContaining([...alertKinds]));
});

test.each(Array.from(typicalAlerts))('the email of %s names a section that says what to do', (_, alert) => {
  const [, section = ''] = renderEmail(alert).body.match(/docs\/runbook\.md, section "([^"]+)"/) ?? [];
  const [, text = ''] = runbook.split(`\n## ${section}\n`);

  expect(text.split('\n## ')[0]).toContain('**What to do.**');
});
