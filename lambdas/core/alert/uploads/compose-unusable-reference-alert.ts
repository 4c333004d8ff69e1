import { type Reason, reasonFindings, violationHeadline } from '../../findings/violation-findings.ts';
import { plainText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';
import { listFindings } from '../batch/list-findings.ts';
import type { UploadFacts } from './upload-facts.ts';
import { contractUri } from './upload-places.ts';

/** A reference was uploaded that nothing can be compared with. */
export interface UnusableReferenceFacts extends UploadFacts {
  /** Where the reference lies, in the inbox. */
  readonly referenceKey: string;
  readonly reasons: readonly Reason[];
}

/** Tells people that their new reference is not in force, and what keeps it from being so. */
export function composeUnusableReferenceAlert(facts: UnusableReferenceFacts): Alert {
  const { id, environment, model, createdAt, inboxBucket, referenceKey, reasons } = facts;
  return {
    schemaVersion: 1,
    id,
    kind: 'reference-unusable',
    severity: 'warning',
    environment,
    model,
    createdAt,
    fact: `reference not usable: ${violationHeadline(reasons)}`,
    summary: `The reference ${plainText(referenceKey, 200)} cannot be used. If there was one before, it stays in force; if this is the first, drift is not tested until a good one arrives.`,
    ...listFindings(reasonFindings(reasons, 'warning')),
    places: [{ label: 'reference', bucket: inboxBucket, key: referenceKey }],
    nextSteps: [
      `Correct the file and drop it under the same key, ${plainText(referenceKey, 200)}.`,
      `If the file is right, the contract is not: change ${contractUri(inboxBucket, model)}, then upload the file again.`,
    ],
  };
}
