import { describe, expect, test } from '@jest/globals';
import { type Outcome, surprises, verdictOf } from '../../../examples/demo/outcome.ts';
import type { Paint } from '../../../examples/demo/paint.ts';
import { renderOutcome, seconds } from '../../../examples/demo/render-outcome.ts';
import { buildDrift, buildResult, buildValidation } from '../../support/build-result.ts';

const unpainted: Paint = (_, text) => text;

function buildOutcome(overrides: Partial<Outcome> = {}): Outcome {
  return {
    chapter: {
      file: 'clean.csv',
      about: 'nothing is wrong',
      make: (table) => table,
      announcements: 1,
      expected: { verdict: 'stable', quarantinesRows: false, alerts: 0 },
    },
    result: buildResult(),
    alerts: 0,
    severity: undefined,
    alertMs: undefined,
    settledMs: 412,
    ...overrides,
  };
}

const rejected = buildResult({
  validation: buildValidation({ status: 'rejected', rows: { read: 0, accepted: 0, quarantined: 0 } }),
  drift: buildDrift({ status: 'skipped', features: [] }),
});
const damaged = buildResult({
  validation: buildValidation({ rows: { read: 100, accepted: 97, quarantined: 3 } }),
});

test('the verdict of a rejected batch is rejected, of any other that of its drift', () => {
  expect(verdictOf(rejected)).toBe('rejected');
  expect(verdictOf(buildResult({ drift: buildDrift({ status: 'inconclusive' }) }))).toBe('inconclusive');
});

describe('surprises', () => {
  test('there are none when all came as expected', () => {
    expect(surprises(buildOutcome())).toEqual([]);
  });

  test('each thing that is otherwise is told', () => {
    expect(surprises(buildOutcome({ result: rejected, alerts: 2 }))).toEqual([
      'clean.csv: expected stable, found rejected.',
      'clean.csv: expected 0 alerts, got 2.',
    ]);
    expect(surprises(buildOutcome({ result: damaged }))).toEqual([
      'clean.csv: rows were quarantined unexpectedly.',
    ]);
  });
});

describe('a line for a batch', () => {
  test('says verdict, rows and time', () => {
    const [line, about] = renderOutcome(buildOutcome(), unpainted).split('\n');

    expect(line).toBe('clean.csv                 stable    -          4,200            0   0.41 s, no alert');
    expect(about).toBe('  nothing is wrong');
  });

  test('says how long the alert took, how bad it is, and that no row was read', () => {
    const outcome = buildOutcome({ result: rejected, alerts: 1, severity: 'critical', alertMs: 110 });

    expect(renderOutcome(outcome, unpainted)).toMatch(/rejected +critical +unread +0 +0\.11 s to 1 alert/);
  });
});

test('seconds have two decimals as long as they matter', () => {
  expect([412, 9_994, 12_345].map(seconds)).toEqual(['0.41 s', '9.99 s', '12.3 s']);
});
