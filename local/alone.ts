import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How often a process that waits looks whether it is its turn. */
const lookMs = 100;
/** A lock is older only where its holder was stopped without a word, and another process has its number. */
const longestMs = 300_000;

/**
 * Does work that no other process does at the same time: others that name the same lock wait. One that was killed holds nobody up.
 *
 * @param lock  a file, there while the work is done
 */
export async function alone<Value>(lock: string, work: () => Promise<Value>): Promise<Value> {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await take(lock))) {
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await setTimeout(lookMs);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

function take(lock: string): Promise<boolean> {
  return writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

async function isAbandoned(lock: string): Promise<boolean> {
  const [holder, found] = await Promise.all([
    readFile(lock, 'utf8').catch(() => ''),
    stat(lock).catch(() => undefined),
  ]);
  if (found === undefined) return false;
  return Date.now() - found.mtimeMs > longestMs || (holder !== '' && !isRunning(Number(holder)));
}

/** Signal 0 is sent to nobody; a process of somebody else may not be sent any. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return String(error).includes('EPERM');
  }
}
