import { type ContractProblem, describeProblem } from '../../contract/parse-contract.ts';
import { plainText } from '../../text/clean-text.ts';
import { formatCountOf } from '../../text/format-number.ts';
import type { Alert } from '../alert-schema.ts';
import { listFindings } from '../batch/list-findings.ts';
import type { UploadFacts } from './upload-facts.ts';

/** A contract was uploaded that cannot be used. */
export interface InvalidContractFacts extends UploadFacts {
  /** Where the contract lies, in the inbox. */
  readonly contractKey: string;
  readonly problems: readonly ContractProblem[];
}

/** Tells the author of a contract everything that is wrong with it, in the order of the file. */
export function composeInvalidContractAlert(facts: InvalidContractFacts): Alert {
  const { id, environment, model, createdAt, inboxBucket, contractKey, problems } = facts;
  const count = formatCountOf(problems.length, 'problem');
  return {
    schemaVersion: 1,
    id,
    kind: 'contract-invalid',
    severity: 'critical',
    environment,
    model,
    createdAt,
    fact: `the contract is invalid: ${count}`,
    summary: `The contract ${plainText(contractKey, 200)} has ${count} and cannot be used. Every batch of this model is rejected until it is corrected.`,
    ...listFindings(
      problems.map((problem) => ({ severity: 'critical', sentence: describeProblem(problem) })),
    ),
    places: [{ label: 'contract', bucket: inboxBucket, key: contractKey }],
    nextSteps: [
      `Correct the contract and drop it under the same key, ${plainText(contractKey, 200)}.`,
      'Then drop again the batches that were rejected meanwhile.',
    ],
  };
}
