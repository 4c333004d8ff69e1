import { describe, expect, test } from '@jest/globals';
import {
  contractFromModelMonitor,
  monitorConstraintsSchema,
} from '../../../../lambdas/core/contract/from-model-monitor.ts';
import { parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { writeContract } from '../../../../lambdas/core/contract/write-contract.ts';

const baseline = {
  version: 0,
  features: [
    { name: 'Churn', inferred_type: 'Integral', completeness: 1, num_constraints: { is_non_negative: true } },
    {
      name: 'Day Mins',
      inferred_type: 'Fractional',
      completeness: 0.98,
      num_constraints: { is_non_negative: false },
    },
    {
      name: 'State',
      inferred_type: 'String',
      completeness: 1,
      string_constraints: { domains: ['NY', 'CA'] },
    },
    { name: 'Comment', inferred_type: 'String', completeness: 1 },
    { name: 'Blob', inferred_type: 'Unknown', completeness: 1 },
  ],
  monitoring_config: {
    evaluate_constraints: 'Enabled',
    emit_metrics: 'Enabled',
    datatype_check_threshold: 1,
    domain_content_threshold: 1,
    distribution_constraints: {
      perform_comparison: 'Enabled',
      comparison_threshold: 0.1,
      comparison_method: 'Robust',
      categorical_drift_method: 'LInfinity',
    },
  },
};
const statistics = {
  features: [{ name: 'Comment', string_statistics: { distinct_count: 40_000 } }],
};

function imported(config: object = {}, document: object = baseline) {
  const changed = { ...document, monitoring_config: { ...baseline.monitoring_config, ...config } };
  const made = contractFromModelMonitor(monitorConstraintsSchema.parse(changed), statistics);
  if (!made) throw new Error('nothing was imported');
  return made;
}

describe('a contract of a Model Monitor baseline', () => {
  test('says of each feature what the baseline says, in its order', () => {
    const { contract } = imported();

    const written = JSON.parse(writeContract(contract));
    expect(written).toEqual({
      schemaVersion: 1,
      columns: [
        { name: 'eventId', kind: 'text', role: 'id', required: false },
        { name: 'inferenceTime', kind: 'timestamp', role: 'timestamp', required: false },
        { name: 'Churn', kind: 'integer', min: 0 },
        { name: 'Day Mins', kind: 'numeric', nullable: true },
        { name: 'State', kind: 'categorical', values: ['NY', 'CA'], drift: { method: 'l-infinity' } },
        { name: 'Comment', kind: 'text' },
      ],
      drift: { minEffect: 0.1 },
    });
    expect(parseContract(JSON.stringify(written))).toEqual({ ok: true, contract });
  });

  test('says what it does not say', () => {
    const sentences = imported().notes.map(({ column, sentence }) => `${column ?? ''}: ${sentence}`);

    expect(sentences).toEqual([
      'Blob: left out: its type in the baseline is "Unknown"',
      expect.stringMatching(/^Day Mins: may be missing: the baseline had 98 % of its values/),
      expect.stringMatching(/role prediction/),
      expect.stringMatching(/a baseline has no rows/),
    ]);
  });

  test('has no closed lists where the baseline allows other values', () => {
    const { contract, notes } = imported({ domain_content_threshold: 0.9 });

    expect(contract.columns.find(({ name }) => name === 'State')?.values).toBeUndefined();
    expect(JSON.stringify(notes)).toMatch(/as the baseline allows others/);
  });

  test('looks for no drift where the baseline looks for none', () => {
    const { contract } = imported({ distribution_constraints: { perform_comparison: 'Disabled' } });

    const own = contract.columns.filter(({ role }) => role === 'feature');
    expect(own.map(({ drift }) => drift?.ignore)).toEqual([true, true, true, true]);
  });

  test('is none where no feature has a type', () => {
    const features = [{ name: 'Blob', inferred_type: 'Unknown' }];

    expect(contractFromModelMonitor({ features })).toBeUndefined();
  });
});
