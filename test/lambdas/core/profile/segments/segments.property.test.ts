import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyProfile, mergeProfiles, profileSchema } from '../../../../../lambdas/core/profile/profile.ts';
import { yardstickOf } from '../../../../../lambdas/core/profile/yardstick.ts';
import { segmentPlanSchema } from '../../../../../lambdas/core/signals/segments/plan.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import { buildProfile } from '../../../../support/build-profile.ts';
import {
  type FixedSegments,
  fixSegmentsByReference,
  profileBySegment,
} from '../../../../support/build-segments.ts';
import { seededRandom } from '../../../../support/random.ts';

const contract = buildContract(
  [
    { name: 'x', kind: 'integer', nullable: true, min: -90, max: 90 },
    { name: 'carrier', kind: 'categorical', nullable: true },
    { name: 'letter', kind: 'categorical', nullable: true },
    { name: 'ok', kind: 'boolean', nullable: true, required: false },
    { name: 'note', kind: 'text', nullable: true },
    { name: 'id', kind: 'integer', role: 'id' },
  ],
  { drift: { segmentBy: 'carrier', segmentMinRows: 20 }, batch: { maxRejectedShare: 1 } },
);

const carriers = ['UA', 'AA', 'DL', 'rare', '', 'new'];

const anyRow = fc
  .record({
    x: fc.oneof(fc.integer({ min: -100, max: 100 }).map(String), fc.constantFrom('', 'x', '-0')),
    carrier: fc.constantFrom(...carriers),
    letter: fc.constantFrom('a', 'b', 'c', '', 'Z'),
    ok: fc.constantFrom('true', 'false', '', 'maybe'),
    note: fc.constantFrom('', 'hello'),
    id: fc.nat(1000).map(String),
  })
  .map(({ x, carrier, letter, ok, note, id }) => [x, carrier, letter, ok, note, id]);
type Rows = string[][];
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 30 });

function fixed(): FixedSegments {
  const random = seededRandom(71);
  const rows = Array.from({ length: 400 }, (_, row) => {
    const carrier = row < 5 ? 'rare' : carriers[Math.floor(3 * random.uniform() ** 2)]!;
    return [
      String(random.integer(60) - 30),
      carrier,
      'abc'[random.integer(3)]!,
      'true',
      'hello',
      String(row),
    ];
  });
  return fixSegmentsByReference(contract, buildBlock(contract, rows));
}

const reference = fixed();
const parameters = { numRuns: 150, seed: 44 };
const block = (rows: Rows) => buildBlock(contract, rows);
const profileOf = (...parts: Rows[]) => profileBySegment(reference, ...parts.map(block));

test('segments are the values of the reference with enough rows, the largest first', () => {
  expect(reference.segments).toMatchObject({
    column: 1,
    segments: [{ value: 'UA' }, { value: 'AA' }, { value: 'DL' }],
    leftOut: 1,
  });
});

describe('profiles with segments are a commutative monoid under merge, exactly', () => {
  test('merge is associative and commutative, and the profile of no rows its identity', () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (...parts) => {
        const [a, b, c] = parts.map((rows) => profileOf(rows).segments);
        const merged = (one: typeof a, other: typeof a) =>
          mergeProfiles(
            { ...reference.reference, segments: one },
            { ...reference.reference, segments: other },
          ).segments;
        const { bins, segments } = reference;
        const none = emptyProfile(yardstickOf(contract, { bins, segments })).segments;

        expect(merged(a, b)).toEqual(merged(b, a));
        expect(merged(a, merged(b, c))).toEqual(merged(merged(a, b), c));
        expect(merged(a, none)).toEqual(a);
        expect(profileOf().segments).toEqual(none);
      }),
      parameters,
    );
  });

  test('profile(a ++ b) = merge(profile(a), profile(b)), wherever blocks are cut', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        const whole = profileOf([...a, ...b]).segments;

        expect(mergeProfiles(profileOf(a), profileOf(b)).segments).toEqual(whole);
        expect(profileOf(a, b).segments).toEqual(whole);
      }),
      parameters,
    );
  });

  test('the profile of a segment is that of its rows alone on its bins', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { segments = [] } = profileOf(rows);

        for (const [index, { value, bins }] of reference.segments.segments.entries()) {
          const own = rows.filter((row) => row[1] === value);
          const alone = buildProfile(contract, bins, ...(own.length > 0 ? [block(own)] : []));
          expect(segments[index]).toEqual({
            rows: alone.rows,
            columns: alone.columns.map((column) =>
              column.values.type === 'codes'
                ? { ...column, values: { ...column.values, unseen: { ...column.values.unseen, kept: [] } } }
                : column,
            ),
          });
        }
      }),
      parameters,
    );
  });

  test('decode(encode) = id for profiles and for plans', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const profile = profileOf(rows);

        expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
      }),
      parameters,
    );
    expect(segmentPlanSchema.parse(JSON.parse(JSON.stringify(reference.segments)))).toEqual(
      reference.segments,
    );
  });

  test('profiles of different segments do not merge', () => {
    const { segments: _, ...without } = profileOf([['1', 'UA', 'a', 'true', '', '1']]);

    expect(() => mergeProfiles(reference.reference, without)).toThrow(
      'mergeProfiles: requires profiles of the same plan, found segments in one of them',
    );
  });
});

test('the reference put on the bins of its segments is the reference read on them', () => {
  const { segments } = reference.reference;

  expect(segments?.map(({ rows }) => rows.accepted).reduce((a, b) => a + b)).toBe(395);
  for (const [index, { bins }] of reference.segments.segments.entries()) {
    const [x, , letter] = segments?.[index]?.columns ?? [];
    expect(bins[1]).toEqual({ type: 'texts' });
    expect(bins[5]).toEqual({ type: 'texts' });
    expect(x?.values).toMatchObject({ type: 'numbers', count: segments?.[index]?.rows.accepted });
    expect(letter?.values).toMatchObject({ type: 'codes', unseen: { count: 0, kept: [] } });
  }
});
