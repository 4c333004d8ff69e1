import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');

/** Who may import whom, besides itself: the nearest folder above a file counts. Node's modules are `node:`. */
const table: Readonly<Record<string, readonly string[]>> = {
  'lambdas/core/stats': ['simple-statistics'],
  'lambdas/core/block': ['zod'],
  'lambdas/core/contract': [
    'lambdas/severities.ts',
    'lambdas/core/block',
    'lambdas/core/stats',
    're2js',
    'zod',
  ],
  'lambdas/core/text': ['lambdas/core/contract', 'zod'],
  'lambdas/core/columns': ['lambdas/core/stats', 'lambdas/core/block', 'lambdas/simd', 'zod'],
  'lambdas/core/environment': [
    'lambdas/core/result',
    'lambdas/core/text',
    '@renovatebot/pep440',
    'semver',
    'zod',
  ],
  'lambdas/core/result': ['lambdas/severities.ts', 'lambdas/core/contract', 'zod'],
  'lambdas/core/signals': [
    'lambdas/severities.ts',
    'lambdas/core/stats',
    'lambdas/core/block',
    'lambdas/core/columns',
    'lambdas/core/contract',
    'lambdas/core/result',
    'lambdas/core/text',
    'lambdas/core/profile',
    'lambdas/simd',
    'zod',
  ],
  // A yardstick has the plans of the signals, and signals measure what is on a yardstick: no file is in a circle.
  'lambdas/core/profile': [
    'lambdas/core/block',
    'lambdas/core/columns',
    'lambdas/core/signals',
    'lambdas/core/contract',
    'lambdas/core/result',
    'zod',
  ],
  'lambdas/core/labels': [
    'lambdas/core/block',
    'lambdas/core/contract',
    'lambdas/core/result',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/drift': [
    'lambdas/core/signals',
    'lambdas/core/profile',
    'lambdas/core/contract',
    'lambdas/core/result',
    'lambdas/core/text',
  ],
  'lambdas/core/over-time': [
    'lambdas/severities.ts',
    'lambdas/core/stats',
    'lambdas/core/contract',
    'lambdas/core/incidents',
    'lambdas/core/result',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/findings': [
    'lambdas/severities.ts',
    'lambdas/core/environment',
    'lambdas/core/contract',
    'lambdas/core/signals',
    'lambdas/core/result',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/holdout': [
    'lambdas/severities.ts',
    'lambdas/core/block',
    'lambdas/core/contract',
    'lambdas/core/findings',
    'lambdas/core/result',
    'lambdas/core/stats',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/incidents': [
    'lambdas/severities.ts',
    'lambdas/core/contract',
    'lambdas/core/findings',
    'lambdas/core/result',
    'lambdas/core/signals',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/digest': [
    'lambdas/severities.ts',
    'lambdas/core/contract',
    'lambdas/core/incidents',
    'lambdas/core/over-time',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/alert': [
    'lambdas/alert-kinds.ts',
    'lambdas/severities.ts',
    'lambdas/core/environment',
    'lambdas/core/holdout',
    'lambdas/core/contract',
    'lambdas/core/signals',
    'lambdas/core/findings',
    'lambdas/core/incidents',
    'lambdas/core/over-time',
    'lambdas/core/labels',
    'lambdas/core/digest',
    'lambdas/core/result',
    'lambdas/core/text',
    'zod',
  ],
  'lambdas/core/audit': ['lambdas/core/alert', 'lambdas/core/text', 'zod'],
  'lambdas/core/report': [
    'lambdas/severities.ts',
    'lambdas/core/contract',
    'lambdas/core/columns',
    'lambdas/core/environment',
    'lambdas/core/holdout',
    'lambdas/core/profile',
    'lambdas/core/signals',
    'lambdas/core/findings',
    'lambdas/core/incidents',
    'lambdas/core/over-time',
    'lambdas/core/result',
    'lambdas/core/text',
    'lambdas/core/digest',
    'lambdas/core/alert',
    'lambdas/core/stats',
    'd3-scale',
    'd3-shape',
    'zod',
  ],
  'lambdas/readers': [
    'lambdas/core/block',
    'lambdas/simd',
    'lambdas/core/contract',
    'lambdas/core/environment',
    'hyparquet',
    'node:',
  ],
  'lambdas/pipeline': ['lambdas/core', 'lambdas/readers', 'lambdas', 'zod', 'node:'],
  'lambdas/aws': [
    'lambdas/pipeline/ports.ts',
    'lambdas/readers/byte-source.ts',
    'lambdas',
    '@aws-sdk/',
    'zod',
    'node:',
  ],
  'lambdas/files': ['lambdas/pipeline/ports.ts', 'lambdas/readers/byte-source.ts', 'node:'],
  'lambdas/handlers': ['lambdas/pipeline', 'lambdas/aws', 'lambdas'],
  lambdas: ['zod', 'node:crypto'],
  // Loops in WebAssembly, as pure as what calls them.
  'lambdas/simd': [],
  lib: [
    'lambdas/alert-kinds.ts',
    'lambdas/severities.ts',
    'lambdas/keys.ts',
    'lambdas/settings.ts',
    'lambdas/metric-names.ts',
    'lambdas/node-options.ts',
    'aws-cdk-lib',
    'constructs',
    'cdk-nag',
    'esbuild',
    'zod',
    'node:',
  ],
  // The embedded cloud knows nothing of what it runs.
  local: ['fast-xml-parser', 'zod', 'node:', 'aws-local-stepfunctions'],
};

