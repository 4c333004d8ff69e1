import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { writeContract } from '../../../../lambdas/core/contract/write-contract.ts';
import { draftColumns } from '../../../support/draft-columns.ts';

const rows = (cell: (row: number) => string | number) =>
  Array.from({ length: 60 }, (_, row) => `${cell(row)}`);

const mostlyMissing = (cell: string) => rows((row) => (row % 10 === 0 ? cell : ''));

const values = {
  zeroOne: rows((row) => row % 2),
  zeroOnePoint: rows((row) => `${row % 2}.0`),
  ones: rows(() => 1),
  yesNo: rows((row) => (row % 3 ? 'yes' : 'no')),
  truth: rows((row) => (row % 3 ? 'True' : 'False')),
  colours: rows((row) => ['red', 'green', 'dark blue'][row % 3]!),
  codes: rows((row) => row % 4),
  shares: rows((row) => (row % 7) / 7),
  amounts: rows((row) => 200 + row * 7.5),
  largeAmounts: rows((row) => 90_000 + row * 7.5),
  counts: rows((row) => (row * 37) % 101),
  versions: rows((row) => `v1.${row % 2}`),
} as const;

/** Roles by column, but for features. */
function draftOf(columns: Readonly<Record<string, readonly string[]>>) {
  const { contract, notes } = draftColumns(columns);
  const roles = contract.columns.flatMap(({ name, role, class: of }) =>
    role === 'feature' ? [] : [[name, of === undefined ? role : `${role} of ${of}`]],
  );
  const { task, positiveClass } = contract.model ?? {};
  return { contract, roles: Object.fromEntries(roles), model: { task, positiveClass }, notes };
}

const { zeroOne, zeroOnePoint, ones, yesNo, truth, colours, codes, shares, amounts, counts } = values;

test.each<[Record<string, readonly string[]>, Record<string, string>, object]>([
  [
    { y_pred: zeroOne, y_pred_proba: shares, clf_target: zeroOne, x: amounts },
    { y_pred: 'prediction', y_pred_proba: 'confidence', clf_target: 'label' },
    { task: 'binary', positiveClass: '1' },
  ],
  [
    { yPred: zeroOne, score: shares, repaid: zeroOnePoint, repaidBefore: truth },
    { yPred: 'prediction', score: 'confidence', repaid: 'label' },
    { task: 'binary', positiveClass: '1' },
  ],
  [
    { prediction: yesNo, label: yesNo },
    { prediction: 'prediction', label: 'label' },
    { task: 'binary', positiveClass: 'yes' },
  ],
  [
    { prediction: truth, churned: truth },
    { prediction: 'prediction', churned: 'label' },
    { task: 'binary', positiveClass: 'true' },
  ],
  [
    { predicted_price: amounts, price: amounts, score: shares },
    { predicted_price: 'prediction', price: 'label' },
    { task: 'regression' },
  ],
  [{ y_true: counts, y_pred: amounts }, { y_pred: 'prediction' }, { task: 'regression' }],
  [
    { prediction: colours, proba_red: shares, proba_green: shares, 'proba_dark-blue': shares },
    {
      prediction: 'prediction',
      proba_red: 'confidence of red',
      proba_green: 'confidence of green',
      'proba_dark-blue': 'confidence of dark blue',
    },
    { task: 'multiclass' },
  ],
  [{ y_hat: codes, target: codes }, { y_hat: 'prediction', target: 'label' }, { task: 'multiclass' }],
  [{ y_hat: codes }, { y_hat: 'prediction' }, {}],
  [
    { y_pred: ones, y_true: zeroOne },
    { y_pred: 'prediction', y_true: 'label' },
    { task: 'binary', positiveClass: '1' },
  ],
  [{ y_pred: ones }, { y_pred: 'prediction' }, {}],
  [
    { y_pred: zeroOne, latency_ms: amounts, model_version: values.versions, is_error: truth },
    { y_pred: 'prediction', latency_ms: 'latency', model_version: 'modelVersion', is_error: 'error' },
    { task: 'binary', positiveClass: '1' },
  ],
  [
    {
      y_pred: zeroOne,
      model_version: rows((row) => `${3 + (row % 2) / 10}`),
      error_code: mostlyMissing('503'),
    },
    { y_pred: 'prediction', model_version: 'modelVersion', error_code: 'error' },
    { task: 'binary', positiveClass: '1' },
  ],
  [
    { y_pred: zeroOne, model_version: rows((row) => `${row % 3}`), exception: mostlyMissing('timed out') },
    { y_pred: 'prediction', model_version: 'modelVersion', exception: 'error' },
    { task: 'binary', positiveClass: '1' },
  ],
  [{ y_pred_proba: shares }, { y_pred_proba: 'confidence' }, {}],
])(
  'what a model puts out and should have is found by name, kind and values, case %#',
  (columns, roles, model) => {
    const drafted = draftOf(columns);

    expect(drafted.roles).toEqual(roles);
    expect(drafted.model).toEqual(model);
  },
);

