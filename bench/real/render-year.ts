import type { QuietYear } from './quiet-year.ts';
import { count, percent } from './render-splits.ts';

/** Messages about drift that a model may cause in a year in which nothing happens. */
const mostMessages = 2;

/** What the page holds of years without drift: a line for each set, messages by kind. */
export function renderYear(years: readonly QuietYear[]): string {
  const lines = Array.from(
    Map.groupBy(years, ({ set }) => set),
    ([set, of]) => lineOf(`${set}, ${count(of[0]!.referenceRows)}, ${count(of[0]!.batchRows)}`, of),
  );
  return [
    `| set, rows of reference and batch | years | batches with drift | stable | opened | worse | reminders | over | messages about drift a year (at most ${mostMessages}) | holds | about other things | not over |`,
    `|${'---|'.repeat(12)}`,
    ...lines,
    lineOf('all', years),
  ].join('\n');
}

function lineOf(name: string, years: readonly QuietYear[]): string {
  const total = (of: (year: QuietYear) => number) => years.reduce((sum, year) => sum + of(year), 0);
  const batches = total((year) => year.batches);
  const all = years.flatMap(({ news }) => news);
  const drift = all.filter(({ condition }) => condition === 'drift');
  const kinds = (['opened', 'escalated', 'reminder', 'recovered'] as const).map(
    (kind) => drift.filter(({ status }) => status === kind).length,
  );
  const perYear = drift.length / years.length;
  const cells = [
    name,
    years.length,
    `${total(({ drifted }) => drifted)} of ${count(batches)}`,
    percent(total(({ stable }) => stable) / batches),
    ...kinds,
    perYear.toFixed(2),
    perYear <= mostMessages ? 'yes' : 'no',
    all.length - drift.length,
    total(({ isOpen }) => Number(isOpen)),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Why batches drifted, for the terminal. */
export function renderYearReasons(years: readonly QuietYear[]): string {
  return years.flatMap(({ set, reasons }) => reasons.map((reason) => `${set} ${reason}\n`)).join('');
}
