import { formatCount } from '../../lambdas/core/text/in-words.ts';
import type { CorrectedRuns, Relation } from './correct-estimates.ts';

const titles: Readonly<Record<Relation, string>> = {
  quiet: 'quiet',
  wandering: 'quiet, days that wander by a point',
  step: 'five points worse from one day on',
  decay: '2.5 points worse a month',
};

/** The table of docs/statistics.md. */
export function renderCorrected(runs: readonly CorrectedRuns[]): string {
  const points = (share: number) => (100 * share).toFixed(2);
  const lines = runs.map(
    ({ relation, labels, without, corrected, shareCorrected }) =>
      `| ${titles[relation]} | ${formatCount(labels)} | ${points(without)} | ${points(corrected)} | ${(100 * shareCorrected).toFixed(1)} % |`,
  );
  return [
    'How far the estimate of each day is off where labels come 30 days late, in points of accuracy, over 180 days of which 140 are after the change:',
    '',
    '| what happens to the relation | labels a day | uncorrected | corrected by earlier labels | days that are corrected |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
