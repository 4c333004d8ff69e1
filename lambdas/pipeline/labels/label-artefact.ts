import * as z from 'zod';
import { type LabelRecord, labelCountsSchema } from '../../core/labels/label-record.ts';
import { decodeColumns, encodeColumns } from './columns-artefact.ts';

/** What is known of a label file besides its labels. */
const labelFactsSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** Of the upload, in the inbox. */
  key: z.string(),
  versionId: z.string(),
  id: z.string(),
  receivedAt: z.iso.datetime(),
  counts: labelCountsSchema,
});

export type LabelFacts = Readonly<z.infer<typeof labelFactsSchema>>;

const headerSchema = labelFactsSchema.extend({
  /** Different ids. */
  labels: z.int().min(0),
  texts: z.array(z.string()).optional(),
});

/** A label file as it is kept: what it says, and where it came from. */
export interface StoredLabels {
  readonly facts: LabelFacts;
  readonly record: LabelRecord;
}

/** As compressed bytes: the same labels give the same bytes. */
export function encodeLabels({ facts, record }: StoredLabels): Promise<Uint8Array> {
  const { low, high, values, texts } = record;
  const header = { ...facts, labels: values.length, ...(texts ? { texts } : {}) };
  return encodeColumns(header, [values], [low, high]);
}

/** @throws ArtefactError naming the object and what is wrong with it */
export async function decodeLabels(key: string, bytes: Uint8Array): Promise<StoredLabels> {
  const { header, columns } = await decodeColumns(headerSchema, key, bytes);
  const { labels, texts, ...facts } = header;
  const values = columns.float64(labels);
  return { facts, record: { low: columns.uint32(labels), high: columns.uint32(labels), values, texts } };
}
