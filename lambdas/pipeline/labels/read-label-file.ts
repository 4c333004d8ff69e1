import type { ColumnRequest } from '../../core/block/column-request.ts';
import { checkColumns } from '../../core/contract/check/check-columns.ts';
import { maskValues } from '../../core/contract/check/sensitive.ts';
import type { Contract } from '../../core/contract/contract.ts';
import type { Violation } from '../../core/contract/violation.ts';
import { collectLabels, maximumLabels, maximumLabelTexts } from '../../core/labels/collect-labels.ts';
import { type LabelContract, labelContract } from '../../core/labels/label-contract.ts';
import type { LabelCounts, LabelRecord } from '../../core/labels/label-record.ts';
import { formatCount } from '../../core/text/in-words.ts';
import { UnreadableBatchError } from '../../readers/unreadable-batch-error.ts';
import { unreadableViolation } from '../judge-batch.ts';
import type { BatchUpload } from '../upload/batch-upload.ts';
import { type RemainingMs, withinTime } from '../upload/within-time.ts';

/** What a label file says, or why nothing can be made of it. */
export type LabelFile =
  | { readonly status: 'read'; readonly record: LabelRecord; readonly counts: LabelCounts }
  | { readonly status: 'unusable'; readonly reasons: readonly Violation[] };

/** Reads a label file once, under the contract of its model. Memory grows with the number of ids, up to {@link maximumLabels}. */
export async function readLabelFile(
  upload: Pick<BatchUpload, 'open'>,
  contract: Contract,
  remainingMs?: RemainingMs,
): Promise<LabelFile> {
  const asked = labelContract(contract);
  if (asked.status === 'not-joinable') return { status: 'unusable', reasons: asked.reasons };
  try {
    return await readRows(upload, asked, remainingMs);
  } catch (error) {
    if (!(error instanceof UnreadableBatchError)) throw error;
    return { status: 'unusable', reasons: [unreadableViolation(error)] };
  }
}

async function readRows(
  upload: Pick<BatchUpload, 'open'>,
  { contract, requests }: LabelContract & { readonly status: 'joinable' },
  remainingMs: RemainingMs | undefined,
): Promise<LabelFile> {
  const file = await upload.open(contract);
  const isGroundTruth = file.format === 'ground-truth';
  const broken = isGroundTruth ? [] : checkColumns(contract, file.columnNames, file.cells);
  if (broken.length > 0) return { status: 'unusable', reasons: broken };
  const wanted = isGroundTruth ? requests.map(inGroundTruth) : requests;
  const mask = maskValues(contract);
  const collector = collectLabels();
  for await (const block of withinTime(file.blocks(wanted, contract), remainingMs)) {
    collector.add(mask(block));
    const excess = collector.excess();
    if (excess) return { status: 'unusable', reasons: [tooMany(excess)] };
  }
  const counts = collector.counts();
  const record = collector.record();
  return record.values.length === 0
    ? { status: 'unusable', reasons: [withoutLabels(counts)] }
    : { status: 'read', record, counts };
}

/** SageMaker's ground truth has names of its own for the label and the id. */
function inGroundTruth(request: ColumnRequest, index: number): ColumnRequest {
  return { ...request, name: index === 0 ? 'label' : 'id' };
}

function tooMany(excess: 'labels' | 'texts'): Violation {
  const message =
    excess === 'labels'
      ? `the file has labels of more than ${formatCount(maximumLabels)} ids: split it into smaller files`
      : `the labels have more than ${formatCount(maximumLabelTexts)} different values: is it the right column?`;
  return { code: 'too-large', message };
}

/** Why a file without a single label has none. */
function withoutLabels({ rows, withoutId, withoutLabel, unreadable }: LabelCounts): Violation {
  if (rows === 0)
    return { code: 'empty-batch', message: 'the file has no row: check the job that writes it' };
  const counts = `${formatCount(withoutLabel)} without a label, ${formatCount(withoutId)} without an id, ${formatCount(unreadable)} that can't be read`;
  return {
    code: 'empty-batch',
    message: `no row of the file has both an id and a label: there are ${counts}`,
  };
}
