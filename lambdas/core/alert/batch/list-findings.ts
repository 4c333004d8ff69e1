import type { Finding } from '../../findings/finding.ts';
import { type Alert, maximumFindings } from '../alert-schema.ts';

/** The findings an alert holds, and how many it leaves out. */
export function listFindings(findings: readonly Finding[]): Pick<Alert, 'findings' | 'findingsLeftOut'> {
  const leftOut = findings.length - maximumFindings;
  return {
    findings: findings.slice(0, maximumFindings),
    ...(leftOut > 0 ? { findingsLeftOut: leftOut } : {}),
  };
}
