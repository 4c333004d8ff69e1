import * as z from 'zod';
import { type PerformanceResult, performanceSchema } from '../result/performance-schema.ts';
import { formatCount, formatCountOf } from '../text/in-words.ts';
import type { JoinedLabels } from './joined-labels.ts';

const count = z.int().min(0);

/** Where the labels of a batch are from. */
const labelSourcesSchema = z.object({
  /** Of the batch that have a label, and all. */
  rows: count,
  of: count,
  /** Label files, the batch itself among them where it brought labels. */
  files: count,
  /** Labels that came again for a row that had one already. */
  repeated: count,
  /** Rows of which two files say different things. */
  contradicted: count,
  /** When the newest of the files arrived. */
  newest: z.iso.datetime().optional(),
});

export type LabelSources = Readonly<z.infer<typeof labelSourcesSchema>>;

/** How right the model was on a batch, as it is known now: with the labels that came for it. */
export const currentPerformanceSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  batchId: z.string(),
  receivedAt: z.iso.datetime(),
  labels: labelSourcesSchema,
  performance: performanceSchema,
});

export type CurrentPerformance = Readonly<z.infer<typeof currentPerformanceSchema>>;

/** Sums up where the labels of a batch are from. */
export function labelSources({ files, labels, contradicted }: JoinedLabels): LabelSources {
  let rows = 0;
  let conflicts = 0;
  for (let row = 0; row < labels.length; row++) {
    if (!Number.isNaN(labels[row]!)) rows++;
    conflicts += contradicted[row]!;
  }
  const given = files.reduce((sum, file) => sum + file.rows, 0);
  const newest = files.at(-1)?.receivedAt;
  return {
    rows,
    of: labels.length,
    files: files.length,
    repeated: given - rows,
    contradicted: conflicts,
    ...(newest === undefined ? {} : { newest }),
  };
}

/** A result with a sentence that says where its labels are from. */
export function withSources(performance: PerformanceResult, sources: LabelSources): PerformanceResult {
  const { rows, files, contradicted } = sources;
  const said = `labels of ${formatCountOf(rows, 'row')} came in ${formatCountOf(files, 'file')}`;
  const conflicts =
    contradicted === 0
      ? ''
      : `; of ${formatCount(contradicted)} two files say different things: the newest counts`;
  return { ...performance, notes: [...(performance.notes ?? []), `${said}${conflicts}`] };
}
