import { expect, test } from '@jest/globals';
import { describeResult } from '../../../bin/command-line/describe-result.ts';
import type { FeatureDrift } from '../../../lambdas/core/result/result-schema.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildFeature,
  buildResult,
} from '../../support/build-result.ts';

function lines(features: readonly FeatureDrift[]): readonly string[] {
  return describeResult(buildResult({ drift: buildDrift({ features: [...features] }) })).split('\n');
}

const untold = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    buildFeature({
      name: `c${index}`,
      verdict: {
        status: 'inconclusive',
        reason: 'no drift seen, but 40 rows can only show a shift of 52 % of the rows',
      },
      resolution: { effect: 0.52, unit: 'share of rows' },
    }),
  );

// A line for each of 3,000 columns that say the same: what is above them was out of sight.
test('many features that could not be judged have one line', () => {
  expect(lines(untold(3000)).filter((line) => line.includes('inconclusive'))).toEqual([
    '  inconclusive  3,000 features: c0, c1, c2 and 2,997 more could only have shown a shift of 52 % of the rows',
  ]);
  expect(lines(untold(5)).filter((line) => line.includes('inconclusive'))).toHaveLength(5);
});

test('of many drifted features the first 20 have a line, the others are counted', () => {
  const features = Array.from({ length: 1030 }, (_, index) => buildDriftedFeature(`c${index}`, 0.5));
  const text = describeResult(buildResult({ drift: buildDrifted(features, 1100) }));

  expect(text.match(/^ {2}drifted .*: /gm)).toHaveLength(20);
  expect(text).toContain('  drifted  and 1,010 more features (--report or --json has them)');
});

// A column that had moved by a fifth of its rows had no line: it was stable.
test('a feature that moved no more than is usual has a line of its own', () => {
  const reason =
    'median rose from 34 to 41, no more than is usual (20 % of the rows moved; usual up to 31 %)';
  const moved = buildFeature({
    name: 'fare',
    verdict: { status: 'stable', reason, asUsual: [{ kind: 'quantile', at: 0.5, from: 34, to: 41 }] },
  });

  expect(lines([moved])).toContain(`  as usual  fare: ${reason}`);
});
