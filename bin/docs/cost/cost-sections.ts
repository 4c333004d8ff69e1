import { type MetricLevel, metricLevels, metricNames, metricsOf } from '../../../lambdas/metric-names.ts';
import { scheduled } from '../../../lib/functions/scheduled.ts';
import { steps } from '../../../lib/functions/steps.ts';
import { tasks } from '../../../lib/functions/tasks.ts';
import measuredFile from './measured.json' with { type: 'json' };
import { prices } from './prices.ts';

/** What a batch uses, as `npm run bench:cost` measured it. */
export interface Measured {
  readonly measuredOn: string;
  readonly columns: number;
  readonly batches: readonly {
    readonly rows: number;
    /** Of reports, results and their like. */
    readonly keptKb: number;
    readonly steps: readonly {
      readonly step: string;
      readonly reads: number;
      readonly writes: number;
      readonly publishes: number;
      /** That Lambda bills, but for the way to S3: in an environment that is there, and in a new one. */
      readonly warmSeconds: number;
      readonly coldSeconds: number;
    }[];
  }[];
}

export const measured: Measured = measuredFile;

/** A call of S3 or SNS in the region: a function is paid for while it waits. */
const secondsACall = 0.02;

/** Announced, received and deleted. */
const sqsRequestsAStep = 3;

/** Lambda asks a queue so often a month, whether anything comes or not: five at a time, each waiting for 20 seconds. */
const pollsAMonth = 5 * 3 * 60 * 24 * 30;

const daysAMonth = 30;

interface StepCost {
  readonly step: string;
  readonly calls: number;
  readonly seconds: number;
  readonly dollars: number;
}

type Start = 'warm' | 'cold';

/** What a batch costs at each step. */
export function costOfSteps({ steps: used }: Measured['batches'][number], start: Start): readonly StepCost[] {
  return used.map(({ step, reads, writes, publishes, warmSeconds, coldSeconds }) => {
    const memoryMb = steps.find(({ name }) => name === step)?.size.memoryMb ?? 0;
    const calls = reads + writes + publishes;
    // Below 1,769 MB a function has a part of a core.
    const busy = (start === 'cold' ? coldSeconds : warmSeconds) * Math.max(1, 1769 / memoryMb);
    const seconds = busy + calls * secondsACall;
    const dollars =
      reads * prices.s3Read +
      writes * prices.s3Write +
      publishes * prices.snsPublish +
      sqsRequestsAStep * prices.sqsRequest +
      prices.lambdaRequest +
      seconds * (memoryMb / 1024) * prices.lambdaGbSecond;
    return { step, calls, seconds, dollars };
  });
}

export function costOfBatch(batch: Measured['batches'][number], start: Start): number {
  return costOfSteps(batch, start).reduce((sum, { dollars }) => sum + dollars, 0);
}

/** Alarms of an environment without listeners; a step has five, what the clock starts five or four, a task of large batches two, their runs one. */
export const ownAlarms =
  5 * steps.length +
  scheduled.reduce((sum, one) => sum + (one.name === 'weekly-digest' ? 4 : 5), 0) +
  2 * tasks.length +
  1 +
  5;

export function batchCosts(): string {
  const rows = measured.batches.flatMap((batch) => {
    const cold = costOfSteps(batch, 'cold');
    return [
      ...costOfSteps(batch, 'warm').map(
        ({ step, calls, seconds, dollars }, index) =>
          `| ${count(batch.rows)} | \`${step}\` | ${calls} | ${seconds.toFixed(1)} | ${dollarsOf(dollars)} | ${cold[index]?.seconds.toFixed(1)} | ${dollarsOf(cold[index]?.dollars ?? 0)} |`,
      ),
      `| **${count(batch.rows)}** | **together** | | | **${dollarsOf(costOfBatch(batch, 'warm'))}** | | **${dollarsOf(costOfBatch(batch, 'cold'))}** |`,
    ];
  });
  return table(
    ['rows', 'function', 'calls of S3 and SNS', 'seconds', 'dollars', 'seconds of a cold start', 'dollars'],
    rows,
  );
}

