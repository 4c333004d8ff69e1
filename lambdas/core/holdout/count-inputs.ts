import type { Contract } from '../contract/contract.ts';
import type { Baseline, ReadRows } from './baseline.ts';
import type { HoldoutColumns } from './columns.ts';
import type { HoldoutRun } from './run-schema.ts';

/** Columns that are told. */
const mostColumns = 20;

/** Counts the rows whose inputs are not those of the baseline, by column. */
export function countInputs(baseline: Baseline, contract: Contract, columns: HoldoutColumns) {
  const names = columns.inputs.map((place) => contract.columns[place]!.name);
  const width = baseline.inputNames.length;
  const compared = baseline.inputNames.flatMap((column, ofBaseline) => {
    const ofRun = names.indexOf(column);
    return ofRun < 0 ? [] : [{ column, ofBaseline, ofRun }];
  });
  const byColumn = new Uint32Array(compared.length);
  let changed = 0;
  return {
    missing: baseline.inputNames.filter((name) => !names.includes(name)),
    /** @returns whether they are the same */
    add({ inputs }: ReadRows, row: number, of: number): boolean {
      let isSame = true;
      for (let at = 0; at < compared.length; at++) {
        const { ofBaseline, ofRun } = compared[at]!;
        if (inputs[ofRun]![row] === baseline.inputs[of * width + ofBaseline]) continue;
        byColumn[at]!++;
        isSame = false;
      }
      if (!isSame) changed++;
      return isSame;
    },
    counts: (): HoldoutRun['inputs'] => ({
      compared: compared.length,
      changed,
      columns: compared
        .map(({ column }, at) => ({ column, changed: byColumn[at]! }))
        .filter((one) => one.changed > 0)
        .toSorted((a, b) => b.changed - a.changed)
        .slice(0, mostColumns),
    }),
  };
}
