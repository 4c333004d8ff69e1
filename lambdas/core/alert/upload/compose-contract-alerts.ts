import type { DraftNote } from '../../contract/draft-notes.ts';
import { type ContractProblem, describeProblem } from '../../contract/parse-contract.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { contractUri } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { shownKey, type UploadFacts } from './unused-upload.ts';

/** A reference arrived and there was no contract: Plumbline drafted one. */
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
  const { model, inboxBucket, resultsBucket, contractKey, referenceKey, columns, notes } = facts;
  return composeAlert(facts, {
    kind: 'contract-inferred',
    severity: 'info',
    fact: 'contract drafted from the reference, please review',
    summary: `There was no contract for this model, so Plumbline drafted one for the ${formatCountOf(columns, 'column')} of the reference ${shownKey(referenceKey)}. Batches are held to this guess until you put your own in its place.`,
    findings: notes.map((note) => ({ severity: 'info', ...note })),
    places: [
      { label: 'drafted contract', bucket: resultsBucket, key: contractKey },
      { label: 'reference', bucket: inboxBucket, key: referenceKey },
    ],
    nextSteps: [
      'Open the draft and read it through: kinds, roles, ranges, which columns may be missing.',
      `Correct it and save it as ${contractUri(inboxBucket, model)}. From then on yours is in force.`,
    ],
  });
}

/** A contract was uploaded that cannot be used. */
export interface InvalidContractFacts extends UploadFacts {
  /** Where the contract lies, in the inbox. */
  readonly contractKey: string;
  readonly problems: readonly ContractProblem[];
}

/** Tells the author of a contract everything that is wrong with it, in the order of the file. */
export function composeInvalidContractAlert(facts: InvalidContractFacts): Alert {
  const { inboxBucket, contractKey, problems } = facts;
  const count = formatCountOf(problems.length, 'problem');
  return composeAlert(facts, {
    kind: 'contract-invalid',
    severity: 'critical',
    fact: `the contract is invalid: ${count}`,
    summary: `The contract ${shownKey(contractKey)} has ${count} and cannot be used. Every batch of this model is rejected until it is corrected.`,
    findings: problems.map((problem) => ({ severity: 'critical', sentence: describeProblem(problem) })),
    places: [{ label: 'contract', bucket: inboxBucket, key: contractKey }],
    nextSteps: [
      `Correct the contract and upload it under the same key, ${shownKey(contractKey)}.`,
      'The batches that were rejected in the meantime are then judged again by themselves: the newest 50 of the last 30 days.',
    ],
  });
}
