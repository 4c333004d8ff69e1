import { describe, expect, test } from '@jest/globals';
import {
  type Environments,
  environmentChanges,
  mostChanges,
} from '../../../../lambdas/core/environment/environment-changes.ts';
import { versionsInMetadata } from '../../../../lambdas/core/environment/known-versions.ts';
import { versionInWords, versionsInWords } from '../../../../lambdas/core/environment/words.ts';

/** Each change in words, with its sources. */
function inShort(environments: Partial<Environments>): readonly string[] {
  const { reference = {}, current = {}, lockFiles = [] } = environments;
  return environmentChanges({ reference, current, lockFiles }).map((change) =>
    change.kind === 'dtype'
      ? `${change.column}: ${change.from} → ${change.to}`
      : `${versionInWords(change)}, ${change.change} (${change.sources.join(', ')})`,
  );
}

const pandas = (pandasVersion: string, arrow: string, dtype = 'int64') => ({
  createdBy: `parquet-cpp-arrow version ${arrow}`,
  pandasVersion,
  library: 'pyarrow',
  libraryVersion: arrow,
  dtypes: [
    { column: 'income', dtype },
    { column: 'age', dtype: 'float64' },
  ],
});

describe('what wrote a reference and a batch', () => {
  test('is the same where nothing differs', () => {
    const writer = pandas('2.0.3', '12.0.1');

    expect(inShort({ reference: { writer }, current: { writer } })).toEqual([]);
  });

  test('differs by what the files say, the types of pandas too', () => {
    const reference = { writer: pandas('2.0.3', '12.0.1') };
    const current = { writer: pandas('2.1.0', '13.0.0', 'float64') };

    expect(inShort({ reference, current })).toEqual([
      'income: int64 → float64',
      'pyarrow 12.0.1 → 13.0.0, upgraded (file)',
      'pandas 2.0.3 → 2.1.0, upgraded (file)',
    ]);
  });

  test('differs where another program wrote the file', () => {
    const reference = { writer: pandas('2.0.3', '12.0.1') };
    const current = { writer: { createdBy: 'DuckDB version v1.1.3 (build 19864453f7)' } };

    expect(inShort({ reference, current })).toEqual([
      'DuckDB 1.1.3 added, added (file)',
      'pandas 2.0.3 removed, removed (file)',
      'pyarrow 12.0.1 removed, removed (file)',
    ]);
  });

  test('is not compared where one of the two says nothing', () => {
    const writer = pandas('2.1.0', '13.0.0');
    const versions = [{ name: 'pandas', version: '2.1.0' }];

    expect(inShort({ current: { writer, versions } })).toEqual([]);
    expect(inShort({ reference: { writer, versions } })).toEqual([]);
  });

  test('Arrow is Arrow, with pandas or without it', () => {
    const reference = { writer: pandas('2.0.3', '12.0.1') };
    const current = { writer: { createdBy: 'parquet-cpp-arrow version 13.0.0' } };

    expect(inShort({ reference, current })).toContain('parquet-cpp-arrow 12.0.1 → 13.0.0, upgraded (file)');
  });

  test('metadata is compared where both name a version', () => {
    const versions = (model: string, library: string, more = {}) =>
      versionsInMetadata({ 'model-version': model, 'environment-scikit_learn': library, ...more });
    const reference = { versions: versions('7', '1.3.2', { 'environment-scipy': '1.11' }) };
    const current = { versions: versions('8', '1.2.0', { owner: 'ml', 'environment-numpy': '2.0' }) };

    expect(inShort({ reference, current })).toEqual([
      'model version 7 → 8, upgraded (metadata)',
      'scikit_learn 1.3.2 → 1.2.0 (a downgrade), downgraded (metadata)',
    ]);
  });

  test('lock files tell what was added and removed; one change is told once, whoever says it', () => {
    const locked = {
      ecosystem: 'python' as const,
      reference: [
        { name: 'Pandas', version: '2.0.3' },
        { name: 'scikit_learn', version: '1.3.0' },
        { name: 'old', version: '1.0' },
      ],
      current: [
        { name: 'pandas', version: '2.1.0' },
        { name: 'scikit-learn', version: '1.3.0' },
        { name: 'new', version: '0.1' },
      ],
    };
    const reference = { writer: { pandasVersion: '2.0.3' } };
    const current = { writer: { pandasVersion: '2.1.0' } };

    expect(inShort({ reference, current, lockFiles: [locked] })).toEqual([
      'pandas 2.0.3 → 2.1.0, upgraded (file, lock-file)',
      'new 0.1 added, added (lock-file)',
      'old 1.0 removed, removed (lock-file)',
    ]);
  });

  test('a list that is too long is cut behind what weighs most', () => {
    const packages = (version: string) =>
      Array.from({ length: 600 }, (_, index) => ({ name: `p${index}`, version: `1.0.${version}` }));
    const lockFiles = [
      {
        ecosystem: 'npm' as const,
        reference: [...packages('1'), { name: 'z', version: '1.0.0' }],
        current: [...packages('2'), { name: 'z', version: '2.0.0' }],
      },
    ];
    const changes = environmentChanges({ reference: {}, current: {}, lockFiles });

    expect(changes).toHaveLength(mostChanges);
    expect(versionsInWords(changes)).toBe('z 1.0.0 → 2.0.0, p0 1.0.1 → 1.0.2, p1 1.0.1 → 1.0.2 and 497 more');
  });

  test('metadata is never trusted', () => {
    expect(
      versionsInMetadata({
        'environment-pandas': '<b>2.0</b>',
        'environment-../x': '1.0',
        'environment-': '1',
        'model-version': 'a\u0000b',
        'environment-numpy': ` ${'1'.repeat(65)}`,
        'environment-scipy': ' 1.11.4 ',
      }),
    ).toEqual([{ name: 'scipy', version: '1.11.4' }]);
  });
});
