import { type ContractProblem, describeProblem } from '../contract/parse-contract.ts';
import type { Alert, Location } from './alert-schema.ts';
import { plainText } from './clean-text.ts';
import { formatCountOf } from './format-number.ts';
import { listFindings } from './list-findings.ts';
import type { UploadFacts } from './upload-facts.ts';

/** A contract was uploaded that cannot be used. */
export interface InvalidContractFacts extends UploadFacts {
  readonly contract: Location;
  readonly problems: readonly ContractProblem[];
}

/** Tells the author of a contract everything that is wrong with it, in the order of the file. */
export function composeInvalidContractAlert(facts: InvalidContractFacts): Alert {
  const { id, environment, model, createdAt, contract, problems } = facts;
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
    summary: `The contract ${plainText(contract.key, 200)} has ${count} and is not in force. Batches of this model cannot be checked against it until it is corrected.`,
    ...listFindings(
      problems.map((problem) => ({ severity: 'critical', sentence: describeProblem(problem) })),
    ),
    places: [{ label: 'contract', bucket: contract.bucket, key: contract.key }],
    nextSteps: [
      `Correct the contract and drop it under the same key, ${plainText(contract.key, 200)}.`,
      'Then upload again the batches that came meanwhile.',
    ],
  };
}
