import type { PlantedTally } from './planted-changes.ts';
import { count, percent, share } from './render-splits.ts';
import type { SpanResult } from './whole-spans.ts';

/** What the page holds of planted changes: a line for each change over all sets, with the sets in which it is missed most. */
export function renderPlanted(
  tallies: readonly PlantedTally[],
  ground: 'random batch' | 'whole day',
): string {
  const lines = Array.from(
    Map.groupBy(tallies, ({ change }) => change),
    ([change, of]) => {
      const batches = sum(of, (tally) => tally.batches);
      const found = [
        sum(of, (tally) => tally.drifted),
        sum(of, (tally) => tally.rejected),
        sum(of, (tally) => tally.rowsAside),
      ];
      const told = found.reduce((all, one) => all + one, 0);
      const shares = found.map((one) => percent(one / batches)).join(' | ');
      return `| ${change} | ${share(told, batches)} | ${shares} | ${batches} in ${of.length} sets | ${mostMissed(of)} |`;
    },
  );
  return [
    `| planted in a ${ground} | told | by drift | rejected | rows set aside alone | batches | missed most |`,
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function mostMissed(tallies: readonly PlantedTally[]): string {
  return tallies
    .map(({ set, batches, drifted, rejected, rowsAside }) => ({
      set,
      missed: 1 - (drifted + rejected + rowsAside) / batches,
    }))
    .filter(({ missed }) => missed > 0)
    .toSorted((a, b) => b.missed - a.missed)
    .slice(0, 3)
    .map(({ set, missed }) => `${set} ${percent(missed)}`)
    .join(', ');
}

/** What the page holds of whole days, weeks and months. */
export function renderSpans(results: readonly SpanResult[]): string {
  const lines = results.map(({ set, unit, spans, referenceSpans, medianRows, tally }) => {
    const { batches, drifted, stable, rowsAside, rejected } = tally;
    const others = [stable, rowsAside, rejected].map((one) => percent(one / batches)).join(' | ');
    return `| ${set} | ${unit}s, ${count(medianRows)} rows | ${referenceSpans} of ${spans} | ${share(drifted, batches)} | ${others} | ${batches} |`;
  });
  return [
    '| set | batches | reference | drift alarm | stable | a row set aside | rejected | judged |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function sum<T>(things: readonly T[], of: (thing: T) => number): number {
  return things.reduce((all, thing) => all + of(thing), 0);
}
