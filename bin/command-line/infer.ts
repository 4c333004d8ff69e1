import { writeFile } from 'node:fs/promises';
import { writeContract } from '../../lambdas/core/contract/write-contract.ts';
import { inferFromRows } from '../../lambdas/pipeline/infer-from-rows.ts';
import { openBatch } from '../../lambdas/pipeline/open-batch.ts';
import { UnreadableBatchError } from '../../lambdas/readers/unreadable-batch-error.ts';
import { fileInbox } from '../../local/file-inbox.ts';
import { sizeOf } from './check.ts';
import { showProgress, type Terminal } from './progress.ts';
import { UsageError } from './usage.ts';

/** What `infer` prints: the contract on standard output or into a file, the notes beside it. */
export interface Inferred {
  readonly contract: string;
  readonly notes: readonly string[];
}

/**
 * Drafts a contract from a reference file.
 *
 * @throws UsageError when the file can't be opened or read
 */
export async function infer(
  reference: string,
  output: string | undefined,
  terminal: Terminal,
): Promise<Inferred> {
  const progress = showProgress('reading the reference', await sizeOf(reference), terminal);
  const inbox = fileInbox(new Map([[reference, reference]]), progress.add);
  try {
    const opened = await inbox.open(reference);
    if (!opened) throw new UsageError(`can't open ${reference}`);
    const { contract, notes } = await inferFromRows(await openBatch(opened));
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
