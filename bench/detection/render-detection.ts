import { clopperPearson } from '../../lambdas/core/stats/functions/clopper-pearson.ts';
import type { Change } from './changes.ts';
import { batchSizes, type NoDriftGroup } from './no-drift.ts';
import type { GroupState } from './run-groups.ts';
import { tellRate } from './sequential-test.ts';
import { addTallies, noTally, type Tally } from './tally.ts';

/** One cell without drift. */
interface Cell {
  readonly group: NoDriftGroup;
  readonly rows: number;
  readonly tally: Tally;
}

/** Every cell on a line of its own, then what the page holds. */
export function renderCells(states: readonly GroupState[]): string {
  const lines = cellsOf(states)
    .filter(({ tally }) => tally.repetitions > 0)
    .map((cell) => {
      const { alarms, repetitions, values, rates, pairs, multivariate } = cell.tally;
      const families = `values ${values}, rates ${rates}, pairs ${pairs}, multivariate ${multivariate}`;
      return `${nameOf(cell)}: ${share(alarms, repetitions)} (${families}) ${tellRate(alarms, repetitions)}`;
    });
  return [...lines, '', renderPage(states)].join('\n');
}

/** What the page holds: rows of changes, then cells without drift put together. */
export function renderPage(states: readonly GroupState[]): string {
  return [
    changesTable(states),
    '',
    noDriftSummary(cellsOf(states)),
    '',
    told(cellsOf(states)),
    '',
    everyCell(states),
    '',
    otherRules(cellsOf(states)),
  ].join('\n');
}

function changesTable(states: readonly GroupState[]): string {
  const rows = states.flatMap(({ group, result }) =>
    group.type === 'change' ? [changeRow(group, result.tallies[0] ?? noTally)] : [],
  );
  return [
    '| situation | must hold | Plumbline | holds | p < 0.05 | fixed distance | three sigma |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function changeRow({ name, demand }: Change, tally: Tally): string {
  const { repetitions, caught, alarms } = tally;
  const isCatch = demand.type === 'caught';
  const hits = isCatch ? caught : alarms;
  const must = isCatch ? `at least ${percent(demand.atLeast)}` : `at most ${percent(demand.atMost)}`;
  const rate = hits / repetitions;
  const { low, high } = clopperPearson(hits, repetitions);
  const isMet = isCatch ? rate >= demand.atLeast : rate <= demand.atMost;
  const isSure = isCatch ? low >= demand.atLeast : high <= demand.atMost;
  const isMissed = isCatch ? high < demand.atLeast : low > demand.atMost;
  const verdict = isMissed ? 'no' : `${isMet ? 'yes' : 'not quite'}${isSure ? '' : ', within error'}`;
  return `| ${name} | ${must} | ${share(hits, repetitions)} | ${verdict} | ${others(tally)} |`;
}

function noDriftSummary(cells: readonly Cell[]): string {
  const byVerdict = Map.groupBy(cells, ({ tally }) => tellRate(tally.alarms, tally.repetitions));
  const [low = [], high = [], undecided = []] = (['low', 'high', 'undecided'] as const).map((verdict) =>
    byVerdict.get(verdict),
  );
  const total = sumOf(cells);
  const repetitions = cells.map(({ tally }) => tally.repetitions);
  return [
    `Without drift, of ${cells.length} cells ${low.length} are told to raise an alarm on at most 1 batch in 100, ${high.length} on 2 or more; of ${undecided.length} it is not told yet. A cell has ${Math.min(...repetitions)} to ${Math.max(...repetitions)} repetitions.`,
    `Over all of them ${total.alarms} of ${total.repetitions} batches raised an alarm: ${share(total.alarms, total.repetitions)}. By family: values ${total.values}, rates ${total.rates}, pairs ${total.pairs}, multivariate ${total.multivariate}.`,
    ...(high.length === 0 ? [] : [`On 2 or more: ${high.map(nameOf).join('; ')}.`]),
  ].join('\n\n');
}

/** A line for each number of columns and size of reference: how many of its cells are told. */
function told(cells: readonly Cell[]): string {
  const blocks = Map.groupBy(cells, ({ group }) => `${group.features} | ${group.referenceRows}`);
  const lines = Array.from(blocks, ([name, of]) => {
    const verdicts = of.map(({ tally }) => tellRate(tally.alarms, tally.repetitions));
    const counts = (['low', 'high', 'undecided'] as const).map(
      (wanted) => verdicts.filter((verdict) => verdict === wanted).length,
    );
    const { alarms, repetitions } = sumOf(of);
    return `| ${name} | ${counts.join(' | ')} | ${share(alarms, repetitions)} |`;
  });
  return [
    '| features | reference | cells told at most 1 % | told 2 % or more | not told yet | alarms |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function nameOf({ group, rows }: Cell): string {
  return `${group.name}, batch ${rows}`;
}

const marks = { low: '', high: ' **high**', undecided: ' ?' } as const;

/** Alarms of repetitions, and whether more of them are needed. */
function counted({ alarms, repetitions }: Tally): string {
  return `${alarms} of ${repetitions}${marks[tellRate(alarms, repetitions)]}`;
}

/** A line for each reference, a column for each size of batch. */
function everyCell(states: readonly GroupState[]): string {
  const lines = states.flatMap(({ group, result }) => {
    if (group.type !== 'no-drift') return [];
    const { population, features, referenceRows } = group;
    const found = batchSizes.map((_, cell) => counted(result.tallies[cell] ?? noTally));
    return [`| ${population} | ${features} | ${referenceRows} | ${found.join(' | ')} |`];
  });
  return [
    `| columns | features | reference | ${batchSizes.map((rows) => `${rows} rows`).join(' | ')} |`,
    `|---|---|---|${batchSizes.map(() => '---|').join('')}`,
    ...lines,
  ].join('\n');
}

function otherRules(cells: readonly Cell[]): string {
  const features = [...new Set(cells.map(({ group }) => group.features))];
  const rows = batchSizes.flatMap((rows) =>
    features.map((count) => {
      const tally = sumOf(cells.filter((cell) => cell.rows === rows && cell.group.features === count));
      const { alarms, repetitions } = tally;
      return `| ${rows} rows, ${count} features | ${share(alarms, repetitions)} | ${others(tally)} |`;
    }),
  );
  return [
    '| no drift | Plumbline | p < 0.05 | fixed distance | three sigma |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function others({ repetitions, naive, fixedDistance, chunked, chunks }: Tally): string {
  const rates = [naive / repetitions, fixedDistance / repetitions, chunks / chunked];
  return rates.map((rate) => (Number.isFinite(rate) ? percent(rate) : '')).join(' | ');
}

function cellsOf(states: readonly GroupState[]): readonly Cell[] {
  return states.flatMap(({ group, result }) =>
    group.type === 'no-drift'
      ? batchSizes.map((rows, cell) => ({ group, rows, tally: result.tallies[cell] ?? noTally }))
      : [],
  );
}

function sumOf(cells: readonly Cell[]): Tally {
  return cells.map(({ tally }) => tally).reduce(addTallies, noTally);
}

/** A rate, its interval at 95 %, and of how many. */
function share(hits: number, trials: number): string {
  if (trials === 0) return 'not run';
  const { low, high } = clopperPearson(hits, trials);
  return `${percent(hits / trials)} (${percent(low)} to ${percent(high)}, ${trials})`;
}

function percent(rate: number): string {
  const value = 100 * rate;
  return `${Number(value < 10 ? value.toPrecision(2) : value.toFixed(1))} %`;
}
