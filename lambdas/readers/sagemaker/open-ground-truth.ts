import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { csvCell } from './csv-cells.ts';
import { openEventLines } from './event-lines.ts';
import { type BadRecord, eventBodies, readRecord, rowId } from './event-record.ts';
import { readPayload } from './payload.ts';

/**
 * Opens a file of SageMaker's ground truth: what turned out to be true of a request, a line each. The columns are `id` (what the capture
 * of the request has as its id) and `label`.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-merge.html
 */
export async function openGroundTruth(
  source: ByteStreamSource,
  limits: ReaderLimits = readerLimits,
): Promise<OpenBatch> {
  const lines = { columnNames: ['id', 'label'], convert: labelRows, limits };
  return { ...(await openEventLines(source, lines)), format: 'ground-truth', notes: [] };
}

function labelRows(line: string): string | BadRecord {
  const record = readRecord(line, eventBodies.truth);
  if ('reason' in record) return record;
  const labels = readPayload(record.body, 'ground truth');
  if ('reason' in labels) return labels;
  if (labels.length === 0) return { reason: 'its ground truth is empty' };
  const rows: string[] = [];
  for (const [index, row] of labels.entries()) {
    const cells =
      row.type === 'listed' ? row : { csv: [...row.values.values()].join(), count: row.values.size };
    if (cells.count !== 1) return { reason: `its ground truth has ${cells.count} values, not 1` };
    rows.push(`${csvCell(rowId(record, index, labels.length))},${cells.csv}\n`);
  }
  return rows.join('');
}
