import { describe, expect, test } from '@jest/globals';
import { subscriptionProblems } from '../../../../lambdas/core/audit/subscription-problems.ts';
import { allWell, expected, found, operator, pager, team } from './build-audit.ts';

describe('subscriptionProblems', () => {
  test('finds nothing where all who should listen have confirmed, and nobody else listens', () => {
    expect(subscriptionProblems(expected, allWell)).toEqual([]);
  });

  test('tells who has not confirmed, who is gone, and who nobody knows, in this order', () => {
    const alerts = [found(team, true), found({ protocol: 'email', endpoint: 'stranger@example.org' })];

    expect(subscriptionProblems(expected, { alerts, chat: [], ops: [] })).toEqual([
      { kind: 'pending', topic: 'alerts', protocol: 'email', subscriber: 'data-team@example.com' },
      { kind: 'missing', topic: 'alerts', protocol: 'https', subscriber: 'pager' },
      { kind: 'missing', topic: 'ops', protocol: 'email', subscriber: 'operators@example.com' },
      { kind: 'unknown', topic: 'alerts', protocol: 'email', subscriber: 'stranger@example.org' },
    ]);
  });

  test('gives of an unknown web address the host alone: the rest may be a key', () => {
    const addresses = ['https://hooks.example.org/T0/secret?k=1', 'https://me:pw@hooks.example.org'];
    const extra = addresses.map((endpoint) => found({ protocol: 'https', endpoint }));

    const problems = subscriptionProblems(expected, { ...allWell, chat: extra });

    expect(problems.map(({ subscriber }) => subscriber)).toEqual(['hooks.example.org', 'hooks.example.org']);
  });

  test('an address is the same in another case, a web address is not', () => {
    const alerts = [
      found({ ...team, endpoint: 'Data-Team@Example.com' }),
      found({ ...pager, endpoint: 'https://pager.example.com/KEY-123' }),
    ];

    const problems = subscriptionProblems(expected, { ...allWell, alerts });

    expect(problems.map(({ kind, subscriber }) => `${kind} ${subscriber}`)).toEqual([
      'missing pager',
      'unknown pager.example.com',
    ]);
  });

  test('who listens to the wrong topic is gone from the one and unknown to the other', () => {
    const problems = subscriptionProblems(expected, { ...allWell, ops: [], chat: [found(operator)] });

    expect(problems.map(({ kind, topic }) => `${kind} ${topic}`)).toEqual(['missing ops', 'unknown chat']);
  });

  test('is the same in whatever order SNS lists', () => {
    const alerts = ['b', 'a', 'c'].map((name) =>
      found({ protocol: 'email', endpoint: `${name}@example.org` }),
    );

    expect(subscriptionProblems(expected, { ...allWell, alerts })).toEqual(
      subscriptionProblems(expected, { ...allWell, alerts: alerts.toReversed() }),
    );
  });
});
