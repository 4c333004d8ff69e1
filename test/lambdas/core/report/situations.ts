import { reportSteps } from '../../../../lambdas/core/alert/batch/batch-next-steps.ts';
import { maximumCuts } from '../../../../lambdas/core/columns/reference-bins.ts';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import type { Comparison } from '../../../../lambdas/core/profile/comparison.ts';
import { sensitiveColumns, yardstickOf } from '../../../../lambdas/core/profile/yardstick.ts';
import type {
  BatchReportFacts,
  DrawnProfiles,
} from '../../../../lambdas/core/report/batch/batch-report-facts.ts';
import type { Drift, Result } from '../../../../lambdas/core/result/result-schema.ts';
import { emptySignals } from '../../../../lambdas/core/signals/states.ts';
import { compareTogetherWith, fixByReference, profileTogether } from '../../../support/build-association.ts';
import { buildContract, type ColumnInput } from '../../../support/build-contract.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildFeature,
  buildResult,
  buildValidation,
  buildViolationCount,
} from '../../../support/build-result.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { type Random, seededRandom } from '../../../support/random.ts';

type Cell = number | string | undefined;
/** @param row  the cells of the columns before */
type Make = (random: Random, row: readonly Cell[]) => Cell;

/** A column of a made-up model, and how its values come about. */
export interface MadeColumn {
  readonly input: ColumnInput;
  readonly reference: Make;
  /** Like the reference unless it says otherwise. */
  readonly current?: Make;
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
  const rows = (count: number, of: (column: MadeColumn) => Make) => {
    const cells: Cell[][] = columns.map(() => []);
    for (let at = 0; at < count; at++) {
      const row: Cell[] = [];
      for (const [index, column] of columns.entries()) {
        row.push(of(column)(random, row));
        cells[index]?.push(row[index]);
      }
    }
    return buildSample(cells);
  };
  const before = rows(reference, (column) => column.reference);
  const fixed = fixByReference(buildContract(columns.map(({ input }) => input)), before);
  const now = rows(current, (column) => column.current ?? column.reference);
  const comparison = compareTogetherWith(fixed, profileTogether(fixed, before), now);
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
    nextSteps: reportSteps(result, 'plumbline-prod-inbox'),
    places: [
      { label: 'result', bucket, key: `results/${result.model}/${result.batch.id}.json` },
      ...(quarantineKey === undefined ? [] : [{ label: 'quarantined rows', bucket, key: quarantineKey }]),
      { label: 'batch', bucket: 'plumbline-prod-inbox', key: result.batch.key },
    ],
  };
}

function drawn({ contract, yardstick, reference, current }: Comparison): DrawnProfiles {
  const sensitive = sensitiveColumns(yardstick, contract);
  return { yardstick, sensitive, reference: reference.profile, current: current.profile };
}

/** What signals keep of no row. */
const nothing = emptySignals({ columns: [], missingTokens: 0 });

const pick =
  (...values: readonly string[]) =>
  (random: Random) =>
    values[random.integer(values.length)]!;
const airports = Array.from({ length: 24 }, (_, index) => `${'ABCDEFGHJKLM'[index % 12]}${index}X`);
const day = 86_400_000;

/** A model of flights: nine columns, of which some move, and two that hang together no more. */
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
    input: { name: 'arr_delay', kind: 'numeric' },
    reference: (random, [, delay]) => Math.log(Number(delay) + 6) + 0.5 * random.normal(),
    current: (random) => 2 + 1.03 * random.normal(),
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

const isQuiet: ReadonlySet<string> = new Set(['temp_max', 'is_weekend', 'passengers']);

