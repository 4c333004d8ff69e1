import * as z from 'zod';
import { type JoinedLabels, joinedFileSchema } from '../../core/labels/joined-labels.ts';
import { decodeColumns, encodeColumns } from './columns-artefact.ts';

const headerSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  batchId: z.string(),
  rows: z.int().min(0),
  files: z.array(joinedFileSchema),
});

/** Of which batch labels are. */
export type JoinedFacts = Pick<z.infer<typeof headerSchema>, 'model' | 'batchId'>;

/** As compressed bytes: the same labels give the same bytes. */
export function encodeJoined({ model, batchId }: JoinedFacts, joined: JoinedLabels): Promise<Uint8Array> {
  const { files, from, labels, contradicted } = joined;
  const header = { schemaVersion: 1, model, batchId, rows: labels.length, files };
  return encodeColumns(header, [from, labels, contradicted]);
}

/** @throws ArtefactError naming the object and what is wrong with it */
export async function decodeJoined(key: string, bytes: Uint8Array): Promise<JoinedLabels> {
  const { header, columns } = await decodeColumns(headerSchema, key, bytes);
  const { files, rows } = header;
  return {
    files,
    from: columns.uint32(rows),
    labels: columns.float64(rows),
    contradicted: columns.uint8(rows),
  };
}
