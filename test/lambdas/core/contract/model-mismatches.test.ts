import { describe, expect, test } from '@jest/globals';
import { describeProblem, parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';

const age = { name: 'age', kind: 'numeric' };
const said = { name: 'said', kind: 'categorical', role: 'prediction' };
const paid = { name: 'paid', kind: 'categorical', role: 'label', required: false };
const sure = { name: 'sure', kind: 'numeric', role: 'confidence' };

function problemsOf(columns: readonly object[], model?: object): readonly string[] {
  const parsed = parseContract(JSON.stringify({ schemaVersion: 1, columns, ...(model ? { model } : {}) }));
  return parsed.ok ? [] : parsed.problems.map(describeProblem);
}

describe('roles and settings of a model go with each other', () => {
  test.each([
    ['predictions, labels that may be absent and a probability', [age, said, paid, sure], {}],
    [
      'a probability for each class',
      [said, { ...sure, class: 'yes' }, { ...age, role: 'confidence', class: 'no' }],
      {},
    ],
    [
      'predictions of text, of which nothing is known',
      [
        { ...said, kind: 'text' },
        { ...age, role: 'label' },
      ],
      undefined,
    ],
    ['numbers', [{ ...age, role: 'prediction' }], { task: 'regression', primaryMetric: 'rmse' }],
    [
      'classes that are numbers',
      [{ ...age, kind: 'integer', role: 'prediction' }],
      { task: 'binary', positiveClass: '1' },
    ],
  ])('%s', (_, columns, model) => {
    expect(problemsOf(columns, model)).toEqual([]);
  });

  test.each([
    [
      'two columns of predictions',
      [said, { ...age, role: 'prediction' }],
      undefined,
      'columns[1].role: expected one column with the role prediction, and said has it: write "role": "feature" here or there, found "prediction"',
    ],
    [
      'labels that can never equal the predictions',
      [said, { ...age, role: 'label' }],
      undefined,
      'columns[1].kind: expected the kind of the predictions, which said has: write "kind": "categorical" here, or "kind": "numeric" there, found "numeric"',
    ],
    [
      'a class of a column that is no probability',
      [said, { ...age, class: 'yes' }],
      undefined,
      'columns[1].class: expected a class only together with "role": "confidence", found "yes"',
    ],
    [
      'probabilities that are texts',
      [said, { ...sure, kind: 'text' }],
      undefined,
      'columns[1].kind: expected numeric for the role confidence: a probability from 0 to 1, found "text"',
    ],
    [
      'several probabilities, one without its class',
      [said, sure, { ...age, role: 'confidence', class: 'yes' }],
      undefined,
      'columns[1].class: expected the class that the probabilities are of, as there are 2 columns with the role confidence: write "class": "<class>" in each, found nothing',
    ],
    [
      'two probabilities of one class',
      [said, { ...sure, class: 'yes' }, { ...age, role: 'confidence', class: 'yes' }],
      undefined,
      'columns[2].class: expected another class in each column, found "yes"',
    ],
    [
      'a model without predictions',
      [age],
      {},
      'model: expected a column of predictions for the model: write "role": "prediction" where the contract names it, found {}',
    ],
    [
      'numbers predicted by texts',
      [said],
      { task: 'regression' },
      'model.task: expected a task for predictions of kind categorical, which said has: write "binary" or "multiclass", found "regression"',
    ],
    [
      'a metric of another task',
      [said],
      { task: 'multiclass', primaryMetric: 'mae' },
      'model.primaryMetric: expected one of accuracy, f1-macro, f1-weighted, precision-macro, recall-macro for multiclass, found "mae"',
    ],
    [
      'a metric of probabilities that there are none of',
      [said],
      { primaryMetric: 'roc-auc' },
      'model.primaryMetric: expected a column of probabilities for this metric: write "role": "confidence" where it is named, found "roc-auc"',
    ],
    [
      'a positive class of many',
      [said],
      { task: 'multiclass', positiveClass: 'yes' },
      'model.positiveClass: expected one only for "task": "binary", found "yes"',
    ],
    [
      'a positive class that no boolean is',
      [{ ...said, kind: 'boolean' }],
      { positiveClass: '1' },
      'model.positiveClass: expected "true" or "false" for predictions of kind boolean, found "1"',
    ],
    [
      'costs of numbers',
      [{ ...age, role: 'prediction' }],
      { task: 'regression', costs: { a: { b: 1 } } },
      'model.costs: expected none for "task": "regression", found {"a":{"b":1}}',
    ],
    [
      'costs of nothing',
      [said],
      { costs: { yes: {} } },
      'model.costs: expected a cost, such as { "yes": { "no": 12.5 } }, found {"yes":{}}',
    ],
  ])('not %s', (_, columns, model, problem) => {
    expect(problemsOf(columns, model)).toEqual([problem]);
  });
});
