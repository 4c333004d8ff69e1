import type { ColumnBlock } from '../block/column-block.ts';
import type { Contract } from '../contract/contract.ts';
import { type Baseline, holdoutReader } from './baseline.ts';
import type { HoldoutColumns } from './columns.ts';
import { countInputs } from './count-inputs.ts';
import { countPredictions } from './count-predictions.ts';
import { countScores } from './count-scores.ts';
import { rowIndex } from './row-index.ts';
import type { HoldoutComparison } from './run-schema.ts';

/**
 * Holds a run against its baseline, block by block and in any order of rows: of the run nothing is kept but which ids were seen.
 *
 * @param columns  of the run
 */
export function compareRun(baseline: Baseline, contract: Contract, columns: HoldoutColumns) {
  const reader = holdoutReader(columns, baseline.classes);
  const index = rowIndex(baseline.low, baseline.high);
  const seen = new Uint8Array(baseline.low.length);
  const inputs = countInputs(baseline, contract, columns);
  const predictions = countPredictions(baseline, reader.classes);
  const scores = countScores(baseline);
  const counts = { rows: 0, unusable: 0, repeated: 0, both: 0, added: 0 };
  return {
    add(block: ColumnBlock): void {
      const rows = reader.read(block);
      counts.rows += rows.rows;
      for (let row = 0; row < rows.rows; row++) {
        if (rows.unusable[row] === 1) {
          counts.unusable++;
          continue;
        }
        const of = index.find(rows.low[row]!, rows.high[row]!);
        if (of === -1) counts.added++;
        else if (seen[of] === 1) counts.repeated++;
        else {
          seen[of] = 1;
          counts.both++;
          const pair = { rows, row, of, isSameInput: inputs.add(rows, row, of) };
          predictions.add(pair);
          scores.add(pair);
        }
      }
    },
    comparison(): HoldoutComparison {
      const { rows, unusable, repeated, both, added } = counts;
      return {
        counts: { rows, unusable, repeated },
        ids: { both, missing: baseline.low.length - baseline.repeated - both, added },
        columnsMissing: [...inputs.missing],
        inputs: inputs.counts(),
        predictions: predictions.counts(both),
        ...scores.scores(),
      };
    },
  };
}
