import { sweepColumns } from './column-sweep.ts';
import { sweepParts } from './part-sweep.ts';
import { sweepRows } from './row-sweep.ts';
import { type ScalingFigures, scalingTaskSchema } from './task.ts';

/** A process of its own for each size, so that its peak of memory is its own. Prints one line of JSON. */
const { sweep, size } = scalingTaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const sweeps = { rows: sweepRows, columns: sweepColumns, parts: sweepParts };
const figures: ScalingFigures = await sweeps[sweep](size);
process.stdout.write(`${JSON.stringify(figures)}\n`);
