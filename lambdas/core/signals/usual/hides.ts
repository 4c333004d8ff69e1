import type { UsualLimit } from '../../result/feature-schema.ts';
import type { FeatureDrift } from '../../result/result-schema.ts';

/** Where so large a share of the rows moves when all is well, nothing that stays within it is a sign of health. */
const hidingShare = 0.9;

/** Whether what is usual of a share of rows hides every change that matters. */
export function hides({ upTo }: Pick<UsualLimit, 'upTo'>): boolean {
  return upTo >= hidingShare;
}

/**
 * Whether a feature could not be judged for what is usual of it, however many rows there are: a change is there. Where none is
 * seen the rows are too few; of one row as good as everything is usual.
 */
export function isHidden({ verdict, measures }: Pick<FeatureDrift, 'verdict' | 'measures'>): boolean {
  return (
    verdict.status === 'inconclusive' &&
    measures.some(
      (measure) =>
        'usual' in measure && measure.usual && measure.qValue <= measure.alpha && hides(measure.usual),
    )
  );
}
