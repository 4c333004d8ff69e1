import type { Alert, Location } from './alert-schema.ts';
import { plainText } from './clean-text.ts';
import { formatCountOf } from './format-number.ts';
import type { UploadFacts } from './upload-facts.ts';

/** A reference came and there was no contract: Plumbline drafted one. */
export interface InferredContractFacts extends UploadFacts {
  readonly reference: Location;
  /** Where the draft lies, in the results bucket. */
  readonly draft: Location;
  /** Where the owner puts the contract that replaces it, in the inbox. */
  readonly contract: Location;
  readonly columnCount: number;
}

/** Tells people that a contract was drafted for them, and that a guess is in force until they say otherwise. */
export function composeInferredContractAlert(facts: InferredContractFacts): Alert {
  const { id, environment, model, createdAt, reference, draft, contract, columnCount } = facts;
  const target = plainText(`s3://${contract.bucket}/${contract.key}`, 300);
  return {
    schemaVersion: 1,
    id,
    kind: 'contract-inferred',
    severity: 'info',
    environment,
    model,
    createdAt,
    fact: 'contract drafted from the reference, please review',
    summary: `There was no contract for this model, so Plumbline drafted one for the ${formatCountOf(columnCount, 'column')} of the reference ${plainText(reference.key, 200)}. Batches are held to this guess until you put your own in its place.`,
    findings: [],
    places: [
      { label: 'drafted contract', ...draft },
      { label: 'reference', ...reference },
    ],
    nextSteps: [
      'Open the draft and read it through: kinds, roles, ranges, which columns may be missing.',
      `Correct it and save it as ${target}. From then on yours is in force.`,
    ],
  };
}
