import type { Column } from '../../core/block/column-block.ts';
import type { ColumnRequest } from '../../core/block/column-request.ts';
import { collectEvidence, typedDecodings } from '../../core/contract/column-evidence.ts';
import { defaultMissingTokens } from '../../core/contract/contract.ts';
import { type InferredContract, inferContract } from '../../core/contract/infer-contract.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';

/** Drafts a contract from all rows of a file, read as categories; cells with types of their own as those types too. */
export async function inferFromRows(batch: OpenBatch): Promise<InferredContract> {
  const collectors = batch.columnNames.map(() => collectEvidence());
  const decodings =
    batch.cells === 'typed' ? (['category', ...typedDecodings] as const) : (['category'] as const);
  const requests = batch.columnNames.flatMap((name) =>
    decodings.map((decoding): ColumnRequest => ({ name, decoding })),
  );
  for await (const block of batch.blocks(requests, { missingTokens: defaultMissingTokens })) {
    for (const [index, collector] of collectors.entries()) {
      const first = index * decodings.length;
      const column = block.columns[first];
      if (column?.type !== 'codes') continue;
      collector.add(column, typedColumns(block.columns.slice(first + 1, first + decodings.length)));
    }
  }
  return inferContract(
    collectors.map((collector, index) => ({
      name: batch.columnNames[index]!,
      evidence: collector.evidence(),
    })),
  );
}

function typedColumns(columns: readonly (Column | undefined)[]): readonly Column[] | undefined {
  const found = columns.filter((column) => column !== undefined);
  return found.length === typedDecodings.length ? found : undefined;
}