/** Typical reports by name, made when they are asked for. */
export const typicalReports: ReadonlyMap<string, () => BatchReportFacts> = new Map([
  ['drift-3-features', () => madeFacts(flights, sizes, { validation: quarantine })],
  [
    'accepted-clean',
    () =>
      madeFacts(
        flights
          .filter(({ input }) => isQuiet.has(input.name))
          .map(({ input, reference }) => ({ input, reference })),
        { reference: 20_000, current: 20_000 },
      ),
  ],
  [
    'rejected',
    () =>
      factsOf(
        buildResult({
          validation: buildValidation({
            status: 'rejected',
            reasons: [
              {
                code: 'rejected-share',
                message: '1,302 of 4,200 rows (31 %) break the contract, which allows at most 10 %',
                expected: 'at most 10 %',
                found: '31 %',
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
  ['hostile-names', hostileFacts],
]);

/** The same with verdicts that are written here: they change only when the pages do. */
export const fixedReports: ReadonlyMap<string, () => BatchReportFacts> = new Map(
  Array.from(typicalReports, ([name, facts]) => [name, () => withFixedVerdicts(facts())]),
);

function withFixedVerdicts(facts: BatchReportFacts): BatchReportFacts {
  const { result, profiles } = facts;
  if (!profiles) return facts;
  const { association: _, ...yardstick } = profiles.yardstick;
  const kept = { ...profiles, yardstick };
  const inOrder = result.drift.features.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const features = inOrder.map(({ name, kind, verdict }) =>
    verdict.status === 'drifted'
      ? { ...buildDriftedFeature(name, 0.3, 'critical'), kind }
      : buildFeature({ name, kind }),
  );
  const drifted = features.filter(({ verdict }) => verdict.status === 'drifted');
  const stable = features.filter(({ verdict }) => verdict.status === 'stable');
  const drift =
    drifted.length === 0
      ? buildDrift({ features: stable })
      : {
          ...buildDrifted(drifted, drifted.length),
          features: [...drifted, ...stable],
          severity: 'critical' as const,
        };
  return { ...facts, profiles: kept, result: { ...result, drift } };
}

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

/** A report of so many numeric features with as many bins as there can be; every third moved. */
export function wideFacts(features: number): BatchReportFacts {
  const cuts = Array.from({ length: maximumCuts }, (_, index) => Math.tan((index / maximumCuts - 0.5) * 2.6));
  const bell = (center: number) =>
    valuesOf(cuts.flatMap((cut) => [0, Math.round(40 * Math.exp(-((cut - center) ** 2) / 2))]).concat(0));
  const names = Array.from({ length: features }, (_, index) => `feature_${index + 1}`);
  const column = (index: number) => ({
    cells: { present: 1, unparsable: 0, missing: [] },
    values: bell(index % 3 === 0 ? 0.5 : 0),
  });
  const rows = { read: 25_000, accepted: 25_000 };
  const drifted = names.map((name, index) =>
    index % 3 === 0 ? buildDriftedFeature(name, 0.4) : buildFeature({ name }),
  );
  return {
    ...factsOf(
      buildResult({ drift: buildDrift({ status: 'drifted', severity: 'warning', features: drifted }) }),
    ),
    profiles: {
      yardstick: yardstickOf(buildContract(names.map((name) => ({ name, kind: 'numeric' }))), {
        bins: names.map(() => ({ type: 'numbers', cuts, exact: false, center: 0 })),
      }),
      sensitive: new Set(),
      reference: { rows, columns: names.map(() => column(1)), ...nothing },
      current: { rows, columns: names.map((_, index) => column(index)), ...nothing },
    },
  };
}

function valuesOf(bins: number[]) {
  const count = bins.reduce((total, n) => total + n, 0);
  return { type: 'numbers', count, sum: 0, sumOfSquares: count, min: -4, max: 4, bins } as const;
}

/** Profiles of a numeric column and one of categories, with names and values as given. */
export function madeProfiles(name: string, value: string): DrawnProfiles {
  const column = name === 'values' ? 'other' : name;
  const contract = buildContract([
    { name: column.slice(0, 300), kind: 'numeric' },
    { name: 'values', kind: 'categorical' },
  ]);
  const before = buildSample([
    [1, 2, 2, 3],
    ['a', 'b', value, value],
  ]);
  const fixed = fixByReference(contract, before);
  const comparison = compareTogetherWith(fixed, profileTogether(fixed, before), before);
  return drawn(comparison);
}
