import { describe, expect, test } from '@jest/globals';
import {
  type Audit,
  auditNews,
  type SubscriptionProblem,
} from '../../../../lambdas/core/audit/audit-schema.ts';

const gone: SubscriptionProblem = {
  kind: 'missing',
  topic: 'alerts',
  protocol: 'email',
  subscriber: 'a@example.com',
};
const reportedAt = '2026-11-16T05:35:00.000Z';
const told = (...problems: SubscriptionProblem[]): Audit => ({ schemaVersion: 1, reportedAt, problems });
const later = (days: number) => new Date(Date.parse(reportedAt) + days * 24 * 60 * 60 * 1000);

describe('auditNews', () => {
  test.each([
    ['all is well and always was', [], undefined, 1, undefined],
    ['all is well, as was told', [], told(), 30, undefined],
    ['the first problem', [gone], undefined, 0, 'changed'],
    ['a problem after all was well', [gone], told(), 1, 'changed'],
    ['a known problem the day after', [gone], told(gone), 1, undefined],
    ['a known problem on the sixth day', [gone], told(gone), 6, undefined],
    ['a known problem after a week', [gone], told(gone), 7, 'reminder'],
    ['a known problem after a week, a minute early', [gone], told(gone), 6.999, 'reminder'],
    ['one that is another now', [{ ...gone, kind: 'pending' as const }], told(gone), 1, 'changed'],
    ['the same of somebody else', [{ ...gone, subscriber: 'b@example.com' }], told(gone), 1, 'changed'],
    ['one less', [gone], told(gone, { ...gone, topic: 'ops' }), 1, 'changed'],
    ['none left', [], told(gone), 1, 'resolved'],
  ])('%s', (_, problems, last, days, news) => {
    expect(auditNews(problems, last, later(days))).toBe(news);
  });
});
