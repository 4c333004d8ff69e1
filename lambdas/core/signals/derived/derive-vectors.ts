import { cellState, type NumberColumn, type VectorColumn } from '../../block/column-block.ts';
import { euclideanNorm } from '../../stats/distances/euclidean-norm.ts';
import { numberBuffer } from './number-buffers.ts';
import type { DerivedColumn } from './plan.ts';

/** Components and norms. A vector of another length than the contract's is refused, and has neither. */
export function deriveVectors(
  derived: readonly DerivedColumn[],
): (column: VectorColumn, refused: Uint8Array) => readonly NumberColumn[] {
  const features = derived.map((one) => ({ ...one, buffer: numberBuffer() }));
  return (column, refused) =>
    features.map(({ feature, component = 0, buffer }) => {
      const { values } = buffer.take(refused.length);
      if (feature === 'norm') writeNorms(column, refused, values);
      else writeComponents(column, component, values);
      return { type: 'numbers', values, states: column.states };
    });
}

function writeComponents({ values, dimension }: VectorColumn, component: number, into: Float64Array): void {
  for (let row = 0, from = component; row < into.length; row++, from += dimension) into[row] = values[from]!;
}

function writeNorms(
  { values, dimension, states }: VectorColumn,
  refused: Uint8Array,
  into: Float64Array,
): void {
  for (let row = 0; row < into.length; row++) {
    if ((states[row]! | refused[row]!) !== cellState.present) continue;
    into[row] = euclideanNorm(values, row * dimension, dimension);
  }
}
