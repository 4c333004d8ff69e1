import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import type { Comparison } from '../../../../lambdas/core/drift/measure-columns.ts';
import type { BatchReportFacts, DrawnProfiles } from '../../../../lambdas/core/report/batch-report-facts.ts';
import type { Drift, Result } from '../../../../lambdas/core/result/result-schema.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import { buildComparison } from '../../../support/build-profile.ts';
import {
  buildDrift,
  buildResult,
  buildValidation,
  buildViolationCount,
} from '../../../support/build-result.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { type Random, seededRandom } from '../../../support/random.ts';

/** A column of a made-up model, and how its values come about. */
export interface MadeColumn {
  readonly input: ColumnInput;
  readonly reference: (random: Random) => number | string | undefined;
  /** Like the reference unless it says otherwise. */
  readonly current?: (random: Random) => number | string | undefined;
}

export interface MadeSizes {
  readonly reference: number;
  readonly current: number;
}

/** Everything a report needs of a batch, from columns that are drawn from a seeded source. */
export function madeFacts(
  columns: readonly MadeColumn[],
  { reference, current }: MadeSizes,
  overrides: Partial<Result> = {},
): BatchReportFacts {
  const random = seededRandom(20_261_120);
  const rows = (count: number, of: (column: MadeColumn) => MadeColumn['reference']) =>
    buildSample(columns.map((column) => Array.from({ length: count }, () => of(column)(random))));
  const comparison = buildComparison(
    buildContract(columns.map(({ input }) => input)),
    rows(reference, (column) => column.reference),
    rows(current, (column) => column.current ?? column.reference),
  );
  return factsOf(
    buildResult({
      drift: compareProfiles(comparison),
      reference: { version: '2026-09-7a1b2c3d4e5f', rows: reference },
      validation: buildValidation({ rows: { read: current, accepted: current, quarantined: 0 } }),
      ...overrides,
    }),
    comparison,
  );
}

/** A result with the places that a batch has. */
export function factsOf(result: Result, comparison?: Comparison): BatchReportFacts {
  const { quarantineKey } = result.validation;
  const bucket = 'plumbline-prod-results';
  return {
    result,
    ...(comparison ? { profiles: drawn(comparison) } : {}),
    places: [
      { label: 'result', bucket, key: `results/${result.model}/${result.batch.id}.json` },
      ...(quarantineKey === undefined ? [] : [{ label: 'quarantined rows', bucket, key: quarantineKey }]),
      { label: 'batch', bucket: 'plumbline-prod-inbox', key: result.batch.key },
    ],
  };
}

function drawn({ contract, bins, reference, current }: Comparison): DrawnProfiles {
  return { contract, bins, reference: reference.profile, current: current.profile };
}

const pick =
  (...values: readonly string[]) =>
  (random: Random) =>
    values[random.integer(values.length)]!;
const airports = Array.from({ length: 24 }, (_, index) => `${'ABCDEFGHJKLM'[index % 12]}${index}X`);
const day = 86_400_000;

/** A model of flights: eight columns, of which some move. */
export const flights: readonly MadeColumn[] = [
  {
    input: { name: 'temp_max', kind: 'numeric', nullable: true },
    reference: (random) => Number((21 + 5 * random.normal()).toFixed(1)),
    current: (random) =>
      random.uniform() < 0.021 ? undefined : Number((25 + 6.5 * random.normal()).toFixed(1)),
  },
  {
    input: { name: 'dep_delay', kind: 'integer' },
    reference: (random) => Math.round(Math.exp(2 + 0.9 * random.normal())) - 5,
    current: (random) => Math.round(Math.exp(2.35 + 0.9 * random.normal())) - 5,
  },
  {
    input: { name: 'carrier', kind: 'categorical' },
    reference: pick('UA', 'UA', 'UA', 'DL', 'DL', 'DL', 'AA', 'AA', 'WN', 'B6'),
    current: pick('UA', 'UA', 'DL', 'DL', 'AA', 'AA', 'AA', 'WN', 'B6', 'Avelo'),
  },
  {
    input: { name: 'origin', kind: 'categorical' },
    reference: (random) => airports[Math.floor(24 * random.uniform() ** 2)],
  },
  { input: { name: 'is_weekend', kind: 'boolean' }, reference: (random) => String(random.uniform() < 0.28) },
  {
    input: { name: 'passengers', kind: 'integer' },
    reference: (random) => random.integer(6) + random.integer(4),
  },
  {
    input: { name: 'wind_speed', kind: 'numeric' },
    reference: (random) => Math.abs(random.normal() / random.normal()),
  },
  {
    input: { name: 'booked_at', kind: 'timestamp' },
    reference: (random) => Date.parse('2026-03-01') + Math.round(90 * day * random.uniform()),
  },
];

