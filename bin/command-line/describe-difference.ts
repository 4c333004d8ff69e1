import { largestEffect } from '../../lambdas/core/report/batch/largest-effect.ts';
import type { FeatureDrift, Result } from '../../lambdas/core/result/result-schema.ts';
import { plainText, shortName } from '../../lambdas/core/text/clean-text.ts';
import { formatCount, percent } from '../../lambdas/core/text/in-words.ts';
import { batchName } from '../../lambdas/core/text/places.ts';

/** Something that two results say differently. */
export interface Difference {
  /** `verdict`, `rows`, `set aside`, `contract`, `reference`; a column, or a clause of the contract and its column. */
  readonly of: string;
  readonly before: string;
  readonly after: string;
}

export interface DifferenceOfResults {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Difference[];
}

/** What two results say differently: the verdict first, then features, then what broke the contract. */
export function differenceOf(before: Result, after: Result): DifferenceOfResults {
  const changes = [
    ...facts.map(([of, say]) => ({ of, before: say(before), after: say(after) })),
    ...paired(before.drift.features, after.drift.features, ({ name }) => name, featureWords),
    ...paired(
      before.validation.violations,
      after.validation.violations,
      ({ code, column }) => [code, column ?? []].flat().join(' '),
      ({ count }) => `${formatCount(count)} rows`,
    ),
  ];
  return {
    before: batchName(before.batch.key),
    after: batchName(after.batch.key),
    changes: changes.filter((one) => one.before !== one.after),
  };
}

/** A line for each. */
export function describeDifference({ before, after, changes }: DifferenceOfResults): string {
  const head = `${plainText(after)}, before it ${plainText(before)}: `;
  if (changes.length === 0) return `${head}no difference`;
  const lines = changes.map(
    (one) => `  ${shortName(one.of)}: ${plainText(one.after)}, was ${plainText(one.before)}`,
  );
  return [`${head}${formatCount(changes.length)} differ`, ...lines].join('\n');
}

const facts: readonly (readonly [string, (result: Result) => string])[] = [
  ['verdict', verdictWords],
  ['rows', ({ validation }) => formatCount(validation.rows.read)],
  ['rows set aside', ({ validation }) => formatCount(validation.rows.quarantined)],
  ['contract', ({ contract }) => contract.version],
  ['reference', ({ reference }) => reference?.version ?? 'none'],
];

function verdictWords({ validation, drift }: Result): string {
  if (validation.status === 'rejected')
    return `rejected (${validation.reasons.map(({ code }) => code).join(', ')})`;
  return drift.severity === undefined ? drift.status : `${drift.status} (${drift.severity})`;
}

/** By status alone where it is stable: what is chance is no difference. */
function featureWords(feature: FeatureDrift): string {
  const { verdict } = feature;
  if (verdict.status !== 'drifted') return verdict.status;
  const effect = largestEffect(feature)?.effect;
  return `drifted ${verdict.severity}${effect === undefined ? '' : `, ${percent(effect)} of the rows moved`}`;
}

/** What is on both sides or on one, in the order of the second. */
function paired<One>(
  before: readonly One[],
  after: readonly One[],
  nameOf: (one: One) => string,
  say: (one: One) => string,
): readonly Difference[] {
  const [old, now] = [before, after].map((side) => new Map(side.map((one) => [nameOf(one), say(one)])));
  const names = new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])]);
  return Array.from(names, (of) => ({
    of,
    before: old?.get(of) ?? 'not there',
    after: now?.get(of) ?? 'not there',
  }));
}
