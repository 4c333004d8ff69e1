import { performanceFindings } from '../../lambdas/core/findings/performance-findings.ts';
import type { Result } from '../../lambdas/core/result/result-schema.ts';
import { isAtLeast, severities } from '../../lambdas/severities.ts';
import { InputError, UsageError } from './usage.ts';

/** From when on a batch is something to report, the most careful first. */
export const failLevels = [...severities, 'rejected', 'never'] as const;

export type FailLevel = (typeof failLevels)[number];

/** The exit status of a checked batch: 0 nothing to report, 1 something. */
export function statusOf({ validation, drift, performance }: Result, failOn: FailLevel): 0 | 1 {
  if (failOn === 'never') return 0;
  if (validation.status === 'rejected') return 1;
  if (failOn === 'rejected') return 0;
  const found = [
    ...(drift.status === 'drifted' ? [drift.severity ?? ('warning' as const)] : []),
    ...performanceFindings(performance).map(({ severity }) => severity),
  ];
  return found.some((severity) => isAtLeast(severity, failOn)) ? 1 : 0;
}

/** The exit status of what ended a command: 2 wrong usage, 3 a file that can't be used, 4 a fault of ours. */
export function statusOfError(error: unknown): 2 | 3 | 4 {
  if (error instanceof UsageError) return 2;
  return error instanceof InputError ? 3 : 4;
}
