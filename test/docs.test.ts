import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { commandNames } from '../bin/command-line/commands.ts';
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

/** Every command of Plumbline that stands in a page; without the forms that are made of the commands themselves. */
async function writtenCommands() {
  const pages = (await readPages()).filter(({ page }) => !page.startsWith('docs/decisions'));
  const pattern = new RegExp(`plumbline (?:-- )?((?:${commandNames.join('|')})\\b[^\`\\n|>"#)]*)`, 'g');
  return pages.flatMap(({ page, text }) =>
    Array.from(text.matchAll(pattern), ([, command = '']) => ({ page, command: command.trim() })).filter(
      ({ command }) => !command.includes('[options]'),
    ),
  );
}

test('every command of Plumbline in the documentation is one', async () => {
  const written = await writtenCommands();
  const refused = written.flatMap(({ page, command }) => {
    // A hook of pre-commit is handed its files behind what is written.
    const given =
      page === 'docs/gating.md' && command.startsWith('validate') ? `${command} file.csv` : command;
    const words = given.replaceAll('{{ ds }}', 'day').replace(/[…"]/g, '').split(/\s+/);
    try {
      // Alone, a name is spoken of; what a stack is called stands in plumbline.json.
      if (words.length > 1) parseCommand(words, { inbox: 's3://inbox', results: 's3://results' });
      return [];
    } catch (error) {
      return [`${page}: ${command}: ${error instanceof Error ? error.message : error}`];
    }
  });

  expect(written.length).toBeGreaterThan(40);
  expect(refused).toEqual([]);
});

test('every script of npm in the documentation is one', async () => {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const written = (await readPages()).flatMap(({ page, text }) =>
    Array.from(text.matchAll(/npm run (?:-s |--silent )?([a-z][a-z:]*)/g), ([, script = '']) => ({
      page,
      script,
    })),
  );

  expect(written.length).toBeGreaterThan(15);
  expect(written.filter(({ script }) => !(script in scripts))).toEqual([]);
});

test('pictures of the documentation are small, and each is shown', async () => {
  const names = await readdir(join(root, 'docs/pictures'));
  const pages = (await readPages()).map(({ text }) => text).join('\n');
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(root, 'docs/pictures', name))).size),
  );

  expect(Math.max(...sizes)).toBeLessThan(150 * 1024);
  expect(names.filter((name) => !pages.includes(`pictures/${name})`))).toEqual([]);
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
