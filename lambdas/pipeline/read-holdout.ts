import type { Contract } from '../core/contract/contract.ts';
import { modelRulesSchema } from '../core/contract/model-rules.ts';
import { type Baseline, collectBaseline, maximumInputs, maximumRows } from '../core/holdout/baseline.ts';
import { type HoldoutColumns, holdoutColumns, holdoutRequests } from '../core/holdout/columns.ts';
import { compareRun } from '../core/holdout/compare-run.ts';
import type { HoldoutComparison } from '../core/holdout/run-schema.ts';
import { formatCount } from '../core/text/in-words.ts';
import type { OpenBatch } from '../readers/batch-reader.ts';
import { UnreadableBatchError } from '../readers/unreadable-batch-error.ts';
import { untilUnreadable } from './profile-rows.ts';
import { type RemainingMs, withinTime } from './upload/within-time.ts';

/** What reading a holdout set gave, or why it can't be compared, in sentences. */
export type ReadHoldout<Value> =
  | { readonly status: 'read'; readonly value: Value }
  | { readonly status: 'refused'; readonly reason: string };

/** A file to be read, under a contract. */
export interface HoldoutSource {
  readonly batch: OpenBatch;
  readonly contract: Contract;
  readonly remainingMs?: RemainingMs | undefined;
}

/** Reads a baseline. At most a million rows and 20 million values of inputs. */
export async function readBaselineFile(source: HoldoutSource): Promise<ReadHoldout<Baseline>> {
  return reading(source, (columns) => {
    const collector = collectBaseline(source.contract, columns);
    return { add: collector.add, isTooLarge: collector.isTooLarge, value: collector.baseline };
  });
}

/** Reads a run and holds it against its baseline; of the run itself nothing is kept. */
export async function readRunFile(
  source: HoldoutSource,
  baseline: Baseline,
): Promise<ReadHoldout<HoldoutComparison>> {
  return reading(source, (columns) => {
    if (columns.predicts !== baseline.predicts)
      return `Predictions of the baseline are ${baseline.predicts}, those of the file ${columns.predicts} by the contract of today: upload the baseline again.`;
    const run = compareRun(baseline, source.contract, columns);
    return { add: run.add, isTooLarge: () => false, value: run.comparison };
  });
}

interface Reading<Value> {
  readonly add: (block: Parameters<ReturnType<typeof collectBaseline>['add']>[0]) => void;
  readonly isTooLarge: () => boolean;
  readonly value: () => Value;
}

async function reading<Value>(
  { batch, contract, remainingMs }: HoldoutSource,
  begin: (columns: HoldoutColumns) => Reading<Value> | string,
): Promise<ReadHoldout<Value>> {
  const found = holdoutColumns(contract, batch.columnNames);
  if (found.status === 'missing') return refused(found.problem);
  const begun = begin(found.columns);
  if (typeof begun === 'string') return refused(begun);
  let rows = 0;
  const unreadable = await untilUnreadable(async () => {
    const blocks = batch.blocks(holdoutRequests(contract), contract);
    for await (const block of withinTime(blocks, remainingMs)) {
      begun.add(block);
      rows += block.rowCount;
      if (begun.isTooLarge()) throw new UnreadableBatchError('too-large', tooLarge);
    }
  });
  if (unreadable) return refused(unreadable.message);
  if (rows === 0) return refused('It has a header and no row.');
  return { status: 'read', value: begun.value() };
}

const tooLarge = `It has more than ${formatCount(maximumRows)} rows, or ${formatCount(maximumInputs)} values of inputs: take fewer rows.`;

function refused(reason: string): { readonly status: 'refused'; readonly reason: string } {
  return { status: 'refused', reason };
}

/** What a contract says of holdout sets, with the defaults. */
export function holdoutRules({ model }: Contract) {
  return model ?? modelRulesSchema.parse({});
}