interface Import {
  readonly file: string;
  /** A path from the root, or the name of a package. */
  readonly target: string;
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

async function sourceFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

async function importsOf(file: string): Promise<readonly Import[]> {
  const source = await readFile(join(root, file), 'utf8');
  return Array.from(source.matchAll(statement), ([, from, dynamic]) => {
    const specifier = from ?? dynamic ?? '';
    return { file, target: specifier.startsWith('.') ? join(dirname(file), specifier) : specifier };
  });
}

function ruleFor(file: string): string | undefined {
  const folders = Object.keys(table).filter((folder) => file.startsWith(`${folder}/`));
  return folders.sort((a, b) => b.length - a.length)[0];
}

function isAllowed({ file, target }: Import): boolean {
  const folder = ruleFor(file);
  if (folder === undefined) return false;
  if (ruleFor(target) === folder) return true;
  return (table[folder] ?? []).some((allowed) =>
    allowed === 'lambdas'
      ? dirname(target) === 'lambdas'
      : target === allowed ||
        target.startsWith(allowed.endsWith('/') || allowed.endsWith(':') ? allowed : `${allowed}/`),
  );
}

let imports: readonly Import[];
let files: readonly string[];

beforeAll(async () => {
  files = (await Promise.all(['lambdas', 'lib', 'local'].map(sourceFiles))).flat();
  imports = (await Promise.all(files.map(importsOf))).flat();
});

describe('the house', () => {
  test('imports only along the table', () => {
    expect(imports.length).toBeGreaterThan(300);
    expect(imports.filter((one) => !isAllowed(one))).toEqual([]);
  });

  test('has no file that no row of the table covers', () => {
    expect(files.filter((file) => ruleFor(file) === undefined)).toEqual([]);
  });

  test('keeps core pure: no AWS, Node, clock, randomness, environment, logging or promise', async () => {
    const impure = /\b(process\.|Date\.now|new Date\(\)|Math\.random|console\.|Promise|async |await |node:)/;
    const sources = await Promise.all(
      files
        .filter((file) => file.startsWith('lambdas/core/'))
        .map(async (file) => ({ file, code: withoutComments(await readFile(join(root, file), 'utf8')) })),
    );

    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ code }) => impure.test(code)).map(({ file }) => file)).toEqual([]);
  });

  test('has no import in a circle', () => {
    const edges = Map.groupBy(imports, ({ file }) => file);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file))
        return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      for (const { target } of edges.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);

    expect(circles).toEqual([]);
  });

  test('names its files in kebab-case and has no utils and no index', () => {
    expect(files.filter((file) => /[A-Z_]|utils|(^|\/)index\./.test(file))).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
