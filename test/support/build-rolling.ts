import type { RollingDrift } from '../../lambdas/core/result/result-schema.ts';

/** A batch that is like the seven before it. */
export function buildRolling(overrides: Partial<RollingDrift> = {}): RollingDrift {
  return {
    asked: 7,
    batches: 7,
    rows: 29_400,
    from: '2026-11-13T06:02:11.000Z',
    to: '2026-11-19T06:02:11.000Z',
    status: 'stable',
    reason: 'none of 12 features drifted',
    alpha: 0.01,
    tests: 42,
    features: [],
    ...overrides,
  };
}
