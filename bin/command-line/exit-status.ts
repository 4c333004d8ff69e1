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
  return error instanceof InputError || isRefusedFile(error) ? 3 : 4;
}

/** What a file system says of files that it does not let us read or write: no right, no room, a folder in the place of a file. */
const refusals: readonly string[] = [
  ...['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENOSPC', 'EDQUOT'],
  ...['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'],
];

function isRefusedFile(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && 'syscall' in error && refusals.includes(String(error.code))
  );
}
