import { expect, test } from '@jest/globals';
import { emfMeasure } from '../../../lambdas/aws/emf-measure.ts';

test('emfMeasure writes one line with environment and model as the only dimensions', () => {
  const lines: string[] = [];
  const measure = emfMeasure(
    'prod',
    () => new Date(1000),
    'all',
    (line) => lines.push(line),
  );

  measure('flights', { Batches: 1, RowsRead: 500, DriftedPercent: 2.5, SecondsToVerdict: 9 });

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1000,
        CloudWatchMetrics: [
          {
            Namespace: 'Plumbline',
            Dimensions: [['environment', 'model']],
            Metrics: [
              { Name: 'Batches', Unit: 'Count' },
              { Name: 'RowsRead', Unit: 'Count' },
              { Name: 'DriftedPercent', Unit: 'Percent' },
              { Name: 'SecondsToVerdict', Unit: 'Seconds' },
            ],
          },
        ],
      },
      environment: 'prod',
      model: 'flights',
      Batches: 1,
      RowsRead: 500,
      DriftedPercent: 2.5,
      SecondsToVerdict: 9,
    },
  ]);
});

test('pays for few metrics, or none, and never for the canary', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const values = { Batches: 1, RowsRead: 500 };

  emfMeasure('prod', () => new Date(1000), 'few', write)('flights', values);
  emfMeasure('prod', () => new Date(1000), 'none', write)('flights', values);
  emfMeasure('prod', () => new Date(1000), 'all', write)('_canary', values);

  expect(lines.map((line) => JSON.parse(line)._aws.CloudWatchMetrics[0].Metrics)).toEqual([
    [{ Name: 'Batches', Unit: 'Count' }],
  ]);
});
