import { collectEvidence } from '../core/contract/column-evidence.ts';
import { defaultMissingTokens } from '../core/contract/contract.ts';
import { type InferredContract, inferContract } from '../core/contract/infer-contract.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';

/** Drafts a contract from all rows of a file, read as text. */
export async function inferFromRows(batch: OpenBatch): Promise<InferredContract> {
  const collectors = batch.columnNames.map(() => collectEvidence());
  const requests = batch.columnNames.map((name) => ({ name, decoding: 'category' as const }));
  for await (const block of batch.blocks(requests, { missingTokens: defaultMissingTokens })) {
    for (const [index, collector] of collectors.entries()) {
      const column = block.columns[index];
      if (column?.type === 'codes') collector.add(column);
    }
  }
  return inferContract(
    collectors.map((collector, index) => ({
      name: batch.columnNames[index]!,
      evidence: collector.evidence(),
    })),
  );
}
