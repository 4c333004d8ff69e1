import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import { driftFindings } from '../../../../../lambdas/core/findings/drift-findings.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildComparison } from '../../../../support/build-profile.ts';
import { buildSample } from '../../../../support/build-sample.ts';
import { seededRandom } from '../../../../support/random.ts';
import { compare, compareColumn, many } from '../../drift/samples.ts';

const { normal, integer, uniform } = seededRandom(25);
const whole = many(5000, () => integer(100) + 1);
const oneDecimal = many(5000, () => Math.round(10 * (20 + 5 * normal())) / 10);
const doubles = many(5000, () => 20 + 5 * normal());

/** What is told of how a column is written. */
function told(reference: readonly number[], current: readonly number[]) {
  const { representation = [] } = compareColumn(reference, current);
  return representation.flatMap(({ name, verdict }) =>
    verdict?.status === 'drifted' ? [`${verdict.severity} ${name}: ${verdict.reason}`] : [],
  );
}

describe('told is', () => {
  test('that whole numbers have decimals now, and nothing of their decimals besides', () => {
    const now = many(1000, (row) => (row % 100 < 43 ? integer(100) + uniform() : integer(100) + 1));

    expect(told(whole, now)).toEqual([
      'warning integers: values were whole numbers, now 43 % have decimals: typed differently? (q < 0.0001)',
    ]);
  });

  test('that numbers were cut to whole ones', () => {
    expect(told(doubles, doubles.map(Math.round))).toEqual([
      'warning integers: 100 % of the values had decimals, now none has: cut or rounded? (q < 0.0001)',
    ]);
  });

  test('that a column was rounded to 32 bits, and that it no longer is', () => {
    const singles = doubles.map(Math.fround);

    expect(told(doubles, singles)).toEqual([
      'warning float32: 100 % of the values with decimals were no floats of 32 bits, now all are: rounded to 32 bits? (q < 0.0001)',
    ]);
    expect(told(singles, doubles)).toEqual([
      'warning float32: values were floats of 32 bits, now 100 % of those with decimals are not: written with another precision? (q < 0.0001)',
    ]);
  });

  test('that values are rounded, or are no longer', () => {
    const computed = oneDecimal.map((value, row) => (row % 5 < 2 ? value * 1.1 : value));

    expect(
      told(
        doubles,
        doubles.map((value) => Math.round(1000 * value) / 1000),
      ),
    ).toEqual([
      'warning decimals: 100 % of the values had more than 4 decimals, now nearly all have at most 3: rounded? (q < 0.0001)',
    ]);
    expect(told(oneDecimal, computed)).toEqual([
      expect.stringMatching(
        /^warning decimals: nearly all values had at most 1 decimal, now \d\d(\.\d)? % have more than 2: no longer rounded\?/,
      ),
    ]);
  });

  test('that zeros and negative values came up where there were none', () => {
    const sentinels = whole.map((value, row) => (row % 40 === 0 ? -999 : row % 40 === 1 ? 0 : value));

    expect(told(whole, sentinels)).toEqual([
      'warning zeros: zeros appeared, which the reference does not have: 2.5 % (q < 0.0001)',
      'warning negatives: negative values appeared, which the reference does not have: 2.5 % (q < 0.0001)',
    ]);
  });

  test('that missing values have a spelling that the reference never has', () => {
    const contract = buildContract([{ name: 'x', kind: 'categorical', nullable: true }]);
    const rows = (token: string) =>
      buildBlock(
        contract,
        many(600, (row) => [row % 10 === 0 ? token : 'a']),
      );

    const { features, status } = compareProfiles(buildComparison(contract, rows(''), rows('None')));

    expect(status).toBe('drifted');
    expect(features[0]).toMatchObject({ verdict: { status: expect.not.stringMatching('drifted') } });
    expect(features[0]?.representation?.map(({ name, token }) => [name, token])).toEqual([
      ['missing-token', ''],
      ['missing-token', 'None'],
    ]);
    expect(features[0]?.representation?.[1]?.verdict).toEqual({
      status: 'drifted',
      severity: 'warning',
      reason: '100 % of the missing values are spelled "None", none of the reference\'s (q < 0.0001)',
      changes: [{ kind: 'trait', trait: 'missing-token', token: 'None', from: 0, to: 1 }],
    });
  });
});

