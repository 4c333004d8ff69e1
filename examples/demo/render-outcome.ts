import { formatCount } from '../../lambdas/core/text/in-words.ts';
import { type Outcome, toldSubjects, verdictOf } from './outcome.ts';
import type { Format, Paint } from './paint.ts';

const widths = { file: 22, verdict: 10, severity: 10, rows: 8, quarantined: 13 } as const;

/** The line above the outcomes. */
export function renderOutcomeHead(paint: Paint): string {
  const cells = [
    'batch'.padEnd(widths.file),
    'verdict'.padEnd(widths.verdict),
    'severity'.padEnd(widths.severity),
    'rows'.padStart(widths.rows),
    'quarantined'.padStart(widths.quarantined),
    '   told',
  ];
  return paint('bold', cells.join(''));
}

/** A batch in one line: what was found, and what people were told. */
export function renderOutcome(outcome: Outcome, paint: Paint): string {
  const verdict = verdictOf(outcome.result);
  const { read, quarantined } = outcome.result.validation.rows;
  const isUnread = verdict === 'rejected' && read === 0;
  const told = toldSubjects(outcome).map(readSubject);
  const cells = [
    outcome.chapter.file.padEnd(widths.file),
    paint(verdictFormat(verdict), verdict.padEnd(widths.verdict)),
    (told[0]?.severity ?? '-').padEnd(widths.severity),
    (isUnread ? 'unread' : formatCount(read)).padStart(widths.rows),
    formatCount(quarantined).padStart(widths.quarantined),
  ];
  return `${cells.join('')}   ${told.map(({ fact }) => fact).join('; ') || 'nothing'}`;
}

/** `CRITICAL weather: 3 of 6 features drifted` in its parts, without the model. */
function readSubject(subject: string): { readonly severity: string; readonly fact: string } {
  const [head = '', ...rest] = subject.split(': ');
  return { severity: (head.split(' ')[0] ?? '').toLowerCase(), fact: rest.join(': ') };
}

/** Milliseconds for people: `0.42 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
}

function verdictFormat(verdict: string): Format {
  if (verdict === 'stable') return 'green';
  return verdict === 'rejected' ? 'red' : 'yellow';
}
