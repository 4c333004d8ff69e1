import { canaryModel } from '../keys.ts';
import {
  type MetricLevel,
  metricDimensions,
  metricNames,
  metricNamespace,
  metricsOf,
  metricUnit,
} from '../metric-names.ts';
import type { Measure } from '../pipeline/ports.ts';
import { writeLine } from './write-line.ts';

/**
 * Metrics as CloudWatch's embedded metric format: a log line that becomes metrics with the dimensions environment and
 * model, without a call. Of the canary nobody pays for charts.
 *
 * @param level  which of them the environment pays for; what it does not is in the line all the same, to be queried
 * @see the specification "Embedded metric format" in the CloudWatch user guide
 */
export function emfMeasure(
  environment: string,
  now: () => Date,
  level: MetricLevel = 'all',
  write: (line: string) => void = writeLine,
): Measure {
  return (model, values) => {
    if (model === canaryModel) return;
    const metrics = metricsOf[level]
      .map((key) => metricNames[key])
      .filter((name) => values[name] !== undefined)
      .map((name) => ({ Name: name, Unit: metricUnit(name) }));
    if (metrics.length === 0) return;
    const description = {
      Namespace: metricNamespace,
      Dimensions: [metricDimensions],
      Metrics: metrics,
    };
    const _aws = { Timestamp: now().getTime(), CloudWatchMetrics: [description] };
    write(JSON.stringify({ _aws, environment, model, ...values }));
  };
}
