import * as z from 'zod';
import type { Ids } from '../../core/labels/id-index.ts';
import type { ScoredRows } from '../../core/signals/performance/scored-rows.ts';
import { decodeColumns, encodeColumns } from './columns-artefact.ts';

const count = z.int().min(0);

/** Of which batch the rows are. */
const scoresFactsSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  batchId: z.string(),
  receivedAt: z.iso.datetime(),
  /** By whose plan rows were scored. */
  referenceVersion: z.string(),
  /** That it was checked under; read where it is needed. */
  contract: z.unknown(),
});

export type ScoresFacts = Readonly<z.infer<typeof scoresFactsSchema>>;

const headerSchema = scoresFactsSchema.extend({
  rows: count,
  versions: z.array(z.string()),
  odd: z.object({ outside: count, unsummed: count }),
  hasLabels: z.boolean(),
});

/** The rows of a batch that kept the contract, in the order of the file, as far as labels are joined to them. */
export interface Scores {
  /** Of the rows; both halves are 0 where a row has no id. */
  readonly ids: Ids;
  readonly scored: ScoredRows;
  /** What the batch itself says: class codes or numbers, NaN where it says nothing; undefined where it says nothing at all. */
  readonly labels: Float64Array | undefined;
}

/** As compressed bytes: the same rows give the same bytes. */
export function encodeScores(facts: ScoresFacts, { ids, scored, labels }: Scores): Promise<Uint8Array> {
  const { rows, versions, odd, leaf, segment, version, score, prediction } = scored;
  const header = { ...facts, rows, versions, odd, hasLabels: labels !== undefined };
  const columns = [leaf, segment, version, score, prediction, ...(labels ? [labels] : [])];
  return encodeColumns(header, columns, [ids.low, ids.high]);
}

/** @throws ArtefactError naming the object and what is wrong with it */
export async function decodeScores(
  key: string,
  bytes: Uint8Array,
): Promise<ScoresFacts & { readonly scores: Scores }> {
  const { header, columns } = await decodeColumns(headerSchema, key, bytes);
  const { rows, versions, odd, hasLabels, ...facts } = header;
  const [leaf, segment, version] = [columns.uint8(rows), columns.uint8(rows), columns.uint16(rows)];
  const [score, prediction] = [columns.float64(rows), columns.float64(rows)];
  const labels = hasLabels ? columns.float64(rows) : undefined;
  const ids = { low: columns.uint32(rows), high: columns.uint32(rows) };
  return {
    ...facts,
    scores: { ids, scored: { rows, versions, odd, leaf, segment, version, score, prediction }, labels },
  };
}
