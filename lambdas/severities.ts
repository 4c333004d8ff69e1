/** How bad something is, from least to most. The stack filters subscriptions by these, so it knows them too. */
export const severities = ['info', 'warning', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** The worst of some severities; `info` of none. */
export function worstOf(found: readonly Severity[]): Severity {
  return severities.findLast((severity) => found.includes(severity)) ?? 'info';
}

/** Whether a severity is as bad as another, or worse. */
export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return severityRank(severity) >= severityRank(minimum);
}

/** A rank to sort by: the worse, the higher; 0 where nothing was found. */
export function severityRank(severity: Severity | undefined): number {
  return severity === undefined ? 0 : 1 + severities.indexOf(severity);
}

/** Sorts the worst first. @returns a negative number where `a` is worse */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severityRank(b.severity) - severityRank(a.severity);
}
