import { expect, test } from '@jest/globals';
import { judgeCorrections, noCorrections } from '../../../../lambdas/core/labels/corrections.ts';

type Verdict = 'no-worse' | 'worse' | 'cannot-tell';

function judged(now: Verdict, first: Verdict = 'no-worse', batchId = 'a') {
  return { batchId, receivedAt: '2026-11-20T06:00:00.000Z', first, now };
}

test.each<[Verdict, Verdict, boolean]>([
  ['no-worse', 'worse', true],
  ['cannot-tell', 'worse', true],
  ['worse', 'no-worse', true],
  ['worse', 'cannot-tell', true],
  ['cannot-tell', 'no-worse', false],
  ['no-worse', 'cannot-tell', false],
  ['worse', 'worse', false],
])('from %s to %s is told: %s', (first, now, isTold) => {
  const { after, tell } = judgeCorrections(noCorrections, 'labels', [judged(now, first)]);

  expect(tell).toHaveLength(isTold ? 1 : 0);
  expect(after === noCorrections).toBe(!isTold);
});

test('what was told last is what counts, and the same cause is told the same', () => {
  const first = judgeCorrections(noCorrections, 'one', [judged('worse')]);
  const same = judgeCorrections(first.after, 'one', [judged('no-worse')]);
  const still = judgeCorrections(first.after, 'two', [judged('worse')]);
  const back = judgeCorrections(first.after, 'two', [judged('no-worse')]);

  expect(same).toEqual({ after: first.after, tell: first.tell });
  expect(still.tell).toEqual([]);
  expect(back.tell).toMatchObject([{ before: 'worse', now: 'no-worse' }]);
  expect(back.after.told).toHaveLength(1);
});
