import { qInWords } from '../drift/in-words.ts';
import type { Drift, Result } from '../result/result-schema.ts';
import { smallestQValue, toldFeatures } from './drift-findings.ts';
import { formatCount, formatCountOf } from './format-number.ts';

/** How sure a drift alert is: correction, rate of false alarms, the surest test, sample sizes, what stayed open. */
export function driftConfidence({ drift, reference, validation }: Result): string {
  const qValue = smallestQValue(drift);
  const undecided = drift.features.filter(({ verdict }) => verdict.status === 'inconclusive').length;
  const bound = largestBound(drift);
  const sentences = [
    `${formatCountOf(drift.tests, 'test')}, corrected for their number${falseAlarms(drift.alpha)}.`,
    ...(qValue === undefined
      ? []
      : [`The clearest has ${qInWords(qValue)} (the p-value after that correction).`]),
    `Compared: ${reference ? `${formatCountOf(reference.rows, 'row')} of the reference and ` : ''}${formatCount(validation.rows.accepted)} of the batch.`,
    ...(usesKs(drift) ? ['D, where it is given, is the smallest share of rows that must have moved.'] : []),
    ...(bound === 0 ? [] : [`Statistics are within ${Number(bound.toPrecision(1))} of exact.`]),
    ...(undecided === 0 ? [] : [`${formatCountOf(undecided, 'feature')} could not be judged.`]),
  ];
  return sentences.join(' ');
}

function usesKs(drift: Drift): boolean {
  return toldFeatures(drift).some(
    ({ verdict, measures }) => verdict.status === 'drifted' && measures.some(({ method }) => method === 'ks'),
  );
}

function largestBound(drift: Drift): number {
  return toldFeatures(drift)
    .flatMap(({ measures }) => measures)
    .reduce((largest, measure) => Math.max(largest, 'bound' in measure ? (measure.bound ?? 0) : 0), 0);
}

function falseAlarms(alpha: number | undefined): string {
  if (alpha === undefined) return '';
  return `: at most 1 undrifted batch in ${formatCount(Math.round(1 / alpha))} raises an alarm like this by chance`;
}
