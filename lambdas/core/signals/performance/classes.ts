import { type Column, cellState } from '../../block/column-block.ts';
import type { Contract } from '../../contract/contract.ts';
import { usualPositives } from '../../contract/model-rules.ts';
import type { SampledRows } from './sample-rows.ts';

/** Most classes that are told apart. */
const mostClasses = 50;

/** Whole numbers of so few values are classes where nothing says otherwise. */
const fewValues = 2;

/** Whether a number is predicted, and not a class that is written as one. */
export function isRegression({ columns, model }: Contract, sample: SampledRows): boolean {
  if (model?.task) return model.task === 'regression';
  const prediction = columns.findIndex(({ role }) => role === 'prediction');
  const kind = columns[prediction]?.kind;
  if (kind !== 'numeric' && kind !== 'integer') return false;
  if (columns.some(({ role }) => role === 'confidence')) return false;
  return valuesOf(sample, prediction).size > fewValues;
}

/** The classes of a reference, commonest first to be kept, in the order of their names; how many were too many. */
export function classesOf(
  columns: Contract['columns'],
  { label }: { readonly label?: number },
  prediction: number,
  sample: SampledRows,
): { readonly classes: readonly string[]; readonly leftOut: number } {
  const counts = new Map(valuesOf(sample, prediction));
  if (label !== undefined)
    for (const [value, count] of valuesOf(sample, label)) counts.set(value, (counts.get(value) ?? 0) + count);
  for (const { role, class: name } of columns)
    if (role === 'confidence' && name !== undefined) {
      const spelled = spelledAs(name, sample.columns.get(prediction));
      counts.set(spelled, counts.get(spelled) ?? 0);
    }
  const all = [...counts]
    .toSorted(([a, inA], [b, inB]) => inB - inA || (a < b ? -1 : 1))
    .map(([value]) => value);
  return {
    classes: all.slice(0, mostClasses).toSorted(byValue),
    leftOut: Math.max(0, all.length - mostClasses),
  };
}

/** The name of a class as cells of the column have it: of numbers `1` for `1.0`. */
export function spelledAs(name: string, column: Column | undefined): string {
  return column?.type === 'numbers' && name.trim() !== '' && Number.isFinite(Number(name))
    ? String(Number(name) + 0)
    : name;
}

/** Numbers as numbers, texts as texts. */
function byValue(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : 1) : difference;
}

function valuesOf({ columns, rows }: SampledRows, place: number): ReadonlyMap<string, number> {
  const column = columns.get(place);
  const counts = new Map<string, number>();
  if (!column) return counts;
  for (let row = 0; row < rows; row++) {
    if (column.states[row] !== cellState.present) continue;
    const value = textOf(column, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function textOf(column: Column, row: number): string {
  if (column.type === 'numbers') return String(column.values[row]! + 0);
  return column.type === 'codes' ? column.dictionary[column.codes[row]!]! : '';
}

/** The code of the class that is looked for, of two: that of the contract, else the usual one, else the last one by name. */
export function positiveOf({ columns, model }: Contract, classes: readonly string[]): number {
  const codeOf = (name: string) => {
    const exact = classes.indexOf(name);
    return exact >= 0 ? exact : classes.findIndex((one) => one !== '' && Number(one) === Number(name));
  };
  if (model?.positiveClass !== undefined) {
    const named = codeOf(model.positiveClass);
    if (named >= 0) return named;
  }
  const usual = classes.findIndex((name) => usualPositives.includes(name));
  if (usual >= 0) return usual;
  const confidences = columns.filter(({ role, class: name }) => role === 'confidence' && name !== undefined);
  const [only] = confidences;
  const ofOnly = confidences.length === 1 && only?.class !== undefined ? codeOf(only.class) : -1;
  return ofOnly >= 0 ? ofOnly : Math.max(0, classes.length - 1);
}
