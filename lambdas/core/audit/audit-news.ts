import type { Audit, SubscriptionProblem } from './audit-schema.ts';

/** Why operators are told: something changed, nothing changed for a week, or all is well again. */
export type AuditNews = 'changed' | 'reminder' | 'resolved';

/** A week, less half a day: a run that comes a little early must not put the reminder off by a day. */
const reminderAfterMs = 6.5 * 24 * 60 * 60 * 1000;

/**
 * Whether operators have to be told.
 *
 * @param problems  of this audit, in order
 * @param last  what they were told last; undefined when they never were
 * @returns undefined where they know already, or where there is nothing to know
 */
export function auditNews(
  problems: readonly SubscriptionProblem[],
  last: Audit | undefined,
  now: Date,
): AuditNews | undefined {
  const known = last?.problems ?? [];
  if (!isSame(problems, known)) return problems.length === 0 ? 'resolved' : 'changed';
  if (problems.length === 0 || last === undefined) return undefined;
  return now.getTime() - Date.parse(last.toldAt) >= reminderAfterMs ? 'reminder' : undefined;
}

function isSame(a: readonly SubscriptionProblem[], b: readonly SubscriptionProblem[]): boolean {
  return a.length === b.length && a.every((one, index) => isEqual(one, b[index]));
}

function isEqual(a: SubscriptionProblem, b: SubscriptionProblem | undefined): boolean {
  return (
    a.kind === b?.kind && a.topic === b.topic && a.protocol === b.protocol && a.subscriber === b.subscriber
  );
}
