import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import { families } from '../../../../lambdas/core/signals/measurement.ts';
import { buildBlock } from '../../../support/build-block.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import { buildComparison } from '../../../support/build-profile.ts';
import { seededRandom } from '../../../support/random.ts';
import { compare, compareColumn, many } from './samples.ts';

const random = seededRandom(20261122);
const { normal, integer, uniform } = random;
const reference = many(10_000, normal);
/** Of tests that came later: the rows of the others stay as they are. */
const later = seededRandom(20261130);
const letters = many(10_000, () => 'abc'[integer(3)]!);

describe('numbers', () => {
  test('that shifted have drifted, and the verdict names the median', () => {
    const { verdict, measures } = compareColumn(
      reference,
      many(1000, () => normal() + 0.25),
    );

    expect(verdict).toEqual({
      status: 'drifted',
      severity: 'warning',
      reason: expect.stringMatching(
        /^median rose from -?0\.0\d+ to 0\.\d+ \(1\d(\.\d)? % of the rows moved, q < 0\.0001\)$/,
      ),
      changes: [{ kind: 'quantile', at: 0.5, from: expect.closeTo(0, 1), to: expect.closeTo(0.25, 1) }],
    });
    expect(measures.map(({ method }) => method)).toEqual(['ks', 'jensen-shannon', 'wasserstein', 'psi']);
  });

  test('that spread have drifted, and the verdict names an outer quantile, not the median', () => {
    // The median of a sample always moves a little: it was named although nothing but the spread had changed.
    const { verdict } = compareColumn(
      reference,
      many(2000, () => 1.3 * normal()),
    );

    expect(verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(/^[19]0th percentile /),
    });
  });

  test('that are all beyond the reference say so', () => {
    const constant = many(1000, () => 7);

    expect(
      compareColumn(
        constant,
        many(1000, () => 8),
      ).verdict,
    ).toEqual({
      status: 'drifted',
      severity: 'critical',
      reason: 'every value is 8, which the reference never has (q < 0.0001)',
      changes: [{ kind: 'constant', value: 8, from: 0 }],
    });
    expect(
      compareColumn(
        constant,
        many(1000, (row) => (row < 300 ? 8 + row : 7)),
      ).verdict,
    ).toMatchObject({
      reason: "values above 7, the reference's largest, rose from 0 % to 30 % (q < 0.0001)",
      changes: [{ kind: 'beyond', side: 'above', bound: 7, from: 0, to: 0.3 }],
    });
  });

  test('of two values are told by the share of the larger one', () => {
    // A flag that rose from 30 % to 48 % had "the distribution changed" for its sentence: no quantile of it moves.
    // Where one did, "the median rose from 0 to 1".
    const flags = (ones: number) => many(2000, (row) => (row < ones ? 1 : 0));

    expect(compareColumn(flags(600), flags(960)).verdict).toMatchObject({
      reason: 'share of 1 rose from 30 % to 48 % (18 % of the rows moved, q < 0.0001)',
      changes: [{ kind: 'share', value: 1, from: 0.3, to: 0.48 }],
    });
    expect(compareColumn(flags(600), flags(2000)).verdict).toMatchObject({
      reason: 'every value is 1, up from 30 % (70 % of the rows moved, q < 0.0001)',
    });
  });

  test('that are all the same now are told as such', () => {
    // A sensor that was stuck had a median that "fell from 3 to 0"; of names "a" rose from 33 % to 100 %.
    const counts = many(2000, (row) => 1 + (row % 5));

    expect(
      compareColumn(
        counts,
        many(2000, () => 0),
      ).verdict,
    ).toMatchObject({ reason: 'every value is 0, which the reference never has (q < 0.0001)' });
    expect(
      compareColumn(
        letters,
        many(1000, () => 'a'),
      ).verdict,
    ).toMatchObject({ reason: expect.stringMatching(/^every value is "a", up from 3\d.*? % \(6/) });
  });

  test('one of whose values took the place of others are told by it', () => {
    const filled = many(2000, (row) => (row < 400 ? 0 : later.normal()));

    expect(compareColumn([0, ...reference], filled).verdict).toMatchObject({
      reason: expect.stringMatching(/^share of 0 rose from under 0.01 % to 20 % \(20 % of the rows moved/),
    });
  });

  test('without a shift are stable when the samples are large enough to show one', () => {
    const verdict = compareColumn(many(60_000, normal), many(60_000, normal)).verdict;

    expect(verdict).toMatchObject({
      status: 'stable',
      reason: expect.stringMatching(/^no drift; a shift of 1\.\d % of the rows would have been seen$/),
    });
  });

  test('with a shift that is real and irrelevant are stable', () => {
    const verdict = compareColumn(
      many(100_000, normal),
      many(100_000, () => normal() + 0.02),
    ).verdict;

    expect(verdict).toMatchObject({
      status: 'stable',
      reason: expect.stringMatching(/^a real change too small to matter \(\d(\.\d)? % of the rows moved, q/),
    });
  });

  test.each([1, 2, 5, 40])('of %i rows are inconclusive, never stable', (rows) => {
    const { verdict } = compareColumn(reference, reference.slice(0, rows));

    expect(verdict).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringMatching(/can only show a shift of \d+(\.\d)? % of the rows or more$/),
    });
  });

  test('among which one is absurd have not drifted', () => {
    const current = [...reference.slice(0, 9999), 1e9];

    expect(compareColumn(reference, current).verdict.status).not.toBe('drifted');
  });

  test('that never change are stable, and have drifted when another value comes in', () => {
    const constant = many(20_000, () => 7);

    expect(compareColumn(constant, constant).verdict).toEqual({
      status: 'stable',
      reason: 'no drift; a shift of 2.2 % of the rows would have been seen',
    });
    expect(
      compareColumn(
        constant,
        many(1000, (row) => (row % 10 === 0 ? 3 : 7)),
      ).verdict.status,
    ).toBe('drifted');
  });
});

