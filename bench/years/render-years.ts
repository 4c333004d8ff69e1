import { formatCount } from '../../lambdas/core/text/in-words.ts';
import type { RivalOutcome } from './judge-rivals.ts';
import type { YearOutcome } from './judge-year.ts';
import { type Course, isQuiet } from './simulate-year.ts';

/** What came of many years of one setting. */
export interface YearsOfSetting {
  readonly course: Course;
  readonly labels: number;
  readonly outcomes: readonly YearOutcome[];
  readonly rivals: readonly RivalOutcome[];
}

type Titles = Readonly<Record<Course, string>>;

const titles: Titles = {
  quiet: 'quiet',
  wandering: 'quiet, days that wander by a point',
  step: 'five points worse from one day on',
  decay: '2.5 points worse a month',
  'bad-batch': 'one batch 25 points worse',
};

const titlesOfNumbers: Titles = {
  quiet: 'quiet',
  wandering: 'quiet, errors of days that wander by 5 %',
  step: 'errors 20 % larger from one day on',
  decay: 'errors 5 % larger a month',
  'bad-batch': 'one batch with 2.5 times the errors',
};

/** The same of a model that predicts numbers, without rules of others. */
export function renderNumbers(settings: readonly Omit<YearsOfSetting, 'rivals'>[]): string {
  const years = settings[0]?.outcomes.length ?? 0;
  return [
    `${formatCount(years)} years a row of a model that predicts numbers, whose mean error is known from 5,000 labelled rows; it may be 5 % larger. Followed is the mean of errors capped at 2.9, 4 or 5.5 times that:`,
    yearTable(settings, titlesOfNumbers),
  ].join('\n\n');
}

function yearTable(settings: readonly Omit<YearsOfSetting, 'rivals'>[], names: Titles): string {
  const head =
    '| what happens | labels a day | years that alarm for nothing | batches to the alarm, median (9 of 10) | told as a trend | with a date before the limit is crossed | over after, median |';
  return [head, '|---|---|---|---|---|---|---|', ...settings.map((one) => row(one, names))].join('\n');
}

/** The tables of docs/statistics.md. */
export function renderYears(settings: readonly YearsOfSetting[]): string {
  const years = settings[0]?.outcomes.length ?? 0;
  return [
    `${formatCount(years)} years a row, a batch a day, a model that is right in 90 % of the cases, known from 5,000 labelled rows; it may be 5 % worse, relative.`,
    yearTable(settings, titles),
    'The same years under rules of others, with the mean and the spread that they take from the first 30 batches:',
    rivalTable(settings),
  ].join('\n\n');
}

function row({ course, labels, outcomes }: Omit<YearsOfSetting, 'rivals'>, names: Titles): string {
  const nothing = isQuiet(course);
  const cells = [
    names[course],
    formatCount(labels),
    shareOf(outcomes, ({ isFalse }) => isFalse),
    nothing ? '' : delays(outcomes.map(({ batchesToAlarm }) => batchesToAlarm)),
    nothing ? '' : shareOf(outcomes, ({ hasTrend }) => hasTrend),
    course === 'decay' ? shareOf(outcomes, ({ toldInTime }) => toldInTime) : '',
    course === 'bad-batch'
      ? quantile(
          outcomes.map(({ batchesToEnd }) => batchesToEnd),
          0.5,
        )
      : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function rivalTable(settings: readonly YearsOfSetting[]): string {
  const names = settings[0]?.rivals.map(({ name }) => name) ?? [];
  const columns = settings.filter(({ course }) => course !== 'decay' && course !== 'bad-batch');
  const head = columns.map(
    ({ course, labels }) => `${course === 'step' ? 'step' : course}, ${formatCount(labels)}`,
  );
  const lines = names.map((name, index) => {
    const cells = columns.map(({ course, rivals }) => {
      const rival = rivals[index];
      if (!rival) return '';
      return course === 'step'
        ? `after ${quantile(rival.batchesToAlarm, 0.5)}`
        : percentOf(rival.falseYears / rival.years);
    });
    return `| ${[name, ...cells].join(' | ')} |`;
  });
  return [`| rule | ${head.join(' | ')} |`, `|---|${columns.map(() => '---').join('|')}|`, ...lines].join(
    '\n',
  );
}

function delays(batches: readonly (number | undefined)[]): string {
  return `${quantile(batches, 0.5)} (${quantile(batches, 0.9)})`;
}

/** What never came is more than everything. */
function quantile(values: readonly (number | undefined)[], share: number): string {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return Number.isFinite(found) ? formatCount(found) : 'never';
}

function shareOf(outcomes: readonly YearOutcome[], is: (outcome: YearOutcome) => boolean): string {
  return percentOf(outcomes.filter(is).length / outcomes.length);
}

function percentOf(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
