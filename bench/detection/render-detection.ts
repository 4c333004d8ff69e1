import type { Change } from './changes.ts';
import { atLeast, clopperPearson } from './clopper-pearson.ts';
import { batchSizes, type NoDriftGroup } from './no-drift.ts';
import { populationNames } from './populations.ts';
import type { GroupState } from './run-groups.ts';
import { addTallies, noTally, type Tally } from './tally.ts';

/** Rate of false alarms that may not be exceeded. */
const mostFalse = 0.01;

/** One cell without drift. */
interface Cell {
  readonly group: NoDriftGroup;
  readonly rows: number;
  readonly tally: Tally;
}

/** Every cell on a line of its own. */
export function renderCells(states: readonly GroupState[]): string {
  const lines = cellsOf(states)
    .filter(({ tally }) => tally.repetitions > 0)
    .map(({ group, rows, tally }) => {
      const { values, rates, pairs, multivariate } = tally;
      const families = `values ${values}, rates ${rates}, pairs ${pairs}, multivariate ${multivariate}`;
      const mark = isTooHigh(tally) ? '  TOO HIGH' : '';
      return `${group.name}, batch ${rows}: ${share(tally.alarms, tally.repetitions)} (${families})${mark}`;
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
    falseAlarms('columns', cellsOf(states), populationNames, ({ group }) => group.population),
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
  const run = cells.filter(({ tally }) => tally.repetitions > 0);
  const high = run.filter(({ tally }) => isTooHigh(tally));
  const total = sumOf(run);
  const repetitions = run.map(({ tally }) => tally.repetitions).sort((a, b) => a - b);
  const median = repetitions[Math.floor(repetitions.length / 2)] ?? 0;
  const all = `Without drift: ${run.length} of ${cells.length} cells were run, ${repetitions[0] ?? 0} to ${repetitions.at(-1) ?? 0} repetitions each, half of them at least ${median}.`;
  const sum = `Over all of them ${total.alarms} of ${total.repetitions} batches raised an alarm, ${share(total.alarms, total.repetitions)}.`;
  const families = `By family: values ${total.values}, rates ${total.rates}, pairs ${total.pairs}, multivariate ${total.multivariate}.`;
  const above =
    high.length === 0
      ? 'No cell is significantly above 1 in 100.'
      : `Significantly above 1 in 100, each cell looked at by itself (up to 1 in 40 cells are so by chance), are:\n\n${high.map(({ group, rows, tally }) => `- ${group.name}, batch ${rows}: ${share(tally.alarms, tally.repetitions)}`).join('\n')}`;
  return `${all} ${sum} ${families} ${above}`;
}

function falseAlarms(
  title: string,
  cells: readonly Cell[],
  names: readonly string[],
  nameOf: (cell: Cell) => string,
): string {
  const row = (name: string) => {
    const found = batchSizes.map((rows) => {
      const { alarms, repetitions } = sumOf(
        cells.filter((cell) => cell.rows === rows && nameOf(cell) === name),
      );
      return repetitions === 0 ? '' : `${alarms} of ${repetitions}`;
    });
    return `| ${name} | ${found.join(' | ')} |`;
  };
  return [
    `| ${title} | ${batchSizes.map((rows) => `${rows} rows`).join(' | ')} |`,
    `|---|${batchSizes.map(() => '---|').join('')}`,
    ...names.map(row),
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

/** Whether so many alarms would be seen in less than 1 of 40 such cells if the rate were 1 in 100. */
function isTooHigh({ alarms, repetitions }: Tally): boolean {
  return repetitions > 0 && atLeast(alarms, repetitions, mostFalse) < 0.025;
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
