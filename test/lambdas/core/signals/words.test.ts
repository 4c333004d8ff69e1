import { expect, test } from '@jest/globals';
import type { Change } from '../../../../lambdas/core/result/change-schema.ts';
import { changeInWords } from '../../../../lambdas/core/signals/words.ts';

const shares = { from: 0.05, to: 0.12 };

test.each<[Change, string]>([
  [{ kind: 'share', value: 'x', ...shares }, 'share of "x" rose from 5 % to 12 %'],
  [{ kind: 'share', value: 1, from: 0.48, to: 0.3 }, 'share of 1 fell from 48 % to 30 %'],
  [{ kind: 'share', value: -999, ...shares }, 'share of -999 rose from 5 % to 12 %'],
  [{ kind: 'share', value: 123_456.75, ...shares }, 'share of 123456.75 rose from 5 % to 12 %'],
  [{ kind: 'share', value: 0.1 + 0.2, ...shares }, 'share of 0.3 rose from 5 % to 12 %'],
  [
    { kind: 'share', value: 255, unit: 'characters', ...shares },
    'share of 255 characters rose from 5 % to 12 %',
  ],
  [{ kind: 'between', low: 4.1, high: 4.2, ...shares }, 'values between 4.1 and 4.2 rose from 5 % to 12 %'],
  [{ kind: 'between', low: 4.10001, high: 4.10002, ...shares }, 'values of about 4.1 rose from 5 % to 12 %'],
  [
    { kind: 'rate', rate: 'unseen', from: 0, to: 0.13, values: ['Leeds', 'Hull'] },
    'values the reference does not have rose from 0 % to 13 %, such as "Leeds", "Hull"',
  ],
])('%j in words', (change, words) => {
  expect(changeInWords(change)).toBe(words);
});
