import { type Candidate, isOfProbabilities } from './draft-classes.ts';
import type { DraftedRole } from './drafted-role.ts';
import { classInName, modelNames, rankOf } from './model-names.ts';
import { nameWords } from './name-words.ts';
import { quoteFound } from './violation.ts';

/**
 * Which columns hold probabilities that the model gives, and of which class where their names say so: a contract names the class of
 * each where there are several.
 */
export function draftConfidences(
  columns: readonly Candidate[],
  prediction: Candidate | undefined,
  label: Candidate | undefined,
): ReadonlyMap<string, DraftedRole> {
  const named = columns.filter(
    (one) => rankOf(modelNames.confidence, one.words) !== undefined && isOfProbabilities(one),
  );
  if (prediction && !prediction.classes) return new Map();
  const sure = named.filter(({ words }) => rankOf(modelNames.confidence, words) === 0);
  const classes = [...new Set([...(prediction?.classes ?? []), ...(label?.classes ?? [])])];
  const several = ofClasses(sure.length > 0 ? sure : named, classes);
  if (several.length > 1) return new Map(several);
  const [only, ...more] = sure.length > 0 ? sure : prediction ? named : [];
  const found = only && more.length === 0 ? only : undefined;
  return new Map(
    named.map((one) => [one.name, one === found ? roleOf(one, classes) : doubted(named.length)]),
  );
}

/** Those whose names end in a class of the predictions, each another one. */
function ofClasses(
  columns: readonly Candidate[],
  classes: readonly string[],
): readonly (readonly [string, DraftedRole])[] {
  const found = columns.flatMap((one) => {
    const name = classOf(one, classes);
    return name === undefined ? [] : [{ one, name }];
  });
  const isOfEach = new Set(found.map(({ name }) => name)).size === found.length;
  return isOfEach ? found.map(({ one }) => [one.name, roleOf(one, classes)] as const) : [];
}

function classOf({ words }: Candidate, classes: readonly string[]): string | undefined {
  const named = classInName(words);
  const found = classes.filter((name) => name !== '' && nameWords(name) === named);
  return named !== '' && found.length === 1 ? found[0] : undefined;
}

function roleOf(column: Candidate, classes: readonly string[]): DraftedRole {
  const name = classOf(column, classes);
  const sentence = 'looks like the probability that the model gives';
  if (name === undefined) return { role: 'confidence', sentence: `${sentence}: role confidence` };
  const shown = quoteFound(name);
  return {
    role: 'confidence',
    class: name,
    sentence: `${sentence} to \`${shown}\`: role confidence of that class`,
  };
}

function doubted(count: number): DraftedRole {
  const which = count > 1 ? ', "class": "<class>"' : '';
  return { sentence: `may be a probability that the model gives: if so, write "role": "confidence"${which}` };
}
