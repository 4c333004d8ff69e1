import type { DraftNote } from '../contract/draft-notes.ts';
import type { Alert } from './alert-schema.ts';
import { plainText } from './clean-text.ts';
import { formatCountOf } from './format-number.ts';
import { listFindings } from './list-findings.ts';
import type { UploadFacts } from './upload-facts.ts';
import { contractUri } from './upload-places.ts';

/** A reference came and there was no contract: Plumbline drafted one. */
export interface InferredContractFacts extends UploadFacts {
  readonly resultsBucket: string;
  /** Where the draft lies, in the results bucket. */
  readonly contractKey: string;
  /** Where the reference lies, in the inbox. */
  readonly referenceKey: string;
  /** How many columns the draft has. */
  readonly columns: number;
  /** What was dropped, demoted or doubted in it. */
  readonly notes: readonly DraftNote[];
}

/** Tells people that a contract was drafted for them, and that a guess is in force until they say otherwise. */
export function composeInferredContractAlert(facts: InferredContractFacts): Alert {
  const { id, environment, model, createdAt, inboxBucket, resultsBucket } = facts;
  const reference = plainText(facts.referenceKey, 200);
  return {
    schemaVersion: 1,
    id,
    kind: 'contract-inferred',
    severity: 'info',
    environment,
    model,
    createdAt,
    fact: 'contract drafted from the reference, please review',
    summary: `There was no contract for this model, so Plumbline drafted one for the ${formatCountOf(facts.columns, 'column')} of the reference ${reference}. Batches are held to this guess until you put your own in its place.`,
    ...listFindings(facts.notes.map((note) => ({ severity: 'info', ...note }))),
    places: [
      { label: 'drafted contract', bucket: resultsBucket, key: facts.contractKey },
      { label: 'reference', bucket: inboxBucket, key: facts.referenceKey },
    ],
    nextSteps: [
      'Open the draft and read it through: kinds, roles, ranges, which columns may be missing.',
      `Correct it and save it as ${contractUri(inboxBucket, model)}. From then on yours is in force.`,
    ],
  };
}
