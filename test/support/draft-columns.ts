import { defaultMissingTokens } from '../../lambdas/core/contract/contract.ts';
import { collectEvidence } from '../../lambdas/core/contract/evidence/collect-evidence.ts';
import { decodingsOf } from '../../lambdas/core/contract/evidence/reading.ts';
import { type InferredContract, inferContract } from '../../lambdas/core/contract/infer-contract.ts';
import { buildColumn } from './build-block.ts';

/** The draft of a file of texts, by the cells of each of its columns. */
export function draftColumns(columns: Readonly<Record<string, readonly string[]>>): InferredContract {
  const seen = Object.entries(columns).map(([name, cells]) => ({ name, evidence: evidenceOf(cells) }));
  const drafted = inferContract(seen, { cells: 'text' });
  if (!drafted) throw new Error('nothing was drafted');
  return drafted;
}

function evidenceOf(cells: readonly string[]) {
  const collector = collectEvidence('everything', 'text', defaultMissingTokens);
  const decodings = decodingsOf('everything', 'text').map((decoding) => {
    const column = buildColumn(decoding, cells, { missingTokens: [...defaultMissingTokens] });
    return [decoding, column] as const;
  });
  const rows = cells.length;
  const faults = new Uint8Array(rows);
  collector.add({ rows, columns: new Map(decodings), faults, raw: (row) => cells[row] });
  const evidence = collector.evidence();
  if (!evidence) throw new Error('no evidence');
  return evidence;
}