test.each<[Record<string, readonly string[]>, Record<string, RegExp>]>([
  [
    { target: codes, x: amounts },
    { target: /may be what the model has to predict: .*"role": "label"; a batch may lack it/ },
  ],
  [{ Survived: zeroOne }, { Survived: /"role": "label"/ }],
  [{ y_pred: zeroOne, target: amounts }, { target: /though its values are not those of y_pred/ }],
  [{ y_pred: zeroOne, target: yesNo }, { target: /though its values are not those of y_pred/ }],
  [{ predicted_demand: amounts, x: shares }, { predicted_demand: /may be what the model predicts/ }],
  [{ score: shares }, { score: /may be a probability .*"role": "confidence"/ }],
  [{ latency_ms: amounts }, { latency_ms: /may be how long answers took: .*"role": "latency"/ }],
  [
    { prediction: zeroOne, y_pred: yesNo },
    { prediction: /or in another such column/, y_pred: /or in another/ },
  ],
])('what only a name says is put to the reader, case %#', (columns, sentences) => {
  const { roles, notes, contract } = draftOf(columns);

  expect(Object.keys(roles)).not.toContain(Object.keys(sentences)[0]);
  // What may be a label may be missing from a batch: with a draft that asked for it every batch without it was rejected.
  const mayLack = contract.columns.flatMap(({ name, required }) => (required === false ? [name] : []));
  expect(mayLack).toEqual(Object.keys(sentences).filter((name) => /target|Survived/.test(name)));
  for (const [name, sentence] of Object.entries(sentences))
    expect(notes).toContainEqual({ column: name, sentence: expect.stringMatching(sentence) });
});

test.each<[Record<string, readonly string[]>]>([
  [{ credit_score: amounts, price: amounts, color: colours }],
  [{ predator: zeroOne, screen: shares, labels_count: counts, targeted: truth }],
  [{ error: amounts, model: colours, time_to_answer: amounts }],
  [{ x: shares, y: shares }],
])('columns of other names are features without a word, case %#', (columns) => {
  const { roles, notes, contract } = draftOf(columns);

  expect(roles).toEqual({});
  expect(contract.model).toBeUndefined();
  expect(notes).toEqual([]);
});

describe('a label', () => {
  test('may be absent, late and of any value', () => {
    const { contract } = draftOf({ y_pred: zeroOne, y_true: zeroOne });

    expect(contract.columns[1]).toMatchObject({ role: 'label', required: false, nullable: true });
    expect(contract.columns[1]).not.toHaveProperty('min');
  });
});

test('whatever columns are called and hold, the draft passes the checks of a contract', () => {
  const names = [
    'y_pred',
    'prediction',
    'predicted_late',
    'late',
    'y_true',
    'target',
    'score',
    'proba_1',
    'proba_yes',
    'yes_proba',
    'is_error',
    'latency',
    'model_version',
    'id',
    'email',
  ];
  const anyColumns = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...Object.values(values))),
    {
      minLength: 1,
      maxLength: 6,
      selector: ([name]) => name,
    },
  );
  fc.assert(
    fc.property(anyColumns, (columns) => {
      const { contract } = draftColumns(Object.fromEntries(columns));

      expect(parseContract(writeContract(contract))).toEqual({ ok: true, contract });
    }),
    { numRuns: 300, seed: 4 },
  );
});
