import { areAlike, type Candidate } from './draft-classes.ts';
import { draftConfidences } from './draft-confidences.ts';
import { measuredRole } from './draft-measured.ts';
import { draftTask, taskInWords } from './draft-task.ts';
import type { DraftedRole } from './drafted-role.ts';
import { modelNames, rankOf, stemOf } from './model-names.ts';
import type { Task } from './model-rules.ts';
import { quoteFound } from './violation.ts';

/** What the columns of a reference tell of the model. */
export interface DraftedModel {
  /** By the name of the column. */
  readonly roles: ReadonlyMap<string, DraftedRole>;
  readonly model?: { readonly task?: Task; readonly positiveClass?: string };
}

/**
 * Finds out which columns hold what a model predicted, how sure it was and what was true. A role is given where name, kind and values
 * agree; what only a name says is put to the reader.
 *
 * @param hasId  whether a column tells rows apart, by which labels can be joined
 */
export function draftModel(candidates: readonly Candidate[], hasId: boolean): DraftedModel {
  const { prediction, doubted } = findPrediction(candidates);
  const others = candidates.filter((one) => one !== prediction);
  const label = prediction ? findLabel(prediction, others) : undefined;
  const rest = others.filter((one) => one !== label);
  const confidences = draftConfidences(rest, prediction, label);
  const isScored = prediction !== undefined || [...confidences.values()].some(({ role }) => role);
  const measured = rest.flatMap((one) => {
    const found = measuredRole(one, isScored);
    return found ? [[one.name, found] as const] : [];
  });
  const hasScores = [...confidences.values()].some(({ role }) => role === 'confidence');
  const model = prediction && draftTask(prediction, label, hasScores);
  const roles = new Map<string, DraftedRole>([
    ...doubted,
    ...doubtedLabels(rest, prediction),
    ...measured,
    ...confidences,
    ...(label && prediction ? [[label.name, labelRole(prediction, hasId)] as const] : []),
    ...(prediction && model ? [[prediction.name, predictionRole(model)] as const] : []),
  ]);
  return { roles, ...(model ? { model } : {}) };
}

interface FoundPrediction {
  readonly prediction?: Candidate;
  readonly doubted: readonly (readonly [string, DraftedRole])[];
}

/** One that is called so; or one that is called as predictions often are, where another column has the values that it predicts. */
function findPrediction(candidates: readonly Candidate[]): FoundPrediction {
  const named = candidates.filter(
    ({ words, kind }) =>
      rankOf(modelNames.confidence, words) === undefined &&
      rankOf(modelNames.prediction, words) !== undefined &&
      predicted.has(kind),
  );
  const sure = named.filter(({ words }) => rankOf(modelNames.prediction, words) === 0);
  const confirmed = named.filter((one) =>
    findLabel(
      one,
      candidates.filter((other) => !named.includes(other)),
    ),
  );
  const [found, ...more] = sure.length > 0 ? sure : confirmed;
  if (found && more.length === 0) return { prediction: found, doubted: [] };
  const sentence = 'may be what the model predicts: if so, write "role": "prediction"';
  return {
    doubted: named.map(({ name }) => [
      name,
      { sentence: named.length > 1 ? `${sentence} here, or in another such column` : sentence },
    ]),
  };
}

const predicted: ReadonlySet<string> = new Set(['numeric', 'integer', 'categorical', 'boolean']);

/** The one column that by its name is what was true, and has the values of the predictions. */
function findLabel(prediction: Candidate, others: readonly Candidate[]): Candidate | undefined {
  const alike = others.filter((one) => areAlike(prediction, one));
  const stem = stemOf(prediction.words);
  for (const isNamed of [
    ({ words }: Candidate) => /^(?:y_?true|ground_?truth|true_label)$/.test(words),
    ({ words }: Candidate) => words === stem && words !== prediction.words,
    ({ words }: Candidate) => rankOf(modelNames.label, words) === 0,
    ({ words }: Candidate) => rankOf(modelNames.label, words) === 1,
  ]) {
    const [found, ...more] = alike.filter(isNamed);
    if (found) return more.length === 0 ? found : undefined;
  }
  return undefined;
}

function doubtedLabels(
  rest: readonly Candidate[],
  prediction: Candidate | undefined,
): readonly (readonly [string, DraftedRole])[] {
  return rest
    .filter(
      ({ words, kind }) =>
        words !== 'y' && rankOf(modelNames.label, words) !== undefined && predicted.has(kind),
    )
    .filter(({ words, classes }) => rankOf(modelNames.label, words) === 0 || (classes?.length ?? 0) >= 2)
    .map(({ name }) => {
      const unlike = prediction ? `, though its values are not those of ${quoteFound(prediction.name)}` : '';
      const sentence = `may be what the model has to predict${unlike}: if so, write "role": "label"; a batch may lack it, unless "required": true says otherwise`;
      return [name, { mayLack: true, sentence }];
    });
}

function labelRole(prediction: Candidate, hasId: boolean): DraftedRole {
  const join = hasId ? '' : '; labels that come later need a column with the role id to be joined by';
  return {
    role: 'label',
    sentence: `looks like what turned out to be true, by its name and as it has the values of ${quoteFound(prediction.name)}: role label, and a batch may lack it${join}`,
  };
}

function predictionRole(model: NonNullable<DraftedModel['model']>): DraftedRole {
  return {
    role: 'prediction',
    sentence: `looks like what the model predicts: role prediction, ${taskInWords(model)}`,
  };
}
