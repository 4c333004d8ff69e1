import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildPackage } from '../../bin/package/build-package.ts';
import { nodeOptions } from '../../lambdas/node-options.ts';
import { customersCsv } from '../support/build-csv.ts';

const run = promisify(execFile);
const isWindows = process.platform === 'win32';

/** The Node that runs the tests, and the machine's own, which runs npm and may be an older one. */
const nodes = [...new Set([process.execPath, process.env.npm_node_execpath ?? process.execPath])];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline package-'));
  const pack = join(folder, 'package');
  await buildPackage(pack);
  await run('npm', ['pack', '--pack-destination', '..'], { cwd: pack, shell: isWindows });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const [archive = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await run('npm', ['install', '--offline', '--no-audit', `./${archive}`], { cwd: folder, shell: isWindows });
  await Promise.all([
    writeFile(join(folder, 'reference.csv'), customersCsv({ rows: 3_000, seed: 1 })),
    writeFile(join(folder, 'older.csv'), customersCsv({ rows: 3_000, seed: 3, older: 4 })),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('brings one package', async () => {
  const packages = await readdir(join(folder, 'node_modules'));

  expect(packages.filter((name) => !name.startsWith('.'))).toEqual(['plumbline']);
});

test.each(nodes)('the installed command checks a batch on %s', async (node) => {
  const command = join(folder, 'node_modules/plumbline/dist/command.js');

  const checking = run(node, [command, 'check', 'older.csv', '--reference', 'reference.csv'], {
    cwd: folder,
  });

  await expect(checking).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^older\.csv: accepted .*drifted (warning|critical) {2}age: median rose/s),
  });
});

// By itself Node let its young generation grow to 100 MB more than the functions take for the same batch.
test('the command is started as the functions are, and keeps what else Node was told', async () => {
  const told = 'data:text/javascript,process.on("exit",()=>process.stderr.write(process.execArgv.join()))';
  const command = join(folder, 'node_modules/plumbline/dist/command.js');

  const { stderr } = await run(process.execPath, ['--import', told, command, '--version']);

  expect(stderr).toBe(isWindows ? `--import,${told}` : `${nodeOptions},--import,${told}`);
});

// Its first line was no longer the one that says what runs it: the shell took it for a script of its own.
test('the installed command runs by its name, as npx starts it', async () => {
  const { stdout } = await run('npx', ['plumbline', '--version'], { cwd: folder, shell: isWindows });

  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
