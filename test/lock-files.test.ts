import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

// A lock file that was written on one machine named the packages of that machine's platform alone:
// `npm ci` failed on every other, and the benches left out the comparison without a word.
test.each(['package-lock.json', 'bench/package-lock.json'])(
  '%s names the packages of every platform',
  async (path) => {
    const text = await readFile(join(import.meta.dirname, '..', path), 'utf8');
    const { packages } = lockSchema.parse(JSON.parse(text));

    const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${at}/node_modules/${name}`],
      ),
    );

    expect(missing).toEqual([]);
  },
);
