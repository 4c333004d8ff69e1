import type { OpenBatch } from '../batch-reader.ts';
import type { ByteStreamSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { captureLayout, type NamedColumn } from './capture-layout.ts';
import { openEventLines, wholeLines } from './event-lines.ts';
import { type CaptureRows, readCapture } from './read-capture.ts';
import { captureWriter } from './write-capture.ts';

/** Records that tell what the columns are. */
const sampledRecords = 200;

/** Records that are looked at for them: further ones may be broken. */
const mostLookedAt = 20_000;

/**
 * Opens a file of SageMaker Data Capture: a request and its answer a line, each a document within a text (CSV, JSON, or either in BASE64),
 * of one row or several in step. Rows have the columns of {@link captureLayout}; their cells are texts, as those of CSV are.
 *
 * @param columns  those of the contract; without them payloads and SageMaker name the columns
 * @throws UnreadableBatchError when none of the first records can be read: with what is wrong with the first
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html
 */
export async function openCapture(
  source: ByteStreamSource,
  columns?: readonly NamedColumn[],
  limits: ReaderLimits = readerLimits,
): Promise<OpenBatch> {
  const layout = captureLayout(await sampleOf(source, limits), columns);
  const { metadata, inputs, outputs, named } = layout;
  const write = captureWriter(layout);
  const names = [...metadata.map(({ name }) => name), ...inputs, ...outputs, ...named];
  return {
    ...(await openEventLines(source, {
      columnNames: names,
      limits,
      convert(line) {
        const rows = readCapture(line);
        return 'reason' in rows ? rows : write(rows);
      },
    })),
    format: 'data-capture',
    notes: [],
  };
}

async function sampleOf(source: ByteStreamSource, limits: ReaderLimits): Promise<readonly CaptureRows[]> {
  const sample: CaptureRows[] = [];
  let seen = 0;
  let first: string | undefined;
  for await (const lines of wholeLines(source, limits.rowBytes)) {
    for (const line of lines) {
      if (line.trim() === '') continue;
      const rows = readCapture(line);
      if ('reason' in rows) first ??= rows.reason;
      else sample.push(rows);
      seen++;
      if (sample.length >= sampledRecords) return sample;
    }
    if (seen >= mostLookedAt) break;
  }
  if (sample.length > 0) return sample;
  throw new UnreadableBatchError(
    'unreadable',
    `None of the captured records can be read: ${first ?? 'there is none'}.`,
  );
}