describe('rates', () => {
  test('1 % of missing values that come from nothing are caught, though a batch has somewhat less by chance', () => {
    // Held against 0.01, one row in a hundred was told every other time, however many rows there were.
    const complete = many(20_000, later.normal);
    const missing = (share: number) =>
      many(10_000, (row) => (row < share * 10_000 ? undefined : later.normal()));

    expect(compareColumn(complete, missing(0.0095)).verdict.status).toBe('drifted');
    expect(compareColumn(complete, missing(0.0025)).verdict.status).not.toBe('drifted');
    expect(compareColumn([...complete, ...missing(0.02)], missing(0.0155)).verdict.status).not.toBe(
      'drifted',
    );
  });

  test('of new categories are told before what became of the known ones, and by name', () => {
    // The share of one known category came first, and brackets gave the distance of the whole column as if it were of that one.
    const teams = many(1000, (row) => (row < 130 ? `new ${row % 2}` : 'aab'[later.integer(3)]!));

    expect(compareColumn(letters, teams).verdict).toMatchObject({
      reason: expect.stringMatching(
        /^values the reference does not have rose from 0 % to 13 %, such as "new 0", "new 1" \(q < 0.0001\); share of "c" fell from 33.*? % to 0 % \(in all \d+\.?\d* % of the rows moved, q < 0.0001\)$/,
      ),
    });
  });

  test('missing values from none to 2 % of 1,000 rows are caught', () => {
    const current = many(1000, (row) => (row % 50 === 0 ? undefined : normal()));

    const { verdict, rates } = compareColumn(reference, current);

    expect(verdict).toEqual({
      status: 'drifted',
      severity: 'warning',
      reason: 'missing values rose from 0 % to 2 % (q < 0.0001)',
      changes: [{ kind: 'rate', rate: 'missing', from: 0, to: 0.02 }],
    });
    expect(rates.map(({ name }) => name)).toEqual(['missing']);
  });

  test('a column that went missing has drifted, though its values can no longer be tested', () => {
    expect(
      compareColumn(
        reference,
        many(500, () => undefined),
      ).verdict,
    ).toMatchObject({
      status: 'drifted',
      severity: 'critical',
      reason: expect.stringMatching(/^missing values rose from 0 % to 100 %/),
    });
  });

  test('a category that the reference does not have is caught, one stray row of it is not', () => {
    const current = many(1000, () => 'abc'[integer(3)]!);

    expect(compareColumn(letters, [...current.slice(50), ...many(50, () => 'new')]).verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringContaining('values the reference does not have rose from 0 % to 5 %'),
    });
    expect(compareColumn(letters, [...current.slice(1), 'new']).verdict.status).not.toBe('drifted');
  });

  test('new categories are expected where the reference has many that it shows once, and fewer of them are no drift', () => {
    const names = many(2000, () => `v${integer(5000)}`);

    const fresh = compareColumn(
      names,
      many(500, () => `v${integer(5000)}`),
    );
    const known = compareColumn(names, names.slice(0, 500));

    expect(fresh.rates).toMatchObject([
      { name: 'unseen', verdict: { status: expect.not.stringMatching('drifted') } },
    ]);
    expect(known.rates).toEqual([]);
  });

  test('invalid and out-of-range values are of refused rows, and are counted', () => {
    const contract = buildContract([
      { name: 'x', kind: 'numeric', min: 0 },
      { name: 'y', kind: 'categorical', values: ['a'] },
    ]);
    const good = many(500, (row) => [String(row % 10), 'a']);
    const bad = good.map(([x, y], row) =>
      row % 5 === 0 ? ['-1', 'z'] : row % 5 === 1 ? ['?', { undecodable: '\uFFFD' }] : [x, y],
    );

    const { features } = compareProfiles(
      buildComparison(contract, buildBlock(contract, good), buildBlock(contract, bad)),
    );

    const rates = features.flatMap(({ name, rates: of }) =>
      of.map((rate) => `${name} ${rate.name} ${rate.current}`),
    );
    expect(rates.toSorted()).toEqual([
      'x invalid 0.2',
      'x out-of-range 0.25',
      'y invalid 0.2',
      'y unseen 0.25',
    ]);
    expect(features.map(({ verdict }) => verdict.status)).toEqual(['drifted', 'drifted']);
  });

  test('a closed category of bytes that are no text at all is a rate of nought, not an error', () => {
    // Each such cell was counted as an unknown category while none was counted as present: 5 of 0 rows.
    const contract = buildContract([{ name: 'x', kind: 'categorical', values: ['a'] }]);
    const good = buildBlock(
      contract,
      many(200, () => ['a']),
    );
    const bad = buildBlock(
      contract,
      many(5, () => [{ undecodable: '\uFFFD' }]),
    );

    const { features } = compareProfiles(buildComparison(contract, good, bad));

    expect(features[0]?.verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringMatching(/^invalid values/),
    });
  });
});

