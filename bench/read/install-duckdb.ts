import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hasDuckDb } from './duckdb.ts';

/** Installs DuckDB beside the bench unless it is there. @returns whether it is there now */
export async function installDuckDb(): Promise<boolean> {
  if (await hasDuckDb()) return true;
  process.stderr.write('Installing DuckDB into bench/node_modules, once, to be compared with …\n');
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  npm.on('error', () => {});
  const [status] = await once(npm, 'close').catch(() => [1]);
  return status === 0 && hasDuckDb();
}
