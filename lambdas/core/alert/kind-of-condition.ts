import type { BatchAlertKind } from './batch-fact.ts';
import type { Condition } from './incident-schema.ts';

/** The kind of the alert that tells people of an incident. */
export const kindOfCondition: Readonly<Record<Condition, BatchAlertKind>> = {
  rejected: 'batch-rejected',
  drift: 'drift',
  quarantine: 'rows-quarantined',
};
