import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { alertKinds } from '../lambdas/alert-kinds.ts';
import { renderEmail } from '../lambdas/core/alert/render/render-email.ts';
import { functions } from '../lib/functions.ts';
import { typicalAlerts } from './lambdas/core/alert/situations.ts';

const root = join(import.meta.dirname, '..');
const runbook = await readFile(join(root, 'docs/runbook.md'), 'utf8');

test('every kind of alert has a section in the runbook', () => {
  const sections = Array.from(runbook.matchAll(/^## (.+)$/gm), ([, title]) => title);

  expect(sections).toEqual(expect.arrayContaining([...alertKinds]));
});

test.each(Array.from(typicalAlerts))('the email of %s names a section that says what to do', (_, alert) => {
  const [, section = ''] = renderEmail(alert).body.match(/docs\/runbook\.md, section "([^"]+)"/) ?? [];
  const [, text = ''] = runbook.split(`\n## ${section}\n`);

  expect(text.split('\n## ')[0]).toContain('**What to do.**');
});

test('decisions are numbered from 001 on, without a gap, none twice', async () => {
  const decisions = (await readdir(join(root, 'docs/decisions'))).sort();

  expect(decisions.map((name) => name.slice(0, 4))).toEqual(
    decisions.map((_, index) => `${String(index + 1).padStart(3, '0')}-`),
  );
});

test('links between pages lead to a file', async () => {
  const names = await readdir(join(root, 'docs'), { recursive: true });
  const pages = [...names.map((name) => join('docs', name)), 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
  const broken: string[] = [];
  for (const page of pages.filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(root, page), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
      if (!existsSync(join(root, dirname(page), link))) broken.push(`${page}: ${link}`);
  }

  expect(broken).toEqual([]);
});

test('the picture in architecture.md names every function', async () => {
  const [, picture = ''] = (await readFile(join(root, 'docs/architecture.md'), 'utf8')).split('```');

  expect(functions.filter(({ name }) => !picture.includes(name))).toEqual([]);
});
