import { seasonInWords } from '../../contract/seasons.ts';
import { smallestQValue, toldFeatures } from '../../findings/drift-findings.ts';
import type { Drift, Result } from '../../result/result-schema.ts';
import { byStanding } from '../../signals/feature-standing.ts';
import { movedAsUsual, usualUpTo } from '../../signals/resolution-in-words.ts';
import { namedInText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf, percent, qInWords } from '../../text/in-words.ts';
import { capitalised, listNames } from '../../text/sentences.ts';

/**
 * How sure the verdict on drift is: correction, rate of false alarms, the surest test or what a test would have seen, sample sizes,
 * what stayed open.
 */
export function driftConfidence({ drift, reference, validation }: Result): string {
  const qValue = smallestQValue(drift);
  const undecided = undecidedFeatures(drift);
  const bound = largestBound(drift);
  const sentences = [
    `${formatCountOf(drift.tests, 'test')}, corrected for their number${falseAlarms(drift)}.`,
    ...(qValue === undefined
      ? []
      : [`The clearest result has ${qInWords(qValue)}, its p-value after that correction.`]),
    `Compared: ${reference ? `${referenceInWords(reference)} and ` : ''}${formatCount(validation.rows.accepted)} of the batch.`,
    ...(undecided.length === 0
      ? []
      : [`${formatCountOf(undecided.length, 'feature')} could not be judged: ${listNames(undecided)}.`]),
    ...asUsualInWords(drift),
    ...seenInWords(drift),
    ...usualInWords(drift),
    ...(tellsMovedRows(drift)
      ? ['The rows that moved are the fewest that must have changed to make the difference.']
      : []),
    ...(bound === 0 ? [] : [`Statistics are within ${Number(bound.toPrecision(1))} of exact.`]),
  ];
  return sentences.join(' ');
}

/** Beside what drifted: what moved, too, but by no more than is usual. */
function asUsualInWords({ status, features }: Drift): readonly string[] {
  const { usual } = byStanding(features);
  return status === 'drifted' && usual.length > 0 ? [`${movedAsUsual(usual)}.`] : [];
}

/** Names of the features of which nothing can be said. */
export function undecidedFeatures({ features }: Drift): readonly string[] {
  return byStanding(features).undecided.map(({ name }) => name);
}

/** `10,000 rows of the reference`, and why it is not that of the batch's season. */
function referenceInWords({ rows, standsInFor }: NonNullable<Result['reference']>): string {
  const counted = formatCountOf(rows, 'row');
  return standsInFor === undefined
    ? `${counted} of the reference`
    : `${counted} of the default reference, as none of ${seasonInWords(standsInFor)} can be used,`;
}

function tellsMovedRows(drift: Drift): boolean {
  return toldFeatures(drift).some(
    ({ verdict, resolution }) => verdict.status === 'drifted' && resolution?.unit === 'share of rows',
  );
}

function largestBound(drift: Drift): number {
  return toldFeatures(drift)
    .flatMap(({ measures }) => measures)
    .reduce((largest, measure) => Math.max(largest, 'bound' in measure ? (measure.bound ?? 0) : 0), 0);
}

function falseAlarms({ alpha, status }: Drift): string {
  if (alpha === undefined) return '';
  const alarm = status === 'drifted' ? 'an alarm like this by chance' : 'a false alarm';
  return `: at most 1 undrifted batch in ${formatCount(Math.round(1 / alpha))} raises ${alarm}`;
}

/** From what it is known how far batches differ; where nothing is known there is nothing to say. */
function usualInWords({ usual }: Drift): readonly string[] {
  return usual === undefined || usual.startsWith('no ') ? [] : [`${capitalised(usual)}.`];
}

/** How often the shift that a stable batch would have shown is seen: resolutions are stated for a power of 80 %; or that it is usual. */
function seenInWords({ resolution, features }: Drift): readonly string[] {
  if (resolution?.unit !== 'share of rows') return [];
  const usualOf = usualUpTo(features, resolution);
  if (usualOf !== undefined)
    return [
      `Up to ${percent(resolution.effect)} of the rows of ${namedInText(usualOf)} move when all is well: only more is told.`,
    ];
  return [
    `Of 5 batches in which ${percent(resolution.effect)} of the rows of a feature had moved, 4 or more would have shown it.`,
  ];
}
