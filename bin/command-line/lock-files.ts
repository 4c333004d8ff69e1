import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { inboxKeys } from '../../lambdas/keys.ts';
import type { LockFilePair } from '../../lambdas/pipeline/lock-files.ts';
import { type LockFile, readLockFile } from '../../lambdas/readers/lock-files/read-lock-file.ts';
import { cannotOpen } from './cannot-open.ts';
import type { LocalCopies } from './local-copies.ts';
import type { CheckCommand } from './parse-command.ts';
import { InputError } from './usage.ts';

/**
 * The lock files that were given, as those of the reference and of the batch.
 *
 * @throws InputError when one can't be read as that, or the two are of different languages
 */
export async function givenLockFiles(
  { lockFiles, model }: CheckCommand,
  copies: LocalCopies,
): Promise<readonly LockFilePair[]> {
  if (!lockFiles) return [];
  const reference = await openLockFile(await copies.pathOf(lockFiles.reference), model);
  const current = await openLockFile(await copies.pathOf(lockFiles.current), model);
  if (reference.file.ecosystem !== current.file.ecosystem) {
    throw new InputError(
      `${lockFiles.current} is a ${current.file.format}, ${lockFiles.reference} a ${reference.file.format}: they have no packages in common`,
    );
  }
  return [
    {
      facts: { reference: reference.facts, current: current.facts },
      packages: {
        ecosystem: current.file.ecosystem,
        reference: reference.file.packages,
        current: current.file.packages,
      },
    },
  ];
}

async function openLockFile(path: string, model: string) {
  const { bytes, modified } = await bytesOf(path);
  const file: LockFile = readLockFile(bytes);
  if (file.status === 'refused') throw new InputError(`${path} is no lock file. ${file.reason}`);
  const facts = {
    key: `${inboxKeys.environments(model)}${basename(path)}`,
    versionId: 'null',
    receivedAt: modified.toISOString(),
    packages: file.packages.length,
  };
  return { file, facts };
}

async function bytesOf(path: string): Promise<{ readonly bytes: Uint8Array; readonly modified: Date }> {
  try {
    return { bytes: await readFile(path), modified: (await stat(path)).mtime };
  } catch (error) {
    throw cannotOpen(path, error);
  }
}
