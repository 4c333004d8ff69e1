import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackage } from '../../bin/package/build-package.ts';
import { alone } from '../../local/alone.ts';
import { contentHash, root } from './content-hash.ts';

/**
 * The command as it is packed, built once for each content of what it is made from: it starts in half the time that
 * `bin/plumbline.ts` takes.
 *
 * @returns the path of its script
 */
export async function packedCommand(): Promise<string> {
  const folder = join(root, '.plumbline/packed', await contentHash(sources));
  const script = join(folder, 'dist/command.js');
  await alone(`${folder}.lock`, async () => {
    // What is written last.
    if (!existsSync(join(folder, 'README.md'))) await buildPackage(folder);
  });
  return script;
}

const sources = ['bin/**/*.ts', 'lambdas/**/*.ts', 'package-lock.json', 'docs/command-line.md', 'LICENSE'];
