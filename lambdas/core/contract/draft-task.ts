import { type Candidate, isOfNumbers } from './draft-classes.ts';
import { type Task, usualPositives } from './model-rules.ts';
import { quoteFound } from './violation.ts';

/** What of the contract's `model` can be told from values; what can't is left to its defaults. */
export interface DraftedTask {
  readonly task?: Task;
  readonly positiveClass?: string;
}

/** Whole numbers that follow one another are codes of classes up to so many. */
const mostCodes = 20;

/** @param hasScores  whether there are probabilities: then numbers are classes, too */
export function draftTask(
  prediction: Candidate,
  label: Candidate | undefined,
  hasScores: boolean,
): DraftedTask {
  const { kind, classes } = prediction;
  if (kind === 'boolean') return { task: 'binary', positiveClass: 'true' };
  if (!classes || (label && !label.classes))
    return { task: isOfNumbers(kind) && !hasScores ? 'regression' : 'multiclass' };
  const all = [...new Set([...classes, ...(label?.classes ?? [])])];
  if (all.length < 2) return {};
  if (all.length === 2) {
    const positiveClass = usualPositives.find((value) => all.includes(value));
    return { task: 'binary', ...(positiveClass === undefined ? {} : { positiveClass }) };
  }
  if (!isOfNumbers(kind) || hasScores || (kind === 'integer' && areCodes(all) && label !== undefined))
    return { task: 'multiclass' };
  return {};
}

/** `0`, `1`, `2`, …: without a gap, from 0 or 1 on. */
function areCodes(classes: readonly string[]): boolean {
  const values = classes.map(Number).toSorted((a, b) => a - b);
  const [first = -1] = values;
  return (
    (first === 0 || first === 1) &&
    values.length <= mostCodes &&
    values.every((value, index) => value === first + index)
  );
}

/** What was found, and what to write where it was not. */
export function taskInWords({ task, positiveClass }: DraftedTask): string {
  if (task === undefined)
    return 'but not whether of classes or of amounts: write "task" into "model" ("binary", "multiclass" or "regression")';
  if (task !== 'binary') return `task ${task}`;
  return positiveClass === undefined
    ? 'task binary; write the class that is looked for as "positiveClass" into "model"'
    : `task binary, looking for the class \`${quoteFound(positiveClass)}\``;
}