describe('categories', () => {
  test('of which ten points of mass moved have drifted, and the verdict names one', () => {
    const current = many(1000, () => {
      const u = uniform();
      return u < 1 / 3 - 0.1 ? 'a' : u < 2 / 3 ? 'b' : 'c';
    });

    const { verdict, measures } = compareColumn(letters, current);

    expect(verdict).toMatchObject({
      status: 'drifted',
      severity: 'warning',
      reason: expect.stringMatching(
        /^share of "[ab]" (rose|fell) from 3\d(\.\d)? % to \d+(\.\d)? % \(\d+(\.\d)? % of the rows moved, q < 0\.0001\)$/,
      ),
    });
    expect(measures[0]).toMatchObject({ method: 'chi-square', exact: true });
  });

  test('of which a rare one becomes common in a small batch have drifted', () => {
    // Real weather: fog on 49 of 1,096 days, and on 15 of the 31 of a January. It was pooled with drizzle and snow until nothing showed:
    // chi-square 0.0004, p = 0.98, where that of the whole table is 1e-23.
    const days = (counts: Readonly<Record<string, number>>) =>
      Object.entries(counts).flatMap(([name, count]) => many(count, () => name));
    const { verdict, measures } = compareColumn(
      days({ drizzle: 46, fog: 49, rain: 497, snow: 26, sun: 478 }),
      days({ fog: 15, rain: 14, sun: 2 }),
    );

    expect(verdict).toMatchObject({ status: 'drifted', severity: 'critical' });
    expect(measures[0]).toMatchObject({ method: 'fisher-exact', effect: expect.closeTo(0.439, 3) });
    expect(measures[0]).toHaveProperty('pValue', expect.closeTo(0, 9));
  });

  test('of one value only are stable when there are enough of them', () => {
    const constant = many(60_000, () => 'a');

    expect(compareColumn(constant, constant).verdict.status).toBe('stable');
  });
});

