import { GraphWidget, GraphWidgetView, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import {
  type MetricKey,
  type MetricLevel,
  metricDimensions,
  metricNames,
  metricNamespace,
  metricsOf,
} from '../../lambdas/metric-names.ts';

interface Chart {
  readonly title: string;
  /** Sums of a day add up from model to model, and are stacked; what is largest does not. */
  readonly statistic: 'Sum' | 'Maximum';
  readonly unit: string;
}

/** A chart for each metric that models have, in the order of the dashboard. */
const charts: Readonly<Record<MetricKey, Chart>> = {
  batches: sum('Batches a day', 'batches'),
  batchesRejected: sum('Rejected batches a day', 'batches'),
  batchesDrifted: sum('Drifted batches a day', 'batches'),
  driftedPercent: largest('Drifted columns, worst batch of the day', '% of columns'),
  columnsDrifted: largest('Drifted columns, most in a batch of the day', 'columns'),
  errorPercent: largest('Wrong predictions by labels, worst batch of the day', '% of labelled rows'),
  estimatedErrorPercent: largest('Wrong predictions as estimated, worst batch of the day', '% of rows'),
  rowsRead: sum('Rows a day', 'rows'),
  rowsQuarantined: sum('Quarantined rows a day', 'rows'),
  quarantinedPercent: largest('Quarantined rows, worst batch of the day', '% of rows'),
  alertsSent: sum('Alerts a day', 'alerts'),
  hoursSinceBatch: largest('Without a batch, longest of the day, where batches are promised', 'hours'),
  secondsToVerdict: largest('From upload to verdict, slowest batch of the day', 'seconds'),
};

function sum(title: string, unit: string): Chart {
  return { title, statistic: 'Sum', unit };
}

function largest(title: string, unit: string): Chart {
  return { title, statistic: 'Maximum', unit };
}

/** What became of every model's batches, day by day; a new model appears by itself. */
export function modelCharts(environment: string, level: MetricLevel): GraphWidget[] {
  const paid: readonly string[] = metricsOf[level];
  const shown = Object.entries(charts).filter(([key]) => paid.includes(key));
  return shown.map(([key, { title, statistic, unit }]) => {
    const stacked = statistic === 'Sum';
    const name = Object.entries(metricNames).find(([one]) => one === key)?.[1];
    return new GraphWidget({
      title,
      width: 8,
      height: 6,
      view: stacked ? GraphWidgetView.BAR : GraphWidgetView.TIME_SERIES,
      stacked,
      leftYAxis: { min: 0, label: unit, showUnits: false },
      left: [everyModel(environment, String(name), statistic)],
    });
  });
}

/** A search: CloudWatch finds the models that have the metric whenever somebody looks. */
function everyModel(environment: string, metric: string, statistic: Chart['statistic']): MathExpression {
  const where = `{${metricNamespace},${metricDimensions.join(',')}} environment="${environment}" MetricName="${metric}"`;
  const period = Duration.days(1);
  return new MathExpression({
    expression: `SEARCH('${where}', '${statistic}', ${period.toSeconds()})`,
    // CloudWatch, not we, puts the name of the model here.
    label: `$\{PROP('Dim.model')}`,
    period,
  });
}
