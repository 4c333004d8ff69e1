import type { Severity } from '../../severities.ts';
import type { Violation } from '../contract/violation.ts';
import type { ViolationCount } from '../result/result-schema.ts';
import { cleanText, namedInText } from '../text/clean-text.ts';
import { formatCountOf, percent } from '../text/in-words.ts';
import { capitalised } from '../text/sentences.ts';
import { violationWords } from '../text/violation-words.ts';
import type { Finding } from './finding.ts';

/** A violation, as it was found or as it was read back. */
export type Reason = Pick<Violation, 'code' | 'message'> & {
  readonly [field in 'column' | 'expected' | 'found']?: string | undefined;
};

/** What a batch or a reference broke as a whole, in a few words: `missing column temp_max`, `3 missing columns`. */
export function violationHeadline(reasons: readonly Reason[]): string {
  const [first] = reasons;
  if (!first) return 'no reason given';
  const alike = reasons.filter(({ code }) => code === first.code);
  const { one, many } = violationWords[first.code];
  if (alike.length > 1 && alike.length === reasons.length) return `${alike.length} ${many}`;
  const named = first.column === undefined ? one : `${one} ${namedInText(first.column)}`;
  return reasons.length === 1 ? named : `${named} and ${formatCountOf(reasons.length - 1, 'more problem')}`;
}

/** One finding for each reason. */
export function reasonFindings(reasons: readonly Reason[], severity: Severity): readonly Finding[] {
  return reasons.map((reason) => ({
    severity,
    ...(reason.column === undefined ? {} : { column: reason.column }),
    sentence: reasonSentence(reason),
  }));
}

/** One finding for each constraint that rows broke, with how often and one example. */
export function violationFindings(
  violations: readonly ViolationCount[],
  severity: Severity,
): readonly Finding[] {
  return violations.map((violation) => ({
    severity,
    ...(violation.column === undefined ? {} : { column: violation.column }),
    sentence: violationSentence(violation),
  }));
}

function reasonSentence({ message, expected, found }: Reason): string {
  const additions = [
    ...(expected === undefined || message.includes(expected) ? [] : [`expected ${expected}`]),
    ...(found === undefined || message.includes(found) ? [] : [`found ${found}`]),
  ];
  const [first = '', ...rest] = additions;
  if (!/[.?!]$/.test(message)) return [message, ...additions].join('; ');
  // A question of its own: `did Temp_Max mean it? Found date, carrier`.
  return `${message} ${[capitalised(first), ...rest].join('; ')}`.trimEnd();
}

function violationSentence({ code, count, share, expected, examples }: ViolationCount): string {
  const rows = `${formatCountOf(count, 'row')} (${percent(share)}) with ${violationWords[code].inRows}`;
  const [example] = examples;
  const clauses = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(example === undefined ? [] : [exampleClause(example)]),
  ];
  return clauses.length === 0 ? rows : `${rows}: ${clauses.join(', ')}`;
}

function exampleClause({ row, found }: ViolationCount['examples'][number]): string {
  const where = `row ${row}`;
  return found === undefined ? `for example ${where}` : `found "${cleanText(found)}" in ${where}`;
}
