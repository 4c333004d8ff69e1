import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import type { Drift, SegmentDrift } from '../../../../lambdas/core/result/result-schema.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { compareSegmentsWith, fixSegmentsByReference } from '../../../support/build-segments.ts';
import { seededRandom } from '../../../support/random.ts';
import { many } from './samples.ts';

const random = seededRandom(20261123);
const { normal, uniform } = random;

interface Row {
  readonly delay: number | undefined;
  readonly carrier: string | undefined;
  readonly origin: string;
}

const columns: readonly ColumnInput[] = [
  { name: 'delay', kind: 'numeric', nullable: true },
  { name: 'carrier', kind: 'categorical', nullable: true, required: false },
  { name: 'origin', kind: 'categorical' },
];

/** Carriers, and the shares of rows that they end at: a tenth is DL's. */
const shares = { UA: 0.3, AA: 0.55, DL: 0.65, WN: 0.85, B6: 1 };

/** Carriers fly with delays of their own, far apart. */
function drawRow(): Row {
  const draw = uniform();
  const [carrier, end] = Object.entries(shares).find(([, share]) => draw < share) ?? ['B6', 1];
  return { delay: 200 * end + normal(), carrier, origin: uniform() < 0.5 ? 'JFK' : 'EWR' };
}

const sampleOf = (rows: readonly Row[]) =>
  buildSample([
    rows.map(({ delay }) => delay),
    rows.map(({ carrier }) => carrier),
    rows.map(({ origin }) => origin),
  ]);

const segmentBy = { drift: { segmentBy: 'carrier' } };
const referenceRows = many(10_000, drawRow);

function compareRows(
  rows: readonly Row[],
  changed: Partial<Parameters<typeof buildContract>[1]> = segmentBy,
) {
  return compareProfiles(
    compareSegmentsWith(
      fixSegmentsByReference(buildContract(columns, changed), sampleOf(referenceRows)),
      sampleOf(rows),
    ),
  );
}

function segmentOf({ segments = [] }: Drift, value: string): SegmentDrift | undefined {
  return segments.find((segment) => segment.value === value);
}

describe('a segment', () => {
  test('that drifts alone is caught and named where the whole batch shows nothing', () => {
    // A tenth of the rows moves by 0.8 standard deviations: 0.3 of them, 0.03 of all rows.
    const rows = many(2000, drawRow).map((row) =>
      row.carrier === 'DL' && row.delay !== undefined ? { ...row, delay: row.delay + 0.8 } : row,
    );

    const drift = compareRows(rows);

    expect(drift.features.map(({ verdict }) => verdict.status)).not.toContain('drifted');
    expect(drift).toMatchObject({
      status: 'drifted',
      severity: 'warning',
      reason: 'none of 3 features drifted; 1 of 5 segments drifted',
    });
    expect(drift.segments?.[0]).toMatchObject({
      column: 'carrier',
      value: 'DL',
      featuresCompared: 2,
      featuresDrifted: 1,
      verdict: {
        status: 'drifted',
        reason: expect.stringMatching(
          /^among rows with carrier = DL, 1 of 2 features drifted: delay: [^;]+ \(\d+(\.\d)? % of the rows moved, q < 0\.0001\)$/,
        ),
      },
    });
    expect(drift.segments?.slice(1).map(({ verdict }) => verdict.status)).not.toContain('drifted');
  });

  test('that loses its values drifts by its rate of missing ones', () => {
    const rows = many(2000, drawRow).map((row) =>
      row.carrier === 'WN' && uniform() < 0.1 ? { ...row, delay: undefined } : row,
    );

    expect(segmentOf(compareRows(rows), 'WN')?.verdict).toMatchObject({
      status: 'drifted',
      reason: expect.stringContaining('delay: missing values rose from 0 % to'),
    });
  });

  test('is critical only where its moved rows are critical for the whole batch, or the column is marked', () => {
    const moved = (value: string) =>
      many(2000, drawRow).map((row) => (row.carrier === value ? { ...row, delay: -500 } : row));
    const marked = buildContract([{ ...columns[0]!, critical: true }, ...columns.slice(1)], segmentBy);
    const fixed = fixSegmentsByReference(marked, sampleOf(referenceRows));

    expect(segmentOf(compareRows(moved('DL')), 'DL')?.verdict).toMatchObject({ severity: 'warning' });
    expect(
      segmentOf(compareProfiles(compareSegmentsWith(fixed, sampleOf(moved('DL')))), 'DL')?.verdict,
    ).toMatchObject({ severity: 'critical' });
  });

  test('with too few rows in the batch is inconclusive, never stable, and not tested', () => {
    const rows = many(2000, drawRow).filter(({ carrier }, row) => carrier !== 'B6' || row < 100);

    const drift = compareRows(rows);

    expect(segmentOf(drift, 'B6')).toMatchObject({
      featuresCompared: 0,
      features: [],
      verdict: {
        status: 'inconclusive',
        reason: expect.stringMatching(
          /^\d+ rows of the batch, fewer than the 100 that a segment is compared with$/,
        ),
      },
    });
  });

  test('that is absent from the batch is inconclusive, and so are all where the column is', () => {
    const rows = many(2000, drawRow);
    const withoutUnited = compareRows(rows.filter(({ carrier }) => carrier !== 'UA'));
    const fixed = fixSegmentsByReference(buildContract(columns, segmentBy), sampleOf(referenceRows));
    const block = sampleOf(rows);
    const withoutColumn = compareProfiles(
      compareSegmentsWith(fixed, { ...block, columns: [block.columns[0], undefined, block.columns[2]] }),
    );

    expect(segmentOf(withoutUnited, 'UA')?.verdict).toEqual({
      status: 'inconclusive',
      reason: 'no row of the batch is in it',
    });
    expect(withoutColumn.segments).toHaveLength(5);
    for (const { verdict } of withoutColumn.segments ?? [])
      expect(verdict).toEqual({ status: 'inconclusive', reason: 'the batch has no column carrier' });
  });

  test('without drift says how far it could see', () => {
    const { verdict } = segmentOf(compareRows(many(2000, drawRow)), 'AA') ?? {};

    expect(verdict).toMatchObject({
      status: 'stable',
      reason: expect.stringMatching(
        /^none of 2 features drifted; a shift of 1\d\.\d % of the rows would have been seen$/,
      ),
    });
  });

  test('has nothing to say of a column whose categories are all rare', () => {
    const rare = (rows: number) =>
      buildSample([
        many(rows, normal),
        many(rows, (row) => (row % 2 === 0 ? 'UA' : 'AA')),
        many(rows, () => `tail ${Math.floor(5000 * uniform())}`),
      ]);
    const fixed = fixSegmentsByReference(buildContract(columns, segmentBy), rare(4000));

    const [first] = compareProfiles(compareSegmentsWith(fixed, rare(2000))).segments ?? [];

    expect(first?.features.find(({ name }) => name === 'origin')?.verdict).toEqual({
      status: 'inconclusive',
      reason: 'no value is common enough to be compared by segment',
    });
  });

  test('is stable where such a change would have been seen', () => {
    const drift = compareRows(many(20_000, drawRow), {
      drift: { segmentBy: 'carrier', minEffect: 0.15 },
    });

    expect(drift.segments?.map(({ verdict }) => verdict.status)).toEqual(many(5, () => 'stable'));
  });
});

