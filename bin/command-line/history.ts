import type { HistoryRecord } from '../../lambdas/core/report/history/history-record.ts';
import { recordVerdict } from '../../lambdas/core/report/history/record-verdict.ts';
import { plainText, shortName } from '../../lambdas/core/text/clean-text.ts';
import { formatCount, formatInstant, percent } from '../../lambdas/core/text/in-words.ts';
import { batchName } from '../../lambdas/core/text/places.ts';
import type { HistoryCommand } from './parse-stack-command.ts';
import { batchesOf, openResults } from './results-place.ts';
import type { Answer } from './run-stack-command.ts';

/** Features of a batch that a line names. */
const mostNamed = 3;

/** The newest batches of a model, the newest first, a line each. */
export async function history({ model, results, last }: HistoryCommand): Promise<Answer> {
  const batches = (await batchesOf(model, await openResults(results))).slice(0, last);
  return { text: table(batches.map(cells)), data: batches };
}

function cells(record: HistoryRecord): readonly string[] {
  const { receivedAt, key, validation, severity, rows, features } = record;
  const drifted = features.named
    .filter(({ status }) => status === 'drifted')
    .map(({ name }) => shortName(name));
  const more = drifted.length > mostNamed ? ', …' : '';
  const about = drifted.length === 0 ? '' : `: ${drifted.slice(0, mostNamed).join(', ')}${more}`;
  const setAside = rows.quarantined === 0 ? '' : `, ${percent(rows.quarantined / rows.read)} set aside`;
  return [
    formatInstant(receivedAt),
    plainText(batchName(key)),
    validation === 'rejected' ? 'critical' : (severity ?? '-'),
    `${recordVerdict(record).words}${about} (${formatCount(rows.read)} rows${setAside})`,
  ];
}

/** Columns as wide as their widest cell, but for the last. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]!))).join('  '))
    .join('\n');
}
