import { formatCount, formatCountOf } from '../../lambdas/core/text/in-words.ts';
import { type Outcome, verdictOf } from './outcome.ts';
import type { Format, Paint } from './paint.ts';

const widths = { file: 26, verdict: 10, severity: 10, rows: 6, quarantined: 13 } as const;

/** The line above the outcomes. */
export function renderOutcomeHead(paint: Paint): string {
  const cells = [
    'batch'.padEnd(widths.file),
    'verdict'.padEnd(widths.verdict),
    'severity'.padEnd(widths.severity),
    'rows'.padStart(widths.rows),
    'quarantined'.padStart(widths.quarantined),
  ];
  return `${paint('bold', cells.join(''))}   ${paint('bold', 'time')}`;
}

/** A batch in two lines: what was found and how fast, and what the batch is. */
export function renderOutcome(
  { chapter, result, severity, alerts, alertMs, settledMs }: Outcome,
  paint: Paint,
): string {
  const verdict = verdictOf(result);
  const { read, quarantined } = result.validation.rows;
  const isUnread = verdict === 'rejected' && read === 0;
  const cells = [
    chapter.file.padEnd(widths.file),
    paint(verdictFormat(verdict), verdict.padEnd(widths.verdict)),
    (severity ?? '-').padEnd(widths.severity),
    (isUnread ? 'unread' : formatCount(read)).padStart(widths.rows),
    formatCount(quarantined).padStart(widths.quarantined),
  ];
  const time =
    alertMs === undefined
      ? `${seconds(settledMs)}, no alert`
      : `${seconds(alertMs)} to ${formatCountOf(alerts, 'alert')}`;
  return `${cells.join('')}   ${time}\n${paint('dim', `  ${chapter.about}`)}`;
}

/** Milliseconds for people: `0.42 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

function verdictFormat(verdict: string): Format {
  if (verdict === 'stable') return 'green';
  return verdict === 'rejected' ? 'red' : 'yellow';
}
