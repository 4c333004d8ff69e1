import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  closedFolder,
  closingKey,
  inboxPrefixes,
  isLeftBehind,
  isModelName,
  isPartFile,
  objectId,
  parseContractKey,
  parseInboxKey,
  profiledBatchSuffix,
  resultsKeys,
} from '../../lambdas/keys.ts';
import { anyText } from '../support/any-text.ts';

describe('parseInboxKey', () => {
  test.each([
    ['batches/flights/a.csv', { model: 'flights', path: 'a.csv' }],
    ['batches/flights/2026/11/a b.csv', { model: 'flights', path: '2026/11/a b.csv' }],
    ['batches/a.csv', undefined],
    ['batches/flights/', undefined],
    ['batches//a.csv', undefined],
    ['batches/../a.csv', undefined],
    ['batches/.hidden/a.csv', undefined],
    ['batches/<script>/a.csv', undefined],
    ['references/flights/a.csv', undefined],
  ])('reads %s', (key, expected) => {
    expect(parseInboxKey(inboxPrefixes.batches, key)).toEqual(expected);
  });
});

test.each([
  ['contracts/flights.json', 'flights'],
  ['contracts/flights.yaml', undefined],
  ['contracts/a/b.json', undefined],
  ['contracts/.json', undefined],
])('parseContractKey reads %s', (key, model) => {
  expect(parseContractKey(key)).toBe(model);
});

test.each([
  ['batches/m/', true],
  ['batches/m/day1_$folder$', true],
  ['batches/m_$folder$', true],
  ['batches/m/_metadata', true],
  ['batches/m/d/_delta_log/0.json', true],
  ['references/m/.x/r.csv', true],
  ['batches/m/_temporary/0/_SUCCESS', true],
  ['batches/m/day=1/_SUCCESS', false],
  ['batches/m/dt=__HIVE_DEFAULT_PARTITION__/a.csv', false],
  ['batches/m/a_b/c.csv', false],
  // It names no model, and somebody meant it to: people are told.
  ['batches/.hidden/a.csv', false],
])('whether %s was left behind: %s', (key, isLeft) => {
  expect(isLeftBehind(key)).toBe(isLeft);
});

describe('a folder of parts', () => {
  test.each([
    ['batches/m/day=1/_SUCCESS', 'batches/m/day=1/'],
    ['batches/m/_SUCCESS', 'batches/m/'],
    ['batches/m/a_SUCCESS', undefined],
    ['batches/m/_SUCCESS.csv', undefined],
    ['_SUCCESS', undefined],
  ])('%s closes %s', (key, folder) => {
    expect(closedFolder(key)).toBe(folder);
  });

  test.each([
    ['batches/m/day=1/part-00000-1a2b-c000.snappy.parquet', true],
    ['batches/m/part-0.csv', true],
    ['batches/m/part-m-00000', true],
    ['batches/m/part-r-00017.gz', true],
    ['batches/m/part-time.csv', false],
    ['batches/m/part-.csv', false],
    ['batches/m/part-0/a.csv', false],
    ['batches/m/apart-0.csv', false],
  ])('whether %s is a part: %s', (key, isPart) => {
    expect(isPartFile(key)).toBe(isPart);
  });

  test('is closed beside its parts, and names its batch', () => {
    const key = closingKey('batches/m/day=1/part-0.csv');

    expect(key).toBe('batches/m/day=1/_SUCCESS');
    expect(objectId({ bucket: 'inbox', key, versionId: '1' })).toMatch(/^day-1-[0-9a-f]{12}$/);
  });
});

describe('objectId', () => {
  const version = { bucket: 'inbox', key: 'batches/flights/2026-11-20 early.csv.gz', versionId: 'v1' };

  test('is readable, and the same for the same version', () => {
    expect(objectId(version)).toMatch(/^2026-11-20-early-[0-9a-f]{12}$/);
    expect(objectId({ ...version })).toBe(objectId(version));
  });

  test('differs by bucket, key and version', () => {
    const ids = [
      version,
      { ...version, bucket: 'b' },
      { ...version, key: 'k' },
      { ...version, versionId: 'v2' },
    ].map(objectId);

    expect(new Set(ids).size).toBe(4);
  });

  test('is safe in a key whatever the name of the file', () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        expect(objectId({ ...version, key: name })).toMatch(/^[A-Za-z0-9_-]{1,40}-[0-9a-f]{12}$/);
      }),
    );
  });
});

test('a reference never looks like a profiled batch to the notification that starts detect-drift', () => {
  expect(resultsKeys.reference('m', 'v').endsWith(profiledBatchSuffix)).toBe(false);
  expect(resultsKeys.referencePointer('m').endsWith(profiledBatchSuffix)).toBe(false);
  expect(resultsKeys.profiledBatch('m', 'b').endsWith(profiledBatchSuffix)).toBe(true);
});

test('no model can be called as the place for alerts without one', () => {
  expect(isModelName('_unrouted')).toBe(false);
});
