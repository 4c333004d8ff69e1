import type { Severity } from '../result/result-schema.ts';

/** The worst of the severities of what drifted. */
export function worstSeverity(found: readonly Severity[]): Severity {
  return found.includes('critical') ? 'critical' : 'warning';
}
