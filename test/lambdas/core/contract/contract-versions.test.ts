import { describe, expect, test } from '@jest/globals';
import { settingsTable } from '../../../../bin/docs/settings-table.ts';
import { type Contract, contractSchema } from '../../../../lambdas/core/contract/contract.ts';
import {
  rowsAndLimitsInText,
  rowsInText,
  settingsOf,
} from '../../../../lambdas/core/contract/contract-versions.ts';
import { everySetting, otherLimitsAndRest } from '../../../support/every-setting.ts';

const contract = contractSchema.parse(everySetting);
const other = contractSchema.parse(otherLimitsAndRest);

/** Every setting of the schema that has a value of its own, by its path. */
function settings(): readonly string[] {
  const paths = Array.from(
    settingsTable(contractSchema).matchAll(/^\| `([^`]+)`/gm),
    ([, path = '']) => path,
  );
  return paths.filter(
    (path) => !paths.some((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[].`)),
  );
}

/** The values of a document with the places where they are: `columns[2].name`. */
function placesOf(value: unknown, place = ''): ReadonlyMap<string, string> {
  const isList = Array.isArray(value) && value.some((item) => typeof item === 'object');
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && !isList))
    return new Map([[place, JSON.stringify(value)]]);
  const name = (key: string) => (isList ? `${place}[${key}]` : place === '' ? key : `${place}.${key}`);
  return new Map(Object.entries(value).flatMap(([key, one]) => [...placesOf(one, name(key))]));
}

/** The keys of `costs` are classes, not settings. */
const asPath = (place: string) => place.replaceAll(/\[\d+\]/g, '[]').replace(/^(model\.costs)\..*/, '$1');

/** The contract with one value replaced. */
function changedAt(place: string): Contract {
  const changed: Contract = JSON.parse(JSON.stringify(contract));
  const keys = place.split(/[.[\]]+/).filter((key) => key !== '');
  const holder = keys.slice(0, -1).reduce<object>((value, key) => Reflect.get(value, key), changed);
  Reflect.set(holder, keys.at(-1) ?? '', 'another value');
  return changed;
}

/** A place of each setting that the contract names. */
const places = new Map([...placesOf(contract).keys()].map((place) => [asPath(place), place]));

describe('a setting of a contract', () => {
  test('belongs to one part, whichever it is', () => {
    const assigned = [...settingsOf('rows'), ...settingsOf('limits'), ...settingsOf('rest')];

    expect(assigned.toSorted()).toEqual(settings().toSorted());
  });

  test.each(settingsOf('rows'))('makes another version of rows where it is %s', (path) => {
    const changed = changedAt(places.get(path) ?? '');

    expect(rowsInText(changed)).not.toBe(rowsInText(contract));
    expect(rowsAndLimitsInText(changed)).not.toBe(rowsAndLimitsInText(contract));
  });

  test.each(settingsOf('limits'))('makes none where it is %s, but may have other files refused', (path) => {
    const changed = changedAt(places.get(path) ?? '');

    expect(rowsInText(changed)).toBe(rowsInText(contract));
    expect(rowsAndLimitsInText(changed)).not.toBe(rowsAndLimitsInText(contract));
  });

  test('makes no other version of anything where it is one of the rest', () => {
    const rest = { ...other, batch: contract.batch };
    const [id, ...columns] = other.columns;
    const { required = true, maxMissingShare } = contract.columns[0] ?? {};

    const changed: Contract = { ...rest, columns: [{ ...id!, required, maxMissingShare }, ...columns] };

    expect(rowsAndLimitsInText(changed)).toBe(rowsAndLimitsInText(contract));
  });
});

test('two contracts that differ in every limit and all of the rest say the same of rows', () => {
  const [before, after] = [placesOf(contract), placesOf(other)];
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (place) => before.get(place) !== after.get(place),
  );

  expect([...new Set(differing.map(asPath))].toSorted()).toEqual(
    [...settingsOf('limits'), ...settingsOf('rest')].toSorted(),
  );
  expect(rowsInText(other)).toBe(rowsInText(contract));
});

test('defaults, written or not, and the order of settings make no difference', () => {
  const columns = [{ name: 'age', kind: 'numeric' }];
  const written = { columns: [{ kind: 'numeric', nullable: false, drift: { minEffect: 0.1 }, name: 'age' }] };

  const [a, b] = [{ columns }, written].map((one) => contractSchema.parse({ ...one, schemaVersion: 1 }));

  expect(rowsInText(a!)).toBe(rowsInText(b!));
});
