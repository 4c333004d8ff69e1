import { expect, test } from '@jest/globals';
import { bySeverity, isAtLeast, severities, severityRank, worstOf } from '../../lambdas/severities.ts';

test('the worst of some is the last of them in the order, and of none it is for information', () => {
  expect(worstOf(['warning', 'info'])).toBe('warning');
  expect(worstOf(['info', 'critical', 'warning'])).toBe('critical');
  expect(worstOf([])).toBe('info');
});

test('a severity is at least as bad as itself and as every one before it', () => {
  expect(severities.map((severity) => severities.filter((other) => isAtLeast(severity, other)))).toEqual([
    ['info'],
    ['info', 'warning'],
    ['info', 'warning', 'critical'],
  ]);
});

test('nothing ranks below what is for information, and the worse the higher', () => {
  expect([undefined, ...severities].map(severityRank)).toEqual([0, 1, 2, 3]);
});

test('the worst comes first, and what is equally bad stays in its order', () => {
  const [info, warning, critical] = severities;
  const some = [info, critical, warning, critical].map((severity, index) => ({ severity, index }));

  const sorted = some.toSorted(bySeverity);

  expect(sorted.map(({ index }) => index)).toEqual([1, 3, 2, 0]);
});
