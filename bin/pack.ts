import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildPackage } from './package/build-package.ts';

const directory = join(import.meta.dirname, '../.plumbline/package');

await buildPackage(directory);
execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', '..'], {
  cwd: directory,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.stdout.write('It lies in .plumbline/: npm install it where you like, then npx plumbline --help.\n');
