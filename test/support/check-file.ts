import { Readable } from 'node:stream';
import { check } from '../../bin/command-line/check.ts';
import { infer } from '../../bin/command-line/infer.ts';
import { localCopies } from '../../bin/command-line/local-copies.ts';
import type { Result } from '../../lambdas/core/result/result-schema.ts';

const ignore = () => undefined;

/** What is checked, by paths. */
export interface CheckedFile {
  readonly batch: string;
  readonly reference?: string | undefined;
  readonly contract?: string | undefined;
  readonly model?: string | undefined;
  readonly labels?: string | undefined;
  /** Is told the notes. */
  readonly write?: (text: string) => unknown;
}

/** `plumbline check` of one file. */
export async function checkFile({ batch, write = ignore, ...given }: CheckedFile): Promise<Result> {
  await using copies = localCopies(Readable.from([]));
  const files = {
    reference: given.reference,
    contract: given.contract,
    model: given.model ?? 'local',
    labels: given.labels,
  };
  const rest = { out: undefined, report: undefined, json: false, failOn: 'info' } as const;
  const [result] = await check({ name: 'check', batches: [batch], ...files, ...rest }, copies, { write });
  return result!;
}

/** `plumbline infer` of one file. */
export async function inferFile(reference: string) {
  await using copies = localCopies(Readable.from([]));
  return infer({ name: 'infer', reference, output: undefined, force: false }, copies, { write: ignore });
}
