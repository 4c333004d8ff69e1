import { GraphWidget, GraphWidgetView, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import {
  type MetricKey,
  metricDimensions,
  metricNames,
  metricNamespace,
} from '../../lambdas/metric-names.ts';

interface Chart {
  readonly title: string;
  readonly statistic: 'Sum' | 'Average' | 'Maximum';
  /** Counts of a day add up from model to model; shares do not. */
  readonly stacked?: true;
  readonly unit: string;
}

/** A chart for each metric that models have, in the order of the dashboard. */
const charts: Readonly<Record<MetricKey, Chart>> = {
  batches: { title: 'Batches a day', statistic: 'Sum', stacked: true, unit: 'batches' },
  batchesRejected: { title: 'Rejected batches a day', statistic: 'Sum', stacked: true, unit: 'batches' },
  batchesDrifted: { title: 'Drifted batches a day', statistic: 'Sum', stacked: true, unit: 'batches' },
  driftedPercent: {
    title: 'Drifted columns, worst batch of the day',
    statistic: 'Maximum',
    unit: '% of columns',
  },
  columnsDrifted: {
    title: 'Drifted columns, most in a batch of the day',
    statistic: 'Maximum',
    unit: 'columns',
  },
  rowsRead: { title: 'Rows a day', statistic: 'Sum', stacked: true, unit: 'rows' },
  rowsQuarantined: { title: 'Quarantined rows a day', statistic: 'Sum', stacked: true, unit: 'rows' },
  quarantinedPercent: {
    title: 'Quarantined rows, worst batch of the day',
    statistic: 'Maximum',
    unit: '% of rows',
  },
  alertsSent: { title: 'Alerts a day', statistic: 'Sum', stacked: true, unit: 'alerts' },
  hoursSinceBatch: {
    title: 'Without a batch, longest of the day, where batches are promised',
    statistic: 'Maximum',
    unit: 'hours',
  },
  secondsToVerdict: {
    title: 'From upload to verdict, slowest batch of the day',
    statistic: 'Maximum',
    unit: 'seconds',
  },
};

/** What became of every model's batches, day by day; a new model appears by itself. */
export function modelCharts(environment: string): GraphWidget[] {
  return Object.entries(charts).map(([key, { title, statistic, stacked, unit }]) => {
    const name = Object.entries(metricNames).find(([one]) => one === key)?.[1];
    return new GraphWidget({
      title,
      width: 8,
      height: 6,
      view: stacked ? GraphWidgetView.BAR : GraphWidgetView.TIME_SERIES,
      stacked: stacked ?? false,
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