describe('nothing is told', () => {
  test('of shares that move with the values: they are in the result, without a verdict', () => {
    const before = many(5000, () => (uniform() < 0.3 ? 0 : normal()));
    const now = many(2000, () => (uniform() < 0.5 ? 0 : normal() + 1));

    const { verdict, representation = [] } = compareColumn(before, now);

    expect(verdict.status).toBe('drifted');
    expect(representation.map(({ name, verdict: of }) => [name, of])).toEqual([
      ['zeros', undefined],
      ['negatives', undefined],
    ]);
    expect(representation[0]).toMatchObject({ effect: 0, pValue: expect.closeTo(0, 10) });
  });

  test('of a few strays, of one decimal more, of values that moved while written as before', () => {
    const strays = whole.map((value, row) => (row % 200 === 0 ? value + 0.5 : value));
    const oneMore = oneDecimal.map((value, row) => (row % 2 ? value : Math.round(100 * value + 3) / 100));

    expect(told(whole, strays)).toEqual([]);
    expect(told(oneDecimal, oneMore)).toEqual([]);
    expect(
      told(
        oneDecimal,
        oneDecimal.map((value) => Math.round(10 * value + 70) / 10),
      ),
    ).toEqual([]);
    expect(
      told(
        doubles,
        doubles.map((value) => 1000 * value),
      ),
    ).toEqual([]);
  });

  test('of a handful of rows: a batch too small to tell is not stable', () => {
    const { representation } = compareColumn(whole, [1.5, 2]);

    expect(representation?.find(({ name }) => name === 'integers')?.verdict?.status).not.toBe('stable');
  });

  test('of a reference that has no value', () => {
    const contract = buildContract([{ name: 'x', kind: 'numeric', nullable: true }]);
    const none = buildComparison(contract, buildSample([many(9, () => Number.NaN)]), buildSample([doubles]));

    expect(compareProfiles(none).features[0]).not.toHaveProperty('representation');
  });

  test('of columns that are ignored, nor where the contract says so', () => {
    const ignored = compare(
      buildContract([
        { name: 'x', kind: 'numeric' },
        { name: 'y', kind: 'numeric', drift: { ignore: true } },
      ]),
      [whole, whole],
      [whole, doubles],
    );
    const off = compare(
      buildContract([{ name: 'x', kind: 'numeric' }], { drift: { representation: { ignore: true } } }),
      [whole],
      [doubles],
    );

    // Of its values, and of repeated rows.
    expect(ignored).toMatchObject({ tests: 2, features: [{ name: 'x' }] });
    // Of its values, and of repeated rows: between whole numbers there is no spike.
    expect(off.tests).toBe(2);
    expect(off.features[0]).not.toHaveProperty('representation');
  });
});

describe('a batch of which a column is written differently', () => {
  const contract = buildContract([
    { name: 'x', kind: 'numeric' },
    { name: 'y', kind: 'numeric', critical: true },
    { name: 'z', kind: 'numeric' },
  ]);
  const fine = many(5000, () => normal() + 9);

  test('has drifted, though none of its features has; they come before those that did not change', () => {
    const drift = compare(contract, [fine, fine, doubles], [fine, fine, doubles.map(Math.fround)]);

    expect(drift).toMatchObject({
      status: 'drifted',
      severity: 'warning',
      reason: 'none of 3 features drifted; representation of 1 feature changed',
      features: [{ name: 'z' }, {}, {}],
    });
    expect(driftFindings(drift)).toEqual([
      { severity: 'warning', column: 'z', sentence: expect.stringMatching(/^100 % of the values with /) },
    ]);
  });

  test('is critical where the column is, and not by how many columns there are', () => {
    const singles = doubles.map(Math.fround);
    const drift = compare(contract, [doubles, fine, doubles], [singles, fine, singles]);
    const critical = compare(contract, [fine, doubles, fine], [fine, singles, fine]);

    expect([drift.severity, critical.severity]).toEqual(['warning', 'critical']);
  });

  test('is one finding with the drift of the column', () => {
    const findings = driftFindings(
      compare(contract, [fine, fine, whole], [fine, fine, many(5000, () => 300 + uniform())]),
    );

    expect(findings).toHaveLength(1);
    expect(findings[0]?.sentence).toMatch(/^values above 100.*; values were whole numbers, now 100 % /);
  });
});
