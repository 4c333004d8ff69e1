import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commandNames } from '../../../bin/command-line/commands.ts';
import { customersContract, customersCsv } from '../../support/build-csv.ts';
import { buildDrifted, buildDriftedFeature, buildResult } from '../../support/build-result.ts';
import { packedCommand } from '../../support/packed-command.ts';

const root = join(import.meta.dirname, '../../..');

/** What the documentation calls files that its reader has. */
const files: Readonly<Record<string, string>> = {
  'reference.csv': customersCsv({ rows: 400, seed: 1 }),
  'batch.csv': customersCsv({ rows: 300, seed: 2 }),
  'monday.csv': customersCsv({ rows: 300, seed: 3 }),
  'tuesday.csv': customersCsv({ rows: 300, seed: 4, older: 9 }),
  'contract.json': JSON.stringify(customersContract),
  'monday.json': JSON.stringify(buildResult()),
  'tuesday.json': JSON.stringify(buildResult({ drift: buildDrifted([buildDriftedFeature('wind', 0.3)]) })),
  'requirements.txt': 'pandas==2.1.0\n',
  'requirements-old.txt': 'pandas==2.0.3\n',
};

let folder: string;
let script: string;

beforeAll(async () => {
  script = await packedCommand();
  folder = await mkdtemp(join(tmpdir(), 'plumbline-documented-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Commands of blocks of shell whose files are all there, in their order, each once; those on S3 and on data of the examples run elsewhere. */
async function runnable(): Promise<readonly string[]> {
  const pages = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(
    ['README.md', ...pages.map((name) => `docs/${name}`)].map((name) => readFile(join(root, name), 'utf8')),
  );
  const blocks = texts.flatMap((text) =>
    Array.from(text.matchAll(/^ *```sh\n(.*?)^ *```$/gms), ([, block = '']) => block),
  );
  const pattern = new RegExp(`plumbline (?:-- )?((?:${commandNames.join('|')}) [^\\n|>#]*)`, 'g');
  const commands = blocks.flatMap((block) =>
    Array.from(block.matchAll(pattern), ([, one = '']) => one.trim()),
  );
  return [...new Set(commands)].filter((command) => {
    const named = command.split(' ').filter((word) => /\.(csv|json|jsonl|parquet|txt)$/.test(word));
    const written = command.match(/(?:-o|--report|--output) (\S+)/)?.[1];
    return (
      !/s3:\/\/|\[options\]|\$|--env/.test(command) &&
      named.every((name) => name in files || name === written)
    );
  });
}

function run(command: string): Promise<{ readonly status: number; readonly errors: string }> {
  const args = [script, ...command.split(/\s+/)];
  const options = { cwd: folder, env: { ...process.env, BROWSER: 'true' } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, _, errors) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, errors }),
    );
  });
}

test('commands of the documentation do what a reader expects: they run, and find something or nothing', async () => {
  const commands = await runnable();
  const failed: string[] = [];
  for (const command of commands) {
    // The reader has no contract yet where one is drafted.
    if (command.startsWith('infer')) await rm(join(folder, 'contract.json'));
    const { status, errors } = await run(command);
    if (status > 1) failed.push(`${command}: ${status}, ${errors}`);
  }

  expect(commands.length).toBeGreaterThan(9);
  expect(failed).toEqual([]);
}, 60_000);
