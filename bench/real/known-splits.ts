import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import { openFile } from '../read/bench-files.ts';
import { inferReference, judgeRows, type Outcome } from './real-reference.ts';

/**
 * What `expected.json` in a folder of sets says: batches of each set, whether they drifted, and the columns that are compared, as
 * far as the batch has them: it often lacks the label.
 */
const expectedSchema = z.record(
  z.string(),
  z.object({
    reference: z.string(),
    batches: z.record(
      z.string(),
      z.object({
        file: z.string(),
        kind: z.enum(['drift', 'none']),
        columns: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
);

/** A batch of which is known whether it drifted, and what is said of it. */
export interface KnownSplit {
  readonly set: string;
  readonly batch: string;
  readonly expected: 'drift' | 'none';
  /** Undefined where the reference's own inferred contract refused it. */
  readonly outcome: Outcome | undefined;
  /** Whether people are told of it where it drifted, and are not where it did not. */
  readonly isRight: boolean;
}

/** Judges the splits that a folder says the truth of; none where it says nothing. */
export async function judgeKnown(folder: string): Promise<readonly KnownSplit[]> {
  const text = await readFile(join(folder, 'expected.json'), 'utf8').catch(() => '{}');
  const found: KnownSplit[] = [];
  for (const [set, { reference, batches }] of Object.entries(expectedSchema.parse(JSON.parse(text)))) {
    const open = async (file: string) => openBatch(await openFile(join(folder, set, file)));
    for (const [batch, { file, kind, columns }] of Object.entries(batches)) {
      const judged = await open(file);
      const shared = Object.keys(columns).filter((name) => judged.columnNames.includes(name));
      const inferred = await inferReference(await open(reference), shared);
      const outcome = inferred.status === 'usable' ? await judgeRows(inferred, judged) : undefined;
      const isTold = outcome?.status === 'drifted' || outcome?.status === 'rejected';
      const isRight = outcome !== undefined && isTold === (kind === 'drift');
      found.push({ set, batch, expected: kind, outcome, isRight });
    }
  }
  return found;
}

/** A line for each split. */
export function renderKnown(splits: readonly KnownSplit[]): string {
  const lines = splits.map(({ set, batch, expected, outcome, isRight }) => {
    const rows = outcome ? `${outcome.rowsAside} of ${outcome.rows}` : '';
    const drifted =
      outcome?.drift?.features.filter(({ verdict }) => verdict.status === 'drifted').length ?? 0;
    return `| ${set} | ${batch} | ${expected} | ${outcome?.status ?? 'no reference'} | ${drifted} | ${rows} | ${isRight ? 'yes' : 'no'} |`;
  });
  return [
    '| set | batch | known | told | drifted columns | rows set aside | right |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
