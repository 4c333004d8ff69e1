import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { alone } from '../../local/alone.ts';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-alone-'));
  lock = join(folder, 'below/one.lock');
});

afterEach(() => rm(folder, { recursive: true }));

test('work under one lock is done one after the other, and leaves no lock', async () => {
  const seen: string[] = [];
  const work = (name: string) =>
    alone(lock, async () => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      return name;
    });

  expect(await Promise.all([work('a'), work('b')])).toEqual(['a', 'b']);
  expect(seen[0]!.replace('begins', 'ends')).toBe(seen[1]);
  expect(seen[2]!.replace('begins', 'ends')).toBe(seen[3]);
  expect(existsSync(lock)).toBe(false);
});

test('work that fails says so, and the next may begin', async () => {
  await expect(alone(lock, () => Promise.reject(new Error('no space')))).rejects.toThrow('no space');

  expect(await alone(lock, async () => 'done')).toBe('done');
});

test('a lock whose process is gone holds nobody up', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  await alone(lock, async () => {});
  await writeFile(lock, String(gone.pid));

  expect(await alone(lock, async () => 'done')).toBe('done');
});

test('nor does one that is too old, whoever has its number now', async () => {
  await alone(lock, async () => {});
  await writeFile(lock, String(process.pid));
  const longAgo = Date.now() / 1000 - 3600;
  await utimes(lock, longAgo, longAgo);

  expect(await alone(lock, async () => 'done')).toBe('done');
});

test('a lock that cannot be written is an error, not a wait', async () => {
  await expect(alone(join(folder, '\0'), async () => {})).rejects.toThrow();
});
