import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { plumblineVersion } from '../../lambdas/version.ts';

test('results carry the version of package.json', async () => {
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8'));

  expect(plumblineVersion).toBe(manifest.version);
});