const sizes = { reference: 10_000, current: 4_200 } as const;

const quarantine = buildValidation({
  rows: { read: 4219, accepted: 4200, quarantined: 19 },
  violations: [
    buildViolationCount(),
    buildViolationCount({
      code: 'unknown-category',
      column: 'carrier',
      count: 7,
      share: 7 / 4219,
      expected: 'one of AA, B6, DL, UA, WN',
      examples: [
        { row: 2011, found: 'XX' },
        { row: 2012, found: 'Concorde' },
      ],
    }),
  ],
  quarantineKey: 'quarantine/flights/2026-11-20-3f9c1a2b4d5e/rows.jsonl.gz',
});

/** Names and values made to break out of markup, forge lines, call people, hide, or take all the room. */
export const hostileTexts: readonly string[] = [
  '<script>document.title="pwned"</script>',
  '"><img src=x onerror="document.title=\'pwned\'">',
  '<!channel> <@U123> @here\r\nSubject: forged',
  '\u202Eevil\u202C \u200Bzero\u2028line \u0000nul',
  "'`$\u007bdocument.title='pwned'}`",
  '</style></svg><svg onload=document.title="pwned">',
  'javascript:document.title="pwned"',
  'W'.repeat(300),
  'Tageshöchsttemperatur 🌡️👩‍👩‍👧‍👦',
  'درجة الحرارة القصوى',
  '&lt;b&gt; &amp; <b>',
];

/** What rejected batches are told about drift. */
const skipped: Drift = { status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] };

/** Typical reports by name. */
export const typicalReports: ReadonlyMap<string, BatchReportFacts> = new Map([
  ['drift-3-features', madeFacts(flights, sizes, { validation: quarantine })],
  [
    'accepted-clean',
    madeFacts(
      flights.map(({ input, reference }) => ({ input, reference })),
      { reference: 20_000, current: 20_000 },
    ),
  ],
  [
    'rejected',
    factsOf(
      buildResult({
        validation: buildValidation({
          status: 'rejected',
          reasons: [
            {
              code: 'rejected-share',
              message: '1302 of 4200 rows (31.0 %) break the contract, which allows at most 10 %',
              expected: 'at most 10 %',
              found: '31.0 %',
            },
            {
              code: 'missing-column',
              column: 'temp_max',
              message: 'the file has no such column; did Temp_Max mean it?',
              found: 'date, carrier, Temp_Max, wind_speed, distance',
            },
          ],
          rows: { read: 4200, accepted: 2898, quarantined: 1302 },
          violations: [buildViolationCount({ count: 1302, share: 0.31 })],
        }),
        drift: skipped,
      }),
    ),
  ],
  ['hostile-names', hostileFacts()],
]);

function hostileFacts(): BatchReportFacts {
  const columns = hostileTexts.map((name, index): MadeColumn => {
    const isNumeric = index % 2 === 0;
    return isNumeric
      ? {
          input: { name, kind: 'numeric' },
          reference: (random) => random.normal(),
          current: (random) => random.normal() + 1,
        }
      : {
          input: { name, kind: 'categorical' },
          reference: pick('a', 'b'),
          current: pick('a', ...hostileTexts),
        };
  });
  const [script = '', image = '', mention = ''] = hostileTexts;
  return madeFacts(
    columns,
    { reference: 2_000, current: 1_000 },
    {
      environment: image,
      batch: {
        ...buildResult().batch,
        key: `batches/flights/${hostileTexts.join('|')}.csv`,
        notes: [script, image],
      },
      validation: buildValidation({
        rows: { read: 1_020, accepted: 1_000, quarantined: 20 },
        violations: hostileTexts.map((text) =>
          buildViolationCount({
            column: text,
            count: 3,
            expected: text,
            examples: [{ row: 3, found: text }],
          }),
        ),
        reasons: [
          { code: 'missing-column', column: mention, message: script, expected: image, found: mention },
        ],
      }),
    },
  );
}

/** A report of so many numeric features, of which every third moved. */
export function wideFacts(features: number, rows: number): BatchReportFacts {
  const columns = Array.from({ length: features }, (_, index): MadeColumn => {
    const shift = index % 3 === 0 ? 0.2 + index / features : 0;
    return {
      input: { name: `feature_${index + 1}`, kind: 'numeric' },
      reference: (random) => random.normal(),
      current: (random) => random.normal() + shift,
    };
  });
  return madeFacts(columns, { reference: rows, current: Math.ceil(rows / 4) });
}

/** A result without profiles in which nothing moved. */
export const emptyDrift = buildDrift;