describe('columns', () => {
  test('of text that nothing is derived of stand apart, unless their rates moved', () => {
    const contract = buildContract([{ name: 't', kind: 'text', nullable: true }]);
    const block = (missing: number) =>
      buildBlock(
        contract,
        many(1000, (row) => [row < missing ? '' : `text ${row}`]),
      );

    const same = compareProfiles(buildComparison(contract, block(0), block(0)));
    const gone = compareProfiles(buildComparison(contract, block(0), block(100)));

    expect(same.features[0]).toMatchObject({
      verdict: { status: 'inconclusive' },
      notCompared: 'nothing that can be compared is derived of its values',
    });
    expect(same.reason).toBe('no drift seen, but the values of 1 column cannot be compared');
    // That of repeated rows alone.
    expect(same.tests).toBe(1);
    expect(gone.features[0]).toMatchObject({ verdict: { status: 'drifted' }, measures: [] });
  });

  test('that are identifiers, timestamps or ignored are left out', () => {
    const contract = buildContract([
      { name: 'id', kind: 'numeric', role: 'id' },
      { name: 'at', kind: 'numeric', role: 'timestamp' },
      { name: 'no', kind: 'numeric', drift: { ignore: true } },
      { name: 'x', kind: 'numeric', role: 'prediction' },
    ]);
    const one = many(100, normal);

    const { features, tests } = compare(contract, [one, one, one, one], [one, one, one, one]);

    expect(features.map(({ name }) => name)).toEqual(['x']);
    // Of its values, and of its share of negative ones.
    // Of its values, of how they are written, and of repeated rows.
    expect(tests).toBe(3);
  });

  test('that the batch does not have are inconclusive', () => {
    const contract = buildContract([{ name: 'x', kind: 'numeric', required: false }]);
    const with3 = buildBlock(contract, [['1'], ['2'], ['3']]);
    const without = buildBlock(contract, [[undefined], [undefined]]);

    const verdicts = [
      [with3, without],
      [without, with3],
      [without, without],
    ].map(([a, b]) => compareProfiles(buildComparison(contract, a!, b!)).features[0]?.verdict);

    expect(verdicts).toEqual([
      { status: 'inconclusive', reason: 'the batch has no value' },
      { status: 'inconclusive', reason: 'the reference has no value' },
      { status: 'inconclusive', reason: 'the reference has no value' },
    ]);
  });

  test('that are critical turn any drift critical', () => {
    const shifted = many(1000, () => normal() + 0.25);

    expect(compareColumn(reference, shifted).verdict).toMatchObject({ severity: 'warning' });
    expect(compareColumn(reference, shifted, { critical: true }).verdict).toMatchObject({
      severity: 'critical',
    });
  });

  test('have effects of their own where the contract says so', () => {
    const shifted = many(1000, () => normal() + 0.25);

    const of = (drift: ColumnInput['drift']) => compareColumn(reference, shifted, { drift }).verdict;

    expect(of({ minEffect: 0.3 })).toMatchObject({ status: 'stable' });
    expect(of({ criticalEffect: 0.05 })).toMatchObject({ status: 'drifted', severity: 'critical' });
  });
});

// Of every batch whose labels come later, people read that the label could not be judged.
test('a label that no row has yet is no feature of its batch', () => {
  const contract = buildContract([
    { name: 'x', kind: 'numeric' },
    { name: 'y', kind: 'numeric', role: 'label', nullable: true },
  ]);
  const values = reference.slice(0, 2000);
  const later = compare(contract, [values, values], [values, values.map(() => undefined)]);
  const atOnce = compare(contract, [values, values], [values, values]);

  expect(later.features.map(({ name }) => name)).toEqual(['x']);
  expect(atOnce.features.map(({ name }) => name).sort()).toEqual(['x', 'y']);
});

// An index made every row of the reference another; a batch without it "repeated" a twentieth of its rows.
test('rows that lack a column are not held to repeat themselves', () => {
  const contract = buildContract([
    { name: 'index', kind: 'numeric', role: 'id', nullable: true },
    { name: 'x', kind: 'numeric' },
  ]);
  const values = Array.from({ length: 400 }, (_, row) => row % 350);

  const drift = compare(
    contract,
    [values.map((_, row) => row), values],
    [values.map(() => undefined), values],
  );

  expect(drift.batchSignals?.map(({ verdict }) => verdict.status) ?? []).not.toContain('drifted');
});

