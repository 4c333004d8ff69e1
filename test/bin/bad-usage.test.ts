import { type ExecFileOptions, execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { usage, usageOf } from '../../bin/command-line/usage.ts';
import { customersContract, customersCsv } from '../support/build-csv.ts';
import { packedCommand } from '../support/packed-command.ts';

const isWindows = process.platform === 'win32';
let folder: string;
let command: string;

beforeAll(async () => {
  command = await packedCommand();
  folder = await mkdtemp(join(tmpdir(), 'plumbline usage-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'a folder'));
  const files = {
    'good.csv': customersCsv({ rows: 300, seed: 1 }),
    'a folder/good one.csv': customersCsv({ rows: 300, seed: 2 }),
    'locked.csv': customersCsv({ rows: 3, seed: 1 }),
    'contract.json': JSON.stringify(customersContract),
    'newer.json': JSON.stringify({ ...customersContract, schemaVersion: 2 }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await chmod(join(folder, 'locked.csv'), 0o000);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

function plumbline(args: readonly string[], options: ExecFileOptions = {}): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder, ...options }, (error, output, errors) =>
      resolve({
        status: typeof error?.code === 'number' ? error.code : 0,
        output: String(output),
        errors: String(errors),
      }),
    );
  });
}

const by = ['--contract', 'contract.json'];

test.each<readonly [string, readonly string[], number, RegExp]>([
  [
    'a folder',
    ['validate', 'a folder', ...by],
    3,
    /a folder is a folder without part-… files: name the files in it/,
  ],
  [
    'a folder for a contract',
    ['validate', 'good.csv', '--contract', 'a folder'],
    3,
    /a folder is not a file/,
  ],
  [
    'a file where a folder should be',
    ['validate', 'good.csv', ...by, '--out', 'good.csv'],
    3,
    /EEXIST|ENOTDIR/,
  ],
  [
    'an unknown option',
    ['validate', 'good.csv', ...by, '--verbose'],
    2,
    /validate knows no option --verbose\n/,
  ],
  ['a model with a slash', ['validate', 'good.csv', ...by, '--model', 'a/b'], 2, /--model "a\/b": letters/],
  [
    'a contract of another version',
    ['validate', 'good.csv', '--contract', 'newer.json'],
    3,
    /schemaVersion: expected 1, found 2\n {2}this is Plumbline [\d.]+: a contract of another version/,
  ],
])('%s is told without a stack trace, with its status', async (_, args, expected, message) => {
  const { status, output, errors } = await plumbline(args);

  expect({ status, output }).toEqual({ status: expected, output: '' });
  expect(errors).toMatch(message);
  expect(errors).not.toMatch(/\n\s+at |fault of Plumbline/);
});

test('a path may have blanks', async () => {
  const { status, output } = await plumbline(['validate', join(folder, 'a folder/good one.csv'), ...by]);

  expect(status).toBe(0);
  expect(output).toMatch(/^good one\.csv: accepted/);
});

// It was called a fault of Plumbline, and people were asked to report it.
test('a file that one may not read is told as such', async () => {
  // The tests may run as a user who may read everything.
  const isRoot = process.getuid?.() === 0;
  const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
  const { status, errors } = await plumbline(['validate', 'locked.csv', ...by], nobody);

  if (!isWindows)
    expect({ status, errors }).toEqual({ status: 3, errors: expect.stringMatching(/EACCES.*locked\.csv/) });
  expect(errors).not.toMatch(/fault of Plumbline/);
});

test.each([
  [
    'without a network',
    { AWS_REGION: 'eu-west-1' },
    /ECONNREFUSED.* \(is there a network, and is AWS_REGION right\?\)/,
  ],
  [
    'without a region',
    { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
    /Region is missing \(set AWS_REGION/,
  ],
])('s3:// %s is told with what to do', async (_, settings, message) => {
  // Port 9 discards: nothing answers there.
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: join(folder, 'none'),
    ...settings,
  };
  const { status, errors } = await plumbline(['history', 'm', '--results', 's3://nowhere'], { env });

  expect(status).toBe(3);
  expect(errors).toMatch(message);
});

test('nothing is coloured where nobody looks', async () => {
  const { output, errors } = await plumbline(['check', 'good.csv', '--reference', 'a folder/good one.csv']);

  expect(output + errors).not.toContain('\u001b');
});

test.each([60, 40, 20])('help is readable in a terminal of %i columns', (columns) => {
  for (const text of [usage(columns), usageOf('check', columns), usageOf('upload', columns)])
    for (const line of text.split('\n').filter((one) => !/^ {2}plumbline /.test(one)))
      expect(line.length).toBeLessThanOrEqual(Math.max(columns, 40));
});