export function modelCosts(): string {
  const [small, large] = [measured.batches[0]!, measured.batches.at(-1)!];
  const rows = [
    ['a batch a day', daysAMonth],
    ['a batch an hour', 24 * daysAMonth],
  ].map(([what, batches]) => {
    // A function that runs so seldom starts anew each time.
    const of = (batch: Measured['batches'][number]) =>
      (Number(batches) * costOfBatch(batch, 'cold')).toFixed(2);
    return `| ${what} | ${of(small)} | ${of(large)} |`;
  });
  return table(
    ['a model with', `batches of ${count(small.rows)} rows`, `of ${count(large.rows)} rows`],
    rows,
  );
}

export function metricCosts(): string {
  const rows = metricLevels.map((level: MetricLevel) => {
    const names = metricsOf[level];
    const all = names.length === Object.keys(metricNames).length;
    const what =
      names.length === 0
        ? 'nothing'
        : all
          ? 'all of them'
          : names.map((key) => `\`${metricNames[key]}\``).join(', ');
    return `| \`"${level}"\` | ${what} | ${(names.length * prices.metricMonth).toFixed(2)} |`;
  });
  return table(['`metrics`', 'charts of', 'dollars a model and month, at most'], rows);
}

export function standingCosts(): string {
  const perMonth: readonly (readonly [string, number])[] = [
    [`${ownAlarms} alarms, and one more for each listener`, ownAlarms * prices.alarmMonth],
    ["a dashboard, beyond the account's third", prices.dashboardMonth],
    [
      `Lambda asking ${steps.length} queues whether anything has come`,
      steps.length * pollsAMonth * prices.sqsRequest,
    ],
    ['the canary, every hour', 24 * daysAMonth * costOfBatch(measured.batches[0]!, 'cold')],
    [
      'the clock: two functions every quarter of an hour',
      2 *
        96 *
        daysAMonth *
        (prices.schedulerRun + prices.lambdaRequest + 1.2 * prices.lambdaGbSecond + 10 * prices.s3Write),
    ],
  ];
  const sum = perMonth.reduce((total, [, dollars]) => total + dollars, 0);
  return table(
    ['an environment', 'dollars a month'],
    [
      ...perMonth.map(([what, dollars]) => `| ${what} | ${dollars.toFixed(2)} |`),
      `| **together, without any model** | **${sum.toFixed(2)}** |`,
    ],
  );
}

export function priceList(): string {
  const { region, asOf, ...each } = prices;
  const rows = Object.entries(each).map(([name, dollars]) => `| \`${name}\` | ${dollarsOf(dollars)} |`);
  return `List prices of ${region} as commonly published, written down on ${asOf} and not read off AWS's own pages: compare before you rely on a sum. Uses were measured on ${measured.measuredOn}, on batches of ${measured.columns} columns.\n\n${table(['`bin/docs/cost/prices.ts`', 'dollars'], rows)}`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

function count(rows: number): string {
  return String(rows).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Two digits that count, never in powers of ten. */
function dollarsOf(dollars: number): string {
  if (dollars >= 0.1) return dollars.toFixed(2);
  return dollars.toFixed(Math.min(12, 1 - Math.floor(Math.log10(dollars)))).replace(/0+$/, '');
}

export function storageCosts(): string {
  const { keptKb } = measured.batches.at(-1)!;
  const gb = (keptKb * 300 * 24 * 365) / 1024 ** 2;
  return `Reports, results and their like are kept for \`retentionDays.results\`: ${keptKb} KB a batch of ${measured.columns} columns. 300 models hourly make ${gb.toFixed(0)} GB a year, for ${(gb * prices.s3GbMonth).toFixed(2)} dollars a month at its end.`;
}
