/** Names that say it by themselves, and names that say it only where the values of another column agree. */
interface Names {
  readonly sure: RegExp;
  readonly likely: RegExp;
}

/** How people name what goes into a model's output file, in the words of `nameWords`. */
export const modelNames = {
  prediction: {
    sure: /^(?:(?:y|model)_pred(?:icted|iction)?|ypred|y_?hat|pred|preds|predicted|predictions?|(?:pred|predicted|prediction)_(?:class|label|value)|(?:class|label)_pred(?:icted|iction)?|predicted_y)$/,
    likely: /^(?:pred|predicted|prediction)_\w+$|^\w+_(?:pred|predicted|prediction|hat)$/,
  },
  confidence: {
    sure: /^(?:y_)?(?:pred|predicted|prediction|model)_(?:proba?|probability|probabilities|score|confidence)(?:_\w+)?$|^y_(?:proba?|scores?)(?:_\w+)?$|^predict_proba(?:_\w+)?$|^\w+_proba$|^proba(?:_\w+)?$/,
    likely: /^(?:prob|probability|score|confidence)(?:_\w+)?$|^\w+_(?:prob|probability|score|confidence)$/,
  },
  label: {
    sure: /^(?:y_?true|true_(?:label|class|value)|ground_?truth|target|label|actuals?|\w+_(?:target|label|actual|true)|(?:target|label|actual)_(?:class|label|value))$/,
    likely:
      /^(?:is_|has_|was_)?(?:churn(?:ed)?|survived|default(?:ed)?|fraud(?:ulent)?|converted|clicked|purchased|bought|cancelled|canceled|returned|repaid|paid_back|late|delayed|approved|readmitted|responded|outcome|class|truth|y)$/,
  },
} as const satisfies Readonly<Record<string, Names>>;

/** The same of what is measured of each answer. */
export const measuredNames = {
  latency:
    /^(?:(?:model_|inference_|prediction_|response_|request_)?latency|(?:inference|prediction|response|processing)_(?:time|duration))(?:_(?:ms|us|ns|s|secs?|seconds|millis|milliseconds))?$/,
  error: /^(?:is_|has_|was_)?(?:error|failed|failure|exception)(?:_(?:code|flag))?$/,
  modelVersion: /^(?:model_?(?:version|ver|revision)|version_of_model)$/,
} as const;

/** How sure a name is: 0 by itself, 1 with others, undefined where it says nothing. */
export function rankOf({ sure, likely }: Names, words: string): 0 | 1 | undefined {
  if (sure.test(words)) return 0;
  return likely.test(words) ? 1 : undefined;
}

/** What a prediction is of, by its name: `churn` of `predicted_churn`; empty where that says nothing. */
export function stemOf(words: string): string {
  return words.replace(/^(?:predicted|prediction|pred)_|_(?:predicted|prediction|pred|hat)$/g, '');
}

/** What is left of a name of probabilities: the class that they are of, where they name one. */
export function classInName(words: string): string {
  return words
    .split('_')
    .filter(
      (word) =>
        !/^(?:y|p|predict(?:ed|ion)?|pred|model|proba?|probability|scores?|confidence|class|of)$/.test(word),
    )
    .join('_');
}
