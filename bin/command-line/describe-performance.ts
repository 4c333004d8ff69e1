import { performanceFindings } from '../../lambdas/core/findings/performance-findings.ts';
import type { Result } from '../../lambdas/core/result/result-schema.ts';
import { harmInWords, harmOf } from '../../lambdas/core/signals/performance/words.ts';
import { plainText, shortName } from '../../lambdas/core/text/clean-text.ts';

const verdicts = { harmful: 'worse', benign: 'no worse', unknown: 'cannot tell' } as const;

/** Whether the model is still right, as lines for a terminal; none where the contract names no prediction. */
export function describePerformance({ performance }: Pick<Result, 'performance'>): readonly string[] {
  if (!performance) return [];
  const { status } = harmOf(performance);
  // The sentence after what it begins with: the verdict says that.
  const said = harmInWords(performance)
    .replace(/^[^:]*: /, '')
    .replace(/\.$/, '');
  const [loss, ...others] = performanceFindings(performance);
  const besides = status === 'harmful' || !loss ? others : [loss, ...others];
  return [
    '',
    `model: ${verdicts[status]}, ${plainText(said)}`,
    ...besides.map(
      ({ severity, column, sentence }) =>
        `  ${severity}  ${column === undefined ? '' : `${shortName(column)}: `}${plainText(sentence)}`,
    ),
  ];
}
