import { access, writeFile } from 'node:fs/promises';
import type { DraftNote } from '../../lambdas/core/contract/draft-notes.ts';
import { writeContract } from '../../lambdas/core/contract/write-contract.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { inferUpload } from '../../lambdas/pipeline/reference/infer-upload.ts';
import { findUpload } from '../../lambdas/pipeline/upload/batch-upload.ts';
import { UnreadableBatchError } from '../../lambdas/readers/unreadable-batch-error.ts';
import type { LocalCopies } from './local-copies.ts';
import type { InferCommand } from './parse-command.ts';
import { showProgress, type Terminal } from './progress.ts';
import { referenceFiles } from './upload-files.ts';
import { InputError, UsageError } from './usage.ts';

/** What `infer` prints: the contract on standard output or into a file, the notes beside it. */
export interface Inferred {
  readonly contract: string;
  readonly notes: readonly DraftNote[];
}

/**
 * Drafts a contract from a reference: a file, or a directory of parts.
 *
 * @throws InputError when the file can't be opened or read
 * @throws UsageError when it would write over a file that somebody may have edited
 */
export async function infer(
  { reference, output, force }: InferCommand,
  copies: LocalCopies,
  terminal: Terminal,
): Promise<Inferred> {
  if (output !== undefined && !force) await requireNothing(output);
  const { key, paths, sizeBytes } = await referenceFiles(await copies.pathOf(reference), 'local');
  const progress = showProgress('reading the reference', sizeBytes, terminal);
  const inbox = fileInbox(new Map(paths), progress.add);
  try {
    const opened = await findUpload({ key }, inbox);
    if (!opened) throw new InputError(`can't open ${reference}`);
    const { contract, notes } = await inferUpload(opened);
    const text = writeContract(contract);
    if (output !== undefined) await writeFile(output, text);
    return { contract: text, notes };
  } catch (error) {
    if (error instanceof UnreadableBatchError)
      throw new InputError(`can't read ${reference}: ${error.message}`);
    throw error;
  } finally {
    progress.end();
  }
}

/** @throws UsageError when there is a file: it may have been edited since it was drafted */
export async function requireNothing(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new UsageError(`${path} is there already: --force writes over it`);
}