test('values that the reference does not have make no segment: their rows are counted, and are in none', () => {
  const rows = many(1000, drawRow).map((row, index) => (index < 60 ? { ...row, carrier: 'new' } : row));

  const { segments, segmentsLeftOut } = compareRows(rows);

  expect(segments?.map(({ value }) => value).toSorted()).toEqual(Object.keys(shares).toSorted());
  expect(segmentsLeftOut).toEqual({ column: 'carrier', values: 0, rows: { reference: 0, current: 60 } });
});

test('values of a sensitive column are told by their pseudonyms alone', () => {
  const sensitive = columns.map((column) =>
    column.name === 'carrier' ? { ...column, sensitive: true } : column,
  );
  const fixed = fixSegmentsByReference(buildContract(sensitive, segmentBy), sampleOf(referenceRows));

  const drift = compareProfiles(compareSegmentsWith(fixed, sampleOf(many(1000, drawRow))));

  for (const { value } of drift.segments ?? []) expect(value).toMatch(/^masked-[0-9a-f]{16}$/);
  expect(drift.segments).toHaveLength(5);
  expect(JSON.stringify([drift, fixed.segments])).not.toMatch(/"(UA|AA|DL|WN|B6)"/);
});

test('segments are few: the 20 largest values with enough rows', () => {
  const rows = many(6000, (row) => ({ delay: normal(), carrier: `c${row % 30}`, origin: 'JFK' }));
  const fixed = fixSegmentsByReference(
    buildContract(columns, { drift: { segmentBy: 'carrier', segmentMinRows: 200 } }),
    sampleOf([...rows, ...rows.slice(0, 25)]),
  );

  expect(fixed.segments.segments).toHaveLength(20);
  expect(fixed.segments.leftOut).toBe(10);
  expect(fixed.segments.segments.slice(0, 3).map(({ value }) => value)).toEqual(['c0', 'c1', 'c10']);
});

test('no value with enough rows makes no segment, and nothing else changes', () => {
  const rows = many(90, drawRow);
  const compare = (drift: object) =>
    compareProfiles(
      compareSegmentsWith(
        fixSegmentsByReference(
          buildContract(columns, { drift: { segmentBy: 'carrier', ...drift } }),
          sampleOf(rows),
        ),
        sampleOf(rows),
      ),
    );

  const { segments, segmentsLeftOut, ...drift } = compare({});

  expect(segments).toEqual([]);
  expect(segmentsLeftOut).toEqual({ column: 'carrier', values: 5, rows: { reference: 90, current: 90 } });
  expect(drift.status).toBe('inconclusive');
  expect(drift.features).toHaveLength(3);
});
