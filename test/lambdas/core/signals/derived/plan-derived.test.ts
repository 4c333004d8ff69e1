import { describe, expect, test } from '@jest/globals';
import {
  comparedColumns,
  sensitiveColumns,
  yardstickOf,
} from '../../../../../lambdas/core/profile/yardstick.ts';
import { derivedNotes, planDerived } from '../../../../../lambdas/core/signals/derived/plan-derived.ts';
import { buildContract, type ColumnInput } from '../../../../support/build-contract.ts';

function plannedNames(...columns: readonly ColumnInput[]): readonly string[] {
  return planDerived(buildContract(columns).columns).map(({ name }) => name);
}

const text = { name: 'note', kind: 'text' } as const;

describe('planDerived', () => {
  test('derives six features of a text, two of a timestamp, and nothing of what is a feature already', () => {
    const names = plannedNames(
      { name: 'x', kind: 'numeric' },
      text,
      { name: 'when', kind: 'timestamp' },
      { name: 'city', kind: 'categorical' },
    );

    expect(names).toEqual([
      'note: length',
      'note: letters',
      'note: digits',
      'note: spaces',
      'note: non-ASCII',
      'note: unknown words',
      'when: hour',
      'when: weekday',
    ]);
  });

  test.each([
    ['what is not compared', { ...text, role: 'id' }],
    ['what the contract ignores', { ...text, drift: { ignore: true } }],
    ['what the contract says so of', { ...text, drift: { derived: false } }],
    [
      'ignored times',
      { name: 'at', kind: 'timestamp', role: 'timestamp', drift: { ignore: true, derived: true } },
    ],
  ] as const)('derives nothing of %s', (_, column) => {
    expect(plannedNames(column)).toEqual([]);
  });

  test('derives the components and the norm of a vector; the norm of one number says nothing', () => {
    const vector = { name: 'v', kind: 'vector' } as const;

    expect(plannedNames({ ...vector, dimension: 2 })).toEqual(['v[0]', 'v[1]', 'v: norm']);
    expect(plannedNames({ ...vector, dimension: 1 })).toEqual(['v[0]']);
  });

  test('derives 64 components at most, from the first on, evenly, and says so', () => {
    const { columns } = buildContract([{ name: 'v', kind: 'vector', dimension: 16_384 }]);
    const plan = planDerived(columns);

    expect(plan).toHaveLength(65);
    expect(plan.map(({ component }) => component).slice(0, 3)).toEqual([0, 256, 512]);
    expect(plan[63]).toMatchObject({ component: 63 * 256, name: 'v[16128]' });
    expect(derivedNotes(columns, plan)).toEqual([
      '64 of the 16384 components of v are compared, evenly chosen, and its norm',
    ]);
  });

  test('derives of sensitive columns nothing that is a value or a word of one', () => {
    expect(plannedNames({ ...text, sensitive: true })).not.toContain('note: unknown words');
    expect(plannedNames({ ...text, sensitive: true })).toHaveLength(5);
    expect(plannedNames({ name: 'v', kind: 'vector', dimension: 3, sensitive: true })).toEqual(['v: norm']);
    expect(plannedNames({ name: 'v', kind: 'vector', dimension: 1, sensitive: true })).toEqual([]);
  });

  test('looks at the times of rows for what can not be, and at lags and gaps when it is asked to', () => {
    const at = { name: 'at', kind: 'timestamp', role: 'timestamp' } as const;

    expect(plannedNames(at)).toEqual(['at: lag', 'at: hour', 'at: weekday']);
    expect(plannedNames({ ...at, drift: { derived: true } })).toEqual([
      'at: lag',
      'at: gap',
      'at: hour',
      'at: weekday',
    ]);
    expect(plannedNames({ ...at, drift: { derived: false } })).toEqual([]);
  });

  test('gives no name that another column has', () => {
    expect(
      plannedNames(
        { name: 'v', kind: 'vector', dimension: 1 },
        { name: 'v[0]', kind: 'numeric' },
        { name: 'v[0] (derived)', kind: 'numeric' },
      ),
    ).toEqual(['v[0] (derived) (derived)']);
  });

  test('derives of so many columns at most, and names those that are left out', () => {
    const { columns } = buildContract(
      Array.from({ length: 172 }, (_, index) => ({ name: `t${index}`, kind: 'text' as const })),
    );
    const plan = planDerived(columns);

    expect(plan).toHaveLength(170 * 6);
    expect(derivedNotes(columns, plan).map((note) => note.slice(0, 26))).toEqual([
      'nothing is derived of t170',
      'nothing is derived of t171',
    ]);
  });
});

describe('comparedColumns', () => {
  test('hold for derived columns what the contract says of the drift of their source, but for the method', () => {
    const contract = buildContract([
      { ...text, critical: true, sensitive: true, drift: { minEffect: 0.1, alpha: 0.002 } },
    ]);
    const derived = planDerived(contract.columns);
    const bins = [text, ...derived].map(() => ({ type: 'texts' as const }));

    const yardstick = yardstickOf(contract, { bins, derived });
    const [, length] = comparedColumns(yardstick, contract);

    expect(length).toMatchObject({
      id: 'note: length',
      kind: 'numeric',
      index: 1,
      critical: true,
      drift: { minEffect: 0.1, alpha: 0.002 },
      derived: { source: 'note', feature: 'length' },
    });
    expect(sensitiveColumns(yardstick, contract)).toEqual(new Set(yardstick.columns.map(({ id }) => id)));
  });

  test('are none of those that the contract leaves out, nor what is derived of them', () => {
    const contract = buildContract([text, { name: 'x', kind: 'numeric' }]);
    const derived = planDerived(contract.columns);
    const bins = [...contract.columns, ...derived].map(() => ({ type: 'texts' as const }));
    const ignored = buildContract([
      { ...text, drift: { ignore: true } },
      { name: 'x', kind: 'numeric' },
    ]);

    const compared = comparedColumns(yardstickOf(contract, { bins, derived }), ignored);

    expect(compared.map(({ id, index }) => [id, index])).toEqual([['x', 1]]);
  });

  test('need as many bins as there are columns', () => {
    expect(() => yardstickOf(buildContract([text]), { bins: [] })).toThrow(RangeError);
  });
});
