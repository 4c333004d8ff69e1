import { alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { type ContractProblem, describeProblem } from '../../lambdas/core/contract/parse-contract.ts';
import { plainText } from '../../lambdas/core/text/clean-text.ts';
import { resultsPrefixes } from '../../lambdas/keys.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type { StoredBytes } from '../../lambdas/pipeline/ports.ts';

/** Everything that is wrong with a contract, a line each. */
export function explainContract(problems: readonly ContractProblem[]): string {
  return [
    "the contract can't be used:",
    ...problems.map((problem) => `  ${plainText(describeProblem(problem))}`),
  ].join('\n');
}

/** Why a reference can't be used: what the alert about it says. */
export function explainReference(path: string, objects: readonly StoredBytes[]): string {
  const reasons = objects
    .filter(({ key }) => key.startsWith(resultsPrefixes.alerts))
    .flatMap(({ key, bytes }) => decodeJson(alertSchema, key, bytes).findings)
    .map(({ sentence }) => `  ${plainText(sentence)}`);
  return [`the reference ${path} can't be used:`, ...reasons].join('\n');
}
