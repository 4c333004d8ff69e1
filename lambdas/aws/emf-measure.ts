import { canaryModel } from '../keys.ts';
import { metricDimensions, metricNames, metricNamespace, metricUnit } from '../metric-names.ts';
import type { Measure } from '../pipeline/ports.ts';
import { writeLine } from './write-line.ts';

/**
 * Metrics as CloudWatch's embedded metric format: a log line that becomes metrics with the dimensions environment and
 * model, without a call. Of the canary nobody pays for charts.
 *
 * @see the specification "Embedded metric format" in the CloudWatch user guide
 */
export function emfMeasure(
  environment: string,
  now: () => Date,
  write: (line: string) => void = writeLine,
): Measure {
  return (model, values) => {
    if (model === canaryModel) return;
    const metrics = Object.values(metricNames)
      .filter((name) => values[name] !== undefined)
      .map((name) => ({ Name: name, Unit: metricUnit(name) }));
    const description = {
      Namespace: metricNamespace,
      Dimensions: [metricDimensions],
      Metrics: metrics,
    };
    const _aws = { Timestamp: now().getTime(), CloudWatchMetrics: [description] };
    write(JSON.stringify({ _aws, environment, model, ...values }));
  };
}
