import type { ScalingFigures } from './task.ts';

/** A table of a sweep: seconds of each stage, of all, for a million cells, and the peak of memory. */
export function renderScaling(words: string, figures: readonly ScalingFigures[], cells: number): string {
  const names = figures[0]?.stages.map(({ name }) => name) ?? [];
  return [
    `| ${[words, ...names.map((name) => `${name}, s`), 'all, ns a cell', 'peak MB'].join(' | ')} |`,
    `|${'---:|'.repeat(names.length + 3)}`,
    ...figures.map(({ size, stages, peakBytes }) => {
      const seconds = stages.map((stage) => stage.seconds);
      const perCell = (1e9 * seconds.reduce((sum, one) => sum + one, 0)) / (size * cells);
      const row = [
        size.toLocaleString('en-US'),
        ...seconds.map((one) => one.toFixed(2)),
        perCell.toFixed(0),
        (peakBytes / 1e6).toFixed(0),
      ];
      return `| ${row.join(' | ')} |`;
    }),
  ].join('\n');
}

/** A table of a batch that is read in so many parts: seconds of each stage, and of all. */
export function renderParts(figures: readonly ScalingFigures[]): string {
  const names = figures[0]?.stages.map(({ name }) => name) ?? [];
  return [
    `| ${['parts', ...names.map((name) => `${name}, s`), 'all, s', 'peak MB'].join(' | ')} |`,
    `|${'---:|'.repeat(names.length + 3)}`,
    ...figures.map(({ size, stages, peakBytes }) => {
      const seconds = stages.map((stage) => stage.seconds);
      const all = seconds.reduce((sum, one) => sum + one, 0);
      const cells = [...seconds, all].map((one) => one.toFixed(2));
      return `| ${[size.toLocaleString('en-US'), ...cells, (peakBytes / 1e6).toFixed(0)].join(' | ')} |`;
    }),
  ].join('\n');
}

/**
 * The power of size that time grows with, by least squares of the logarithms.
 *
 * @throws RangeError with fewer than two sizes
 */
export function exponentOf(figures: readonly ScalingFigures[]): number {
  if (figures.length < 2) throw new RangeError(`exponentOf: requires two sizes, found ${figures.length}`);
  const points = figures.map(({ size, stages }) => ({
    x: Math.log(size),
    y: Math.log(stages.reduce((sum, { seconds }) => sum + seconds, 0)),
  }));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
}
