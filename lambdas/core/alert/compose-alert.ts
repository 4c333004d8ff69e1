import type { Finding } from '../findings/finding.ts';
import type { Alert } from './alert-schema.ts';

/** Findings that an alert holds; the renderings show fewer. */
export const maximumFindings = 50;

/** What every alert begins with, whatever it is about. */
export type AlertHead = Readonly<Pick<Alert, 'id' | 'environment' | 'model' | 'createdAt'>>;

/** What is an alert's own. */
interface AlertBody
  extends Readonly<Omit<Alert, keyof AlertHead | 'schemaVersion' | 'findings' | 'findingsLeftOut'>> {
  /** All of them, what matters most first; none by default. */
  readonly findings?: readonly Finding[];
}

/** An alert from its head and what is its own. Findings beyond {@link maximumFindings} are counted. */
export function composeAlert(
  { id, environment, model, createdAt }: AlertHead,
  { kind, severity, findings = [], ...rest }: AlertBody,
): Alert {
  const leftOut = findings.length - maximumFindings;
  return {
    schemaVersion: 1,
    id,
    kind,
    severity,
    environment,
    model,
    createdAt,
    ...rest,
    findings: findings.slice(0, maximumFindings),
    ...(leftOut > 0 ? { findingsLeftOut: leftOut } : {}),
  };
}
