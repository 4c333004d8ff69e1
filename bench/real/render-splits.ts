import { clopperPearson } from '../../lambdas/core/stats/functions/clopper-pearson.ts';
import { addOutcomes, noOutcome, type OutcomeTally } from './outcome-tally.ts';
import type { SplitCell, SplitReferences, SplitResult } from './random-splits.ts';

/** What must hold of undrifted batches. */
interface Bar {
  readonly words: string;
  readonly count: (tally: OutcomeTally) => number;
  readonly isMet: (rate: number) => boolean;
}

const bars: readonly Bar[] = [
  { words: 'stable: at least 95 %', count: ({ stable }) => stable, isMet: (rate) => rate >= 0.95 },
  { words: 'a drift alarm: at most 1 %', count: ({ drifted }) => drifted, isMet: (rate) => rate <= 0.01 },
  {
    words: 'a row set aside: at most 1 %',
    count: ({ rowsAside }) => rowsAside,
    isMet: (rate) => rate <= 0.01,
  },
  { words: 'rejected: at most 0.1 %', count: ({ rejected }) => rejected, isMet: (rate) => rate <= 0.001 },
];

/** Batches that the bars are set for, and all others beside them. */
const isBarred = ({ referenceRows, batchRows }: SplitCell) => referenceRows >= 5_000 && batchRows >= 500;

/** What the page holds of random splits: the bars, then shares by size of batch and by set. */
export function renderSplits({ cells, references }: SplitResult): string {
  return [
    barsTable(cells),
    '',
    tableBy('batch', (cell) => `${count(cell.batchRows)} rows`, cells),
    '',
    tableBy('set, reference', (cell) => `${cell.set}, ${count(cell.referenceRows)}`, cells),
    '',
    referencesLine(references),
  ].join('\n');
}

/** Every cell on a line, with the families that alarmed and what broke the contract: for the terminal. */
export function renderSplitCells({ cells }: SplitResult): string {
  return cells
    .map(({ set, referenceRows, batchRows, tally, broken }) => {
      const { values, rates, representation, pairs, multivariate } = tally;
      const families = `values ${values}, rates ${rates}, written ${representation}, pairs ${pairs}, together ${multivariate}`;
      const breaks = Array.from(broken, ([name, batches]) => `${name} ${batches}`).join(', ');
      return `${set}, ${referenceRows}, ${batchRows}: of ${tally.batches} stable ${tally.stable}, drifted ${tally.drifted} (${families}), rows aside ${tally.rowsAside}, rejected ${tally.rejected}${breaks === '' ? '' : ` (${breaks})`}`;
    })
    .join('\n');
}

function barsTable(cells: readonly SplitCell[]): string {
  const barred = sumOf(cells.filter(isBarred));
  const rest = sumOf(cells.filter((cell) => !isBarred(cell)));
  const lines = bars.map(({ words, count: countOf, isMet }) => {
    const [hits, others] = [countOf(barred), countOf(rest)];
    const verdict = barred.batches === 0 ? '' : isMet(hits / barred.batches) ? 'yes' : 'no';
    return `| ${words} | ${share(hits, barred.batches)} | ${verdict} | ${share(others, rest.batches)} |`;
  });
  return [
    `| must hold | reference of 5,000 and more, 500 rows and more (${count(barred.batches)} batches) | holds | smaller ones (${count(rest.batches)}) |`,
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function tableBy(title: string, nameOf: (cell: SplitCell) => string, cells: readonly SplitCell[]): string {
  const lines = Array.from(Map.groupBy(cells, nameOf), ([name, of]) => {
    const tally = sumOf(of);
    const counts = [tally.stable, tally.drifted, tally.rowsAside, tally.rejected];
    return `| ${name} | ${counts.map((hits) => share(hits, tally.batches)).join(' | ')} | ${tally.batches} |`;
  });
  return [
    `| ${title} | stable | drift alarm | a row set aside | rejected | batches |`,
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function referencesLine(references: readonly SplitReferences[]): string {
  const sum = (of: (one: SplitReferences) => number) => references.reduce((all, one) => all + of(one), 0);
  const bad = references.filter(({ refused, rowsAside }) => refused + rowsAside > 0);
  const sets = bad.map(
    ({ set, referenceRows, refused, rowsAside }) =>
      `${set}, ${count(referenceRows)} (${refused + rowsAside})`,
  );
  return `Of ${sum(({ drawn }) => drawn)} references their own inferred contract refused ${sum(({ refused }) => refused)} and set rows of ${sum(({ rowsAside }) => rowsAside)} aside${sets.length === 0 ? '' : `: ${sets.join('; ')}`}.`;
}

function sumOf(cells: readonly SplitCell[]): OutcomeTally {
  return cells.map(({ tally }) => tally).reduce(addOutcomes, noOutcome);
}

/** A rate and its interval at 95 %. */
export function share(hits: number, trials: number): string {
  if (trials === 0) return '';
  const { low, high } = clopperPearson(hits, trials);
  return `${percent(hits / trials)} (${percent(low)} to ${percent(high)})`;
}

export function percent(rate: number): string {
  const value = 100 * rate;
  return `${Number(value < 10 ? value.toPrecision(2) : value.toFixed(1))} %`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}
