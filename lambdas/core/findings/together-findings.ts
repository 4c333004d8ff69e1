import type { Drift, PairDrift } from '../result/result-schema.ts';
import { namedInText } from '../text/clean-text.ts';
import { direction, formatCount, qInWords } from '../text/in-words.ts';
import type { Finding } from './finding.ts';

/** Changed correlations that an alert tells one by one; the result lists more. */
const maximumPairs = 10;

/** What columns do together that they did not do before: one finding for each changed correlation, one for all columns. */
export function togetherFindings({ pairs = [], pairsDrifted = 0, multivariate }: Drift): readonly Finding[] {
  const drifted = pairs.flatMap(({ verdict, ...pair }) =>
    verdict.status === 'drifted' ? [{ severity: verdict.severity, sentence: pairSentence(pair) }] : [],
  );
  const told = drifted.slice(0, maximumPairs);
  const more = pairsDrifted - told.length;
  return [
    ...told,
    ...(more > 0
      ? [{ severity: 'warning' as const, sentence: `${formatCount(more)} more correlations changed` }]
      : []),
    ...(multivariate?.verdict.status === 'drifted'
      ? [
          {
            severity: multivariate.verdict.severity,
            sentence: `${multivariate.verdict.reason}, most clearly in ${multivariate.columns.map(namedInText).join(', ')}`,
          },
        ]
      : []),
  ];
}

/** What changed in the columns together, as it stands in a subject line; undefined where nothing did. */
export function togetherFact({ pairs = [], pairsDrifted = 0, multivariate }: Drift): string | undefined {
  const first = pairs.find(({ verdict }) => verdict.status === 'drifted');
  if (first && pairsDrifted === 1)
    return `correlation of ${first.columns.map(namedInText).join(' and ')} changed`;
  if (pairsDrifted > 0) return `${formatCount(pairsDrifted)} correlations changed`;
  return multivariate?.verdict.status === 'drifted' ? 'columns changed together' : undefined;
}

function pairSentence({
  columns,
  categories,
  reference,
  current,
  qValue,
}: Omit<PairDrift, 'verdict'>): string {
  const names = columns.map((name, side) => {
    const category = categories?.[side] ?? undefined;
    return category === undefined ? namedInText(name) : `${namedInText(name)} = ${namedInText(category)}`;
  });
  const change = `${direction(reference, current)} from ${twoDigits(reference)} to ${twoDigits(current)}`;
  return `correlation of ${names.join(' and ')} ${change} (${qInWords(qValue)})`;
}

function twoDigits(coefficient: number): string {
  return String(Number(coefficient.toFixed(2)));
}
