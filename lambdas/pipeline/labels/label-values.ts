import type { Column } from '../../core/block/column-block.ts';
import type { LabelRecord } from '../../core/labels/label-record.ts';
import type { PerformancePlan } from '../../core/signals/performance/plan.ts';
import { readClasses } from '../../core/signals/performance/read-classes.ts';

/** The labels of a file as a plan counts them, by their places: codes of classes, or numbers. NaN where they are of the other kind. */
export function labelValues(
  { classes, task }: PerformancePlan,
  { values, texts }: LabelRecord,
): Float64Array {
  const labels = new Float64Array(values.length);
  const states = new Uint8Array(values.length);
  const column: Column = texts
    ? { type: 'codes', codes: Uint32Array.from(values), dictionary: texts, states }
    : { type: 'numbers', values, states };
  readClasses(classes, task === 'regression' ? 'numbers' : 'classes')(column, labels, values.length);
  return labels;
}
