import { type Alert, alertSchema } from '../../lambdas/core/alert/alert-schema.ts';
import { type ContractProblem, describeProblem } from '../../lambdas/core/contract/parse-contract.ts';
import { plainText } from '../../lambdas/core/text/clean-text.ts';
import { resultsPrefixes } from '../../lambdas/keys.ts';
import { decodeJson } from '../../lambdas/pipeline/json-artefact.ts';
import type { StoredBytes } from '../../lambdas/pipeline/ports.ts';
import { plumblineVersion } from '../../lambdas/version.ts';
import { describeNote } from './describe-note.ts';

/** Everything that is wrong with a contract, a line each. */
export function explainContract(problems: readonly ContractProblem[]): string {
  return [
    "the contract can't be used:",
    ...problems.map((problem) => `  ${plainText(describeProblem(problem))}`),
    ...(problems.some(({ path }) => path === 'schemaVersion')
      ? [
          `  this is Plumbline ${plumblineVersion}: a contract of another version needs the Plumbline of that version`,
        ]
      : []),
  ].join('\n');
}

/** Why a reference can't be used: what the alert about it says. */
export function explainReference(path: string, objects: readonly StoredBytes[]): string {
  const reasons = storedAlerts(objects)
    .flatMap(({ findings }) => findings)
    .map((finding) => `  ${describeNote(finding)}`);
  return [`the reference ${path} can't be used:`, ...reasons].join('\n');
}

/** What was dropped, demoted or doubted in a contract that was drafted on the way, a line each. */
export function draftNotes(objects: readonly StoredBytes[]): readonly string[] {
  return storedAlerts(objects)
    .filter(({ kind }) => kind === 'contract-inferred')
    .flatMap(({ findings }) => findings.map(describeNote));
}

/** Why labels can't be used: what the alert about them says. */
export function explainLabels(path: string, { key, bytes }: StoredBytes): string {
  const { findings } = decodeJson(alertSchema, key, bytes);
  return [
    `the labels ${path} can't be used:`,
    ...findings.map((finding) => `  ${describeNote(finding)}`),
  ].join('\n');
}

/** What is odd about labels that were joined, a line each. */
export function labelNotes({ key, bytes }: StoredBytes): readonly string[] {
  return decodeJson(alertSchema, key, bytes).findings.map((finding) => `labels: ${describeNote(finding)}`);
}

function storedAlerts(objects: readonly StoredBytes[]): readonly Alert[] {
  return objects
    .filter(({ key }) => key.startsWith(resultsPrefixes.alerts))
    .map(({ key, bytes }) => decodeJson(alertSchema, key, bytes));
}
