import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { parseCommand } from '../bin/command-line/parse-command.ts';
import { alertKinds } from '../lambdas/alert-kinds.ts';
import { renderEmail } from '../lambdas/core/alert/render/render-email.ts';
import { parseContract } from '../lambdas/core/contract/parse-contract.ts';
import { checkDeployable, checked } from '../lib/environments.ts';
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

/** Every page of the documentation, with its text. */
async function readPages(): Promise<readonly { readonly page: string; readonly text: string }[]> {
  const names = await readdir(join(root, 'docs'), { recursive: true });
  const pages = [...names.map((name) => join('docs', name)), 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
  return Promise.all(
    pages
      .filter((name) => name.endsWith('.md'))
      .map(async (page) => ({ page, text: await readFile(join(root, page), 'utf8') })),
  );
}

/** Code blocks of a language. */
function blocksOf(text: string, language: string): readonly string[] {
  return Array.from(
    text.matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms')),
    ([, block = '']) => block,
  );
}

test('every command of Plumbline in the documentation is one', async () => {
  const pages = (await readPages()).filter(({ page }) => !page.startsWith('docs/decisions'));
  const written = pages.flatMap(({ page, text }) =>
    Array.from(
      text.matchAll(/(?:npx |plumbline -- |^`?\$? ?)plumbline ((?:check|infer|validate) [^`\n|>"]*)/gm),
      ([, command = '']) => ({
        page,
        command,
      }),
    ),
  );
  const refused = written.flatMap(({ page, command }) => {
    // A hook of pre-commit is handed its files behind what is written.
    const given =
      page === 'docs/gating.md' && command.startsWith('validate') ? `${command} file.csv` : command;
    const words = given.replaceAll('{{ ds }}', 'day').trim().replace(/[…"]/g, '').split(/\s+/);
    try {
      parseCommand(words.filter((word) => !['[options]'].includes(word)));
      return [];
    } catch (error) {
      return [`${page}: ${command}: ${error instanceof Error ? error.message : error}`];
    }
  });

  expect(written.length).toBeGreaterThan(5);
  expect(refused).toEqual([]);
});

test('JSON in the documentation is JSON, contracts are contracts, and settings are settings', async () => {
  const blocks = (await readPages()).flatMap(({ page, text }) =>
    blocksOf(text, 'json').map((block) => ({
      page,
      value: z.record(z.string(), z.unknown()).parse(JSON.parse(block)),
    })),
  );
  const wrong = blocks.flatMap(({ page, value }) => {
    if ('columns' in value && 'schemaVersion' in value) {
      const parsed = parseContract(JSON.stringify(value));
      return parsed.ok ? [] : [{ page, problems: parsed.problems }];
    }
    for (const environment of z.array(z.looseObject({ name: z.string() })).parse(value.environments ?? []))
      checkDeployable(checked(environment));
    return [];
  });

  expect(blocks.length).toBeGreaterThan(1);
  expect(wrong).toEqual([]);
});

test('links between pages lead to a file', async () => {
  const broken: string[] = [];
  for (const { page, text } of await readPages()) {
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
      if (!existsSync(join(root, dirname(page), link))) broken.push(`${page}: ${link}`);
  }

  expect(broken).toEqual([]);
});

test('the picture in architecture.md names every function', async () => {
  const [, picture = ''] = (await readFile(join(root, 'docs/architecture.md'), 'utf8')).split('```');

  expect(functions.filter(({ name }) => !picture.includes(name))).toEqual([]);
});
