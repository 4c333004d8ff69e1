import * as z from 'zod';
import { type ColumnContract, type Contract, contractSchema } from './contract.ts';
import type { DraftNote } from './draft-notes.ts';

/** `constraints.json` of a SageMaker Model Monitor baseline, as far as it is used. */
export const monitorConstraintsSchema = z.object({
  features: z
    .array(
      z.object({
        name: z.string(),
        inferred_type: z.string(),
        completeness: z.number().optional(),
        num_constraints: z.object({ is_non_negative: z.boolean().optional() }).optional(),
        string_constraints: z.object({ domains: z.array(z.string()).optional() }).optional(),
      }),
    )
    .min(1),
  monitoring_config: z
    .object({
      evaluate_constraints: z.string().optional(),
      domain_content_threshold: z.number().optional(),
      distribution_constraints: z
        .object({
          perform_comparison: z.string().optional(),
          comparison_threshold: z.number().optional(),
          categorical_drift_method: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});

/** `statistics.json` beside it. */
export const monitorStatisticsSchema = z.object({
  features: z.array(
    z.object({
      name: z.string(),
      string_statistics: z.object({ distinct_count: z.number().optional() }).optional(),
    }),
  ),
});

type MonitorConstraints = z.infer<typeof monitorConstraintsSchema>;
type MonitorStatistics = z.infer<typeof monitorStatisticsSchema>;
type MonitorFeature = MonitorConstraints['features'][number];

/** A contract that says what a baseline said, and what it does not say. */
export interface ImportedContract {
  readonly contract: Contract;
  readonly notes: readonly DraftNote[];
}

/** More different texts than this are no categories. */
const mostCategories = 1_000;

/** What Data Capture knows of a request: labels are matched by the one, days told apart by the other. */
const ofCapture = [
  { name: 'eventId', kind: 'text', role: 'id', required: false },
  { name: 'inferenceTime', kind: 'timestamp', role: 'timestamp', required: false },
] as const;

/**
 * A contract of a Model Monitor baseline: its features in their order, so that captured payloads without names are read by it. What
 * has no counterpart is said in the notes.
 *
 * @returns undefined where it names no feature whose type is known
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html
 */
export function contractFromModelMonitor(
  constraints: MonitorConstraints,
  statistics?: MonitorStatistics,
): ImportedContract | undefined {
  const { features, monitoring_config: config = {} } = constraints;
  const named = new Set(features.map(({ name }) => name));
  const distinct = new Map(
    statistics?.features.map(({ name, string_statistics }) => [name, string_statistics?.distinct_count]),
  );
  const columns = features.flatMap((feature) => columnOf(feature, config, distinct.get(feature.name)) ?? []);
  if (columns.length === 0) return undefined;
  const { comparison_threshold: minEffect } = config.distribution_constraints ?? {};
  const contract = contractSchema.safeParse({
    schemaVersion: 1,
    columns: [...ofCapture.filter(({ name }) => !named.has(name)), ...columns],
    ...(minEffect !== undefined && minEffect >= 0 && { drift: { minEffect } }),
  });
  return contract.success ? { contract: contract.data, notes: notesOf(constraints, columns) } : undefined;
}

type ImportedColumn = Partial<ColumnContract> & Pick<ColumnContract, 'name' | 'kind'>;

function columnOf(
  feature: MonitorFeature,
  config: NonNullable<MonitorConstraints['monitoring_config']>,
  distinct: number | undefined,
): ImportedColumn | undefined {
  const { name, completeness = 1, num_constraints, string_constraints } = feature;
  const domains = [...new Set(string_constraints?.domains ?? [])];
  const kind = kindOf(feature, domains.length > 0, distinct);
  if (kind === undefined) return undefined;
  const drift = driftOf(config, kind);
  const isClosed = domains.length > 0 && (config.domain_content_threshold ?? 1) >= 1;
  return {
    name,
    kind,
    ...(completeness < 1 && { nullable: true }),
    ...(num_constraints?.is_non_negative && (kind === 'integer' || kind === 'numeric') && { min: 0 }),
    ...(isClosed && kind === 'categorical' && { values: domains }),
    ...(drift && { drift }),
  };
}

function kindOf(
  { inferred_type: type }: MonitorFeature,
  hasDomains: boolean,
  distinct: number | undefined,
): 'integer' | 'numeric' | 'categorical' | 'text' | undefined {
  switch (type) {
    case 'Integral':
      return 'integer';
    case 'Fractional':
      return 'numeric';
    case 'String':
      return hasDomains || (distinct ?? 0) <= mostCategories ? 'categorical' : 'text';
    default:
      return undefined;
  }
}

function driftOf(
  { distribution_constraints: rules = {} }: NonNullable<MonitorConstraints['monitoring_config']>,
  kind: ColumnContract['kind'],
): ColumnContract['drift'] {
  if (rules.perform_comparison === 'Disabled') return { ignore: true };
  const isLInfinity = rules.categorical_drift_method === 'LInfinity' && kind === 'categorical';
  return isLInfinity ? { method: 'l-infinity' } : undefined;
}

function notesOf(
  { features, monitoring_config: config = {} }: MonitorConstraints,
  columns: readonly ImportedColumn[],
): readonly DraftNote[] {
  const kept = new Set(columns.map(({ name }) => name));
  const leftOut = features.filter(({ name }) => !kept.has(name));
  const partly = features.filter(({ completeness = 1 }) => completeness < 1);
  return [
    ...leftOut.map(({ name, inferred_type: type }) => ({
      column: name,
      sentence: `left out: its type in the baseline is ${JSON.stringify(type.slice(0, 40))}`,
    })),
    ...partly.map(({ name, completeness }) => ({
      column: name,
      sentence: `may be missing: the baseline had ${Number((100 * (completeness ?? 1)).toFixed(2))} % of its values. More missing ones than in the reference are told as drift; maxMissingShare would reject the batch`,
    })),
    ...((config.domain_content_threshold ?? 1) < 1
      ? [
          {
            sentence:
              'the lists of values are left out, as the baseline allows others: new ones are told as drift',
          },
        ]
      : []),
    ...(config.evaluate_constraints === 'Disabled'
      ? [
          {
            sentence:
              'the baseline does not evaluate its constraints (evaluate_constraints): this contract does',
          },
        ]
      : []),
    {
      sentence:
        'give the column that the model gives back the role prediction, and what turns out to be true the role label',
    },
    {
      sentence:
        'a baseline has no rows: upload the data that it was made of as the reference, to which batches are compared',
    },
  ];
}
