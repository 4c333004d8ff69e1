import { describe, expect, test } from '@jest/globals';
import { noveltyOfDrift } from '../../../../../lambdas/core/alert/batch/rolling-words.ts';
import type { RollingDrift } from '../../../../../lambdas/core/result/result-schema.ts';
import { buildDrifted, buildDriftedFeature, buildDriftedTogether } from '../../../../support/build-result.ts';
import { buildRolling } from '../../../../support/build-rolling.ts';

const drifted = buildDrifted([buildDriftedFeature('age', 0.3), buildDriftedFeature('plan', 0.2)]);

function differing(...names: readonly string[]): Partial<RollingDrift> {
  return {
    status: 'drifted',
    severity: 'warning',
    reason: `${names.length} of 12 features drifted`,
    features: names.map((name) => buildDriftedFeature(name, 0.2)),
  };
}

describe('a drift', () => {
  test.each<[string, Partial<RollingDrift>]>([
    ['The change is not new: the batch is like the 7 batches before it.', {}],
    ['The change is sudden: age differs from the 7 batches before it, too.', differing('age', 'income')],
    [
      'The change is sudden: age and plan differ from the 7 batches before it, too.',
      differing('age', 'plan'),
    ],
    [
      'The change is not new, but the batch differs from the 7 batches before it in other ways.',
      differing('x'),
    ],
    [
      'Whether the change is new could not be told: no drift seen, but 40 rows can only show a shift of 49 % of the rows.',
      {
        status: 'inconclusive',
        reason: 'no drift seen, but 40 rows can only show a shift of 49 % of the rows',
      },
    ],
  ])('is told so: %s', (sentence, rolling) => {
    expect(noveltyOfDrift({ ...drifted, rolling: buildRolling(rolling) })).toBe(sentence);
  });

  test('of many columns names three', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const many = buildDrifted(names.map((name) => buildDriftedFeature(name, 0.3)));

    expect(noveltyOfDrift({ ...many, rolling: buildRolling(differing(...names)) })).toBe(
      'The change is sudden: a, b, c and 2 more differ from the 7 batches before it, too.',
    );
  });

  test('of columns together names none', () => {
    expect(noveltyOfDrift({ ...buildDriftedTogether(), rolling: buildRolling(differing('x')) })).toBe(
      'The batch differs from the 7 batches before it, too.',
    );
  });

  test('is told nothing of where the contract asks for no such comparison', () => {
    expect(noveltyOfDrift(drifted)).toBeUndefined();
  });

  test('in a column with a hostile name is told in one clean line', () => {
    const name = 'a\r\nSubject: <!channel> https://evil.example';
    const sentence = noveltyOfDrift({
      ...buildDrifted([buildDriftedFeature(name, 0.3)]),
      rolling: buildRolling(differing(name)),
    });

    expect(sentence).not.toMatch(/[\r\n]|<!|https:\/\//);
  });
});