describe('a batch', () => {
  const columnsOf = (count: number): ColumnInput[] =>
    many(count, (i) => ({ name: `x${i}`, kind: 'numeric' }));
  const small = reference.slice(0, 2000);
  const few = many(1000, seededRandom(1000).normal);

  test('lists what drifted most first, then what could not be told', () => {
    const contract = buildContract(columnsOf(4));
    const moved = [0, 0.3, 0, 1].map((shift) => many(500, () => normal() + shift));

    const drift = compare(contract, [small, small, small, small], moved);

    expect(drift.features.slice(0, 2).map(({ name }) => name)).toEqual(['x3', 'x1']);
    expect(drift).toMatchObject({
      status: 'drifted',
      severity: 'critical',
      reason: '2 of 4 features drifted',
      alpha: 0.01,
      tests: 17,
    });
  });

  test('corrects tests of values, of rates and of representation each among themselves', () => {
    const contract = buildContract(columnsOf(3).map((column) => ({ ...column, nullable: true })));
    const columns = [0.1, 0.15, 0].map((shift, i) =>
      many(500, (row) => (row < 5 * i ? undefined : normal() + shift)),
    );

    const { features, tests, alpha } = compare(contract, [small, small, small], columns);

    const values = features.flatMap(({ measures }) => measures.filter((measure) => 'pValue' in measure));
    const rates = features.flatMap((feature) => feature.rates);
    const traits = features.flatMap(({ representation = [] }) => representation);
    expect([values.length, rates.length, traits.length, tests]).toEqual([3, 2, 3, 14]);
    for (const [family, share, size] of [
      [values, families.values, 3],
      // Missing, invalid and out-of-range values of each column, of most of which there are none, spikes and values beyond the reference's
      // own, which are not listed, and repeated rows.
      [rates, families.rates, 16],
      [traits, families.representation, 3],
    ] as const) {
      const rising = family.toSorted((a, b) => a.pValue - b.pValue);
      const scaled = rising.map(({ pValue }, rank) => (pValue * size) / (rank + 1));
      const byHand = scaled.map((_, rank) => Math.min(...scaled.slice(rank)));
      for (const [rank, { qValue, alpha: level }] of rising.entries()) {
        expect(qValue).toBeCloseTo(byHand[rank]!, 12);
        expect(level).toBeCloseTo(share * alpha!, 12);
      }
    }
  });

  test('does not take the two missing values among many columns for the only ones that were looked for', () => {
    const contract = (columns: number) =>
      buildContract(columnsOf(columns).map((column) => ({ ...column, nullable: true })));
    const rateAmong = (columns: number) => {
      const batch = many(columns, (i) => many(50, (row) => (i === 0 && row < 2 ? undefined : normal())));
      const reference = many(columns, () => many(1000, () => normal()));
      return compare(contract(columns), reference, batch).features.flatMap(({ rates }) => rates);
    };

    // p = 50 * 49 / (1050 * 1049), of five rates and repeated rows at a level of 0.0025 by itself, and of 150 and these.
    expect(rateAmong(1)).toMatchObject([
      { pValue: expect.closeTo(0.002224, 6), qValue: expect.closeTo(6 * 0.002224, 4) },
    ]);
    expect(rateAmong(30)).toMatchObject([
      { pValue: expect.closeTo(0.002224, 6), qValue: expect.closeTo(151 * 0.002224, 3) },
    ]);
  });

  test('lists features by how many times their thresholds they changed, whatever the unit of their method', () => {
    // Effects were compared as they are: 0.2 robust scales, twice what matters, came before 0.13 of the rows, four times as much.
    const contract = buildContract([
      { name: 'scales', kind: 'numeric', drift: { method: 'wasserstein' } },
      { name: 'rows', kind: 'numeric' },
      { name: 'none', kind: 'numeric', drift: { minEffect: 0 } },
    ]);
    const shifted = (shift: number) => small.map((value) => value + shift);

    const { features } = compare(contract, [small, small, small], [shifted(0.25), shifted(0.35), shifted(0)]);

    expect(features.map(({ name }) => name)).toEqual(['rows', 'scales', 'none']);
  });

  test('is critical from a share of drifted features on', () => {
    const shifted = many(500, () => normal() + 0.4);
    const columns = many(5, (i) => (i < 2 ? shifted : small.slice(0, 500)));
    const severityAt = (criticalShare: number) =>
      compare(
        buildContract(columnsOf(5), { drift: { criticalShare } }),
        many(5, () => small),
        columns,
      ).severity;

    expect([severityAt(0.4), severityAt(0.5)]).toEqual(['critical', 'warning']);
  });

  test('without a column to compare is inconclusive', () => {
    const contract = buildContract([{ name: 'id', kind: 'numeric', role: 'id' }]);

    expect(compare(contract, [small], [small])).toEqual({
      status: 'inconclusive',
      reason: 'the contract has no column to compare',
      alpha: 0.01,
      criticalShare: 0.5,
      tests: 1,
      features: [],
      batchSignals: [expect.objectContaining({ signal: 'repeated-rows', effect: 0 })],
    });
  });

  test('without drift says what shift would have been seen, though a smaller one matters, too', () => {
    const { status, reason, resolution } = compare(
      buildContract(columnsOf(2)),
      [reference, reference],
      [few, few],
    );

    expect(status).toBe('stable');
    expect(resolution).toEqual({ effect: expect.closeTo(0.075, 3), unit: 'share of rows' });
    expect(reason).toBe('none of 2 features drifted; a shift of 7.5 % of the rows would have been seen');
  });

  test('in which nothing that matters can have changed is equivalent to the reference', () => {
    const { reason, features } = compare(buildContract(columnsOf(1)), [reference], [reference]);

    expect(features[0]).toMatchObject({ verdict: { status: 'stable' }, equivalent: true });
    expect(reason).toBe('none of 1 feature drifted: no change is large enough to matter');
  });

  test('too small for a critical change says what it could have shown', () => {
    const tiny = few.slice(0, 60);

    expect(compare(buildContract(columnsOf(2)), [reference, reference], [tiny, tiny])).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringMatching(
        /^no drift seen, but 60 rows can only show a shift of \d\d\.\d % of the rows$/,
      ),
    });
  });

  test('held against too small a reference says that of the reference', () => {
    expect(compare(buildContract(columnsOf(1)), [few.slice(0, 60)], [reference])).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringMatching(/^no drift seen, but a reference of 60 rows can only show a shift of /),
    });
  });

  describe('of which half of the features can tell', () => {
    const half = (critical: boolean) => {
      const columns = columnsOf(2).map((column, index) => ({
        ...column,
        nullable: true,
        critical: critical && index === 1,
      }));
      const sparse = many(1000, (row) => (row < 40 ? normal() : Number.NaN));
      const alike = many(20_000, (row) => (row % 1000 < 40 ? normal() : Number.NaN));
      return compare(buildContract(columns), [reference.slice(0, 20_000), alike], [few, sparse]);
    };

    test('is stable, and names the others with what they could have shown', () => {
      expect(half(false)).toMatchObject({
        status: 'stable',
        reason: expect.stringMatching(
          /^none of 2 features drifted; a shift of \d(\.\d)? % of the rows would have been seen; x1 could only have shown a shift of \d\d(\.\d)? % of the rows$/,
        ),
      });
    });

    test('is inconclusive where the contract marks one of the others critical', () => {
      expect(half(true)).toMatchObject({
        status: 'inconclusive',
        reason: expect.stringMatching(/^no drift seen, but 40 rows can only show a shift of /),
      });
    });
  });

  test('of whose reference a column has no value has it stand apart', () => {
    const contract = buildContract(columnsOf(2).map((column) => ({ ...column, nullable: true })));
    const none = many(1000, () => Number.NaN);
    const found = compare(contract, [small, many(2000, () => Number.NaN)], [few, none]);

    expect(found).toMatchObject({
      status: 'stable',
      reason: expect.stringMatching(
        /^none of 1 feature drifted; a shift .*; the values of 1 column cannot be compared$/,
      ),
    });
    expect(found.features.map(({ name, notCompared }) => [name, notCompared])).toEqual([
      ['x0', undefined],
      ['x1', 'the reference has no value'],
    ]);
  });

  test('without a row is inconclusive', () => {
    expect(compare(buildContract(columnsOf(2)), [small, small], [[], []])).toMatchObject({
      status: 'inconclusive',
      reason: 'no drift seen, but x0 and x1 could not be judged',
    });
  });
});
