import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { plumblineVersion } from '../../lambdas/version.ts';

const root = join(import.meta.dirname, '../..');

/** The oldest Node that the command runs on. */
const oldestNode = 20;

const manifest = {
  name: 'plumbline',
  version: plumblineVersion,
  description:
    'Checks a batch of data against a contract and compares it with a reference: CSV, JSON Lines, Parquet.',
  license: 'Apache-2.0',
  type: 'module',
  engines: { node: `>=${oldestNode}` },
  bin: { plumbline: 'dist/command.js' },
  files: ['dist'],
};

/**
 * Builds what a user of the command installs: one bundle in JavaScript, without dependencies. The SDK for S3 is a piece of its own,
 * read only by who names an object of S3.
 *
 * @param directory  is emptied first
 */
export async function buildPackage(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await build({
    entryPoints: [join(root, 'bin/package/command.ts')],
    outdir: join(directory, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: `node${oldestNode}`,
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'linked',
    // A CommonJS dependency that asks for a module of Node while it runs would fail in an ES module without it.
    banner: {
      js: "import{createRequire as plumblineRequire}from'node:module';const require=plumblineRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  await writeFile(join(directory, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await Promise.all([
    copyFile(join(root, 'LICENSE'), join(directory, 'LICENSE')),
    copyFile(join(root, 'docs/command-line.md'), join(directory, 'README.md')),
  ]);
}
