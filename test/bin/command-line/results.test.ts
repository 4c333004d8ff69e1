import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { completion } from '../../../bin/command-line/completion.ts';
import { diff } from '../../../bin/command-line/diff.ts';
import { history } from '../../../bin/command-line/history.ts';
import { localCopies } from '../../../bin/command-line/local-copies.ts';
import { report } from '../../../bin/command-line/report.ts';
import { buildMonth } from '../../lambdas/core/report/histories.ts';
import { customersCsv } from '../../support/build-csv.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildFeature,
  buildResult,
} from '../../support/build-result.ts';

const terminal = { write: () => undefined };
const month = buildMonth();
let folder: string;

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline results-'));
  for (const record of month) {
    await write(`history/flights/${record.batchId}.json`, JSON.stringify(record));
    await write(`reports/flights/${record.batchId}.html`, record.batchId);
  }
  await write('reports/_models/flights.json', '{}');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const asked = { name: 'history', model: 'flights', last: 20, json: false } as const;

test('the history of a model lists its newest batches first, with verdict, severity and what drifted', async () => {
  const { text, data } = await history({ ...asked, results: folder });
  const lines = text.split('\n');

  expect(lines).toHaveLength(20);
  expect(lines[0]).toMatch(
    /^2026-10-30 06:02 UTC {2}2026-10-30\.csv {2}- +no drift \(4,342 rows, 0\.41 % set/,
  );
  expect(lines[6]).toMatch(/critical {2}5 of 12 drifted: temp_max, wind_speed, dep_delay, … \(/);
  expect(data).toHaveLength(20);
});

test('a judgement that was taken back is not in the history', async () => {
  const place = join(folder, 'again');
  const [first, second] = month;
  await write('again/history/flights/1.json', JSON.stringify(first));
  await write('again/history/flights/2.json', JSON.stringify({ ...second, revises: first!.batchId }));

  expect((await history({ ...asked, results: place })).text.split('\n')).toHaveLength(1);
});

test('what is not there is told with what is', async () => {
  await expect(history({ ...asked, model: 'flihgts', results: folder })).rejects.toThrow(
    /has no batch of flihgts: there are flights$/,
  );
  await expect(history({ ...asked, results: join(folder, 'nowhere') })).rejects.toThrow(
    /there is no such folder \(check --out DIR writes one\)/,
  );
  await expect(find('2026-09-30.csv')).rejects.toThrow(
    /flights has no batch "2026-09-30.csv": its newest are 2026-10-30.csv, /,
  );
});

function find(batch: string | undefined) {
  return report({ name: 'report', model: 'flights', batch, results: folder, open: false, json: false });
}

test.each([
  ['the newest', undefined, '2026-10-30'],
  ['one by its name', '2026-10-16.csv', '2026-10-16'],
  ['one by its id', '2026-10-16-3f9c1a2b4d5e', '2026-10-16'],
])('finds the report of %s', async (_, batch, day) => {
  const { text } = await find(batch);

  expect(await readFile(text, 'utf8')).toBe(`${day}-3f9c1a2b4d5e`);
});

async function difference(before: string, after: string) {
  await using copies = localCopies(Readable.from([]));
  return diff({ name: 'diff', before, after, json: false }, copies, terminal);
}

test('two results differ in verdicts, features, rows and violations, not in what is chance', async () => {
  const calm = buildDrift({ features: [buildFeature({ name: 'wind' })] });
  const before = await write('before.json', JSON.stringify(buildResult({ drift: calm })));
  const drifted = buildDrifted([buildDriftedFeature('wind', 0.31)], 1);
  const after = await write(
    'after.json',
    JSON.stringify(buildResult({ drift: drifted, reference: { version: 'r2', rows: 10_000 } })),
  );
  const { text, status } = await difference(before, after);

  expect(status).toBe(1);
  expect(text).toMatch(/verdict: drifted \(warning\), was stable/);
  expect(text).toMatch(/reference: r2, was r1/);
  expect(text).toMatch(/wind: drifted warning, 31 % of the rows moved, was stable/);
  expect(await difference(before, before)).toMatchObject({
    status: 0,
    text: expect.stringMatching(/no diff/),
  });
});

test('two files are compared, the second by the first', async () => {
  const before = await write('before.csv', customersCsv({ rows: 2000, seed: 1 }));
  const after = await write('after.csv', customersCsv({ rows: 2000, seed: 2, older: 6 }));

  expect(await difference(before, after)).toMatchObject({
    status: 1,
    text: expect.stringMatching(/drifted (warning|critical) {2}age: median rose/),
  });
});

test('a result and data are not compared', async () => {
  const result = await write('one.json', JSON.stringify(buildResult()));
  const data = await write('two.csv', 'a\n1\n');

  await expect(difference(result, data)).rejects.toThrow(/two\.csv is no result, the other is/);
});

test.each(['bash', 'zsh', 'fish'])('completion for %s knows every command and its options', (shell) => {
  const script = completion(shell);

  for (const word of ['history', 'mute', 'fail-on', 'results']) expect(script).toContain(word);
  expect(() => completion('tcsh')).toThrow(/SHELL "tcsh": one of bash, zsh, fish/);
});

test('a shell completes commands and their options by it', async () => {
  if (process.platform === 'win32') return;
  const complete = (...words: readonly string[]) =>
    promisify(execFile)('bash', [
      '-c',
      `${completion('bash')}\nCOMP_WORDS=(plumbline ${words.join(' ')})\nCOMP_CWORD=${words.length}\n_plumbline\necho "\${COMPREPLY[@]}"`,
    ]);

  expect((await complete('h')).stdout).toBe('holdout history\n');
  expect((await complete('mute', '--u')).stdout).toBe('--until --undo\n');
});
