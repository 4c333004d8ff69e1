import type { Condition } from '../../incidents/incident-schema.ts';
import type { BatchAlertKind } from './batch-fact.ts';

/** The kind of the alert that tells people of an incident. */
export const kindOfCondition: Readonly<Record<Condition, BatchAlertKind>> = {
  rejected: 'batch-rejected',
  drift: 'drift',
  quarantine: 'rows-quarantined',
};
