import { writeFile } from 'node:fs/promises';
import type { DraftNote } from '../../lambdas/core/contract/draft-notes.ts';
import { writeContract } from '../../lambdas/core/contract/write-contract.ts';
import { fileInbox } from '../../lambdas/files/file-inbox.ts';
import { inferFromRows } from '../../lambdas/pipeline/reference/infer-from-rows.ts';
import { findUpload } from '../../lambdas/pipeline/upload/batch-upload.ts';
import { UnreadableBatchError } from '../../lambdas/readers/unreadable-batch-error.ts';
import { showProgress, type Terminal } from './progress.ts';
import { referenceFiles } from './upload-files.ts';
import { UsageError } from './usage.ts';

/** What `infer` prints: the contract on standard output or into a file, the notes beside it. */
export interface Inferred {
  readonly contract: string;
  readonly notes: readonly DraftNote[];
}

/**
 * Drafts a contract from a reference: a file, or a directory of parts.
 *
 * @throws UsageError when the file can't be opened or read
 */
export async function infer(
  reference: string,
  output: string | undefined,
  terminal: Terminal,
): Promise<Inferred> {
  const { key, paths, sizeBytes } = await referenceFiles(reference, 'local');
  const progress = showProgress('reading the reference', sizeBytes, terminal);
  const inbox = fileInbox(new Map(paths), progress.add);
  try {
    const opened = await findUpload({ key }, inbox);
    if (!opened) throw new UsageError(`can't open ${reference}`);
    const { contract, notes } = await inferFromRows(await opened.open({}));
    const text = writeContract(contract);
    if (output !== undefined) await writeFile(output, text);
    return { contract: text, notes };
  } catch (error) {
    if (error instanceof UnreadableBatchError)
      throw new UsageError(`can't read ${reference}: ${error.message}`);
    throw error;
  } finally {
    progress.end();
  }
}
