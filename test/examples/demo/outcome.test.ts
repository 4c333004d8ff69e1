import { describe, expect, test } from '@jest/globals';
import { type Outcome, surprises, toldSubjects, verdictOf } from '../../../examples/demo/outcome.ts';
import type { Paint } from '../../../examples/demo/paint.ts';
import { renderOutcome, seconds } from '../../../examples/demo/render-outcome.ts';
import type { Delivery } from '../../../local/outbox.ts';
import { buildDrift, buildResult, buildValidation } from '../../support/build-result.ts';

const unpainted: Paint = (_, text) => text;

function buildOutcome(overrides: Partial<Outcome> = {}, told?: RegExp): Outcome {
  return {
    chapter: {
      file: 'clean.csv',
      make: (table) => table,
      expected: { verdict: 'stable', quarantinesRows: false, told },
    },
    result: buildResult(),
    deliveries: [],
    ...overrides,
  };
}

const buildEmail = (subject: string, messageId = 'm', endpoint = 'a@example.com'): Delivery => ({
  number: 1,
  at: new Date(0),
  topicArn: 'arn:aws:sns:eu-central-1:000000000000:alerts',
  messageId,
  protocol: 'email',
  endpoint,
  subject,
  body: '',
  attributes: {},
  status: 'delivered',
});
const drift = '[local] CRITICAL weather: wind drifted: new';

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

test('a message that several people got is told once, without the environment', () => {
  const deliveries = [
    buildEmail(drift),
    buildEmail(drift, 'm', 'b@example.com'),
    buildEmail('[local] INFO x: y', 'n'),
  ];

  expect(toldSubjects({ deliveries })).toEqual(['CRITICAL weather: wind drifted: new', 'INFO x: y']);
});

describe('surprises', () => {
  test('there are none when all came as expected', () => {
    expect(surprises(buildOutcome())).toEqual([]);
    expect(surprises(buildOutcome({ deliveries: [buildEmail(drift)] }, /wind/))).toEqual([]);
  });

  test('each thing that is otherwise is told', () => {
    expect(surprises(buildOutcome({ result: rejected, deliveries: [buildEmail(drift)] }))).toEqual([
      'clean.csv: expected stable, found rejected.',
      'clean.csv: expected nothing to be told, told CRITICAL weather: wind drifted: new.',
    ]);
    expect(surprises(buildOutcome({ result: damaged }, /rain/))).toEqual([
      'clean.csv: rows were quarantined unexpectedly.',
      'clean.csv: expected /rain/, told nothing.',
    ]);
  });

  test('the same thing told twice is one', () => {
    const deliveries = [buildEmail(drift, 'm'), buildEmail(drift, 'n')];

    expect(surprises(buildOutcome({ deliveries }, /wind/))).toHaveLength(1);
  });
});

describe('a line for a batch', () => {
  test('says verdict, rows and that people were told nothing', () => {
    expect(renderOutcome(buildOutcome(), unpainted)).toBe(
      'clean.csv             stable    -            4,200            0   nothing',
    );
  });

  test('says what people were told, how bad it is, and that no row was read', () => {
    const outcome = buildOutcome({ result: rejected, deliveries: [buildEmail(drift)] });

    expect(renderOutcome(outcome, unpainted)).toMatch(/rejected +critical +unread +0 {3}wind drifted: new$/);
  });
});

test('seconds have two decimals as long as they matter', () => {
  expect([412, 9_994, 12_345].map(seconds)).toEqual(['0.41 s', '9.99 s', '12.3 s']);
});
