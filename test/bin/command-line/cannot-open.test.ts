import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cannotOpen } from '../../../bin/command-line/cannot-open.ts';

async function failureOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return cannotOpen('a.csv', error).message;
}

// It read "ENOENT: no such file or directory, stat 'nope.csv'".
test('a file that cannot be opened is told in words, not in codes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  const told = await Promise.all([
    failureOf(stat(join(folder, 'nowhere.csv'))),
    failureOf(stat(join(import.meta.filename, 'a.csv'))),
    failureOf(readFile(folder)),
    failureOf(stat(join(folder, 'x'.repeat(300)))),
    failureOf(Promise.reject(new Error('the disk is on fire'))),
  ]);

  expect(told).toEqual([
    "can't open a.csv: there is no such file or folder",
    "can't open a.csv: a part of the path is a file, not a folder",
    "can't open a.csv: it is a folder, not a file",
    "can't open a.csv: the name is too long",
    "can't open a.csv: the disk is on fire",
  ]);
});
