import { expect, test } from '@jest/globals';
import { seasons } from '../../../../lambdas/core/contract/seasons.ts';
import {
  batchesUri,
  batchName,
  consoleLink,
  contractUri,
  draftPlace,
  maximumKeyLength,
  printCommand,
  referencesUri,
  shownUri,
  uploadKeyShapes,
} from '../../../../lambdas/core/text/places.ts';
import { inboxKeys, inboxPrefixes, resultsKeys } from '../../../../lambdas/keys.ts';
import { referenceName } from '../../../../lambdas/pipeline/reference/reference-name.ts';
import { environmentNamed } from '../../../../lib/environments.ts';

test.each([
  ['batches/m/a b.csv', 'a b.csv'],
  ['batches/m/day=1/part.csv', 'part.csv'],
  ['batches/m/day=1/_SUCCESS', 'day=1/'],
  ['batches/m/_SUCCESS', 'm/'],
  ['a.csv', 'a.csv'],
  ['_SUCCESS', '_SUCCESS'],
])('the batch %s is called %s', (key, name) => {
  expect(batchName(key)).toBe(name);
});

test('what people are told is where Plumbline looks', () => {
  expect(contractUri('inbox', 'flights')).toBe(`s3://inbox/${inboxKeys.contract('flights')}`);
  expect(draftPlace('results', 'flights', 'inferred-1a')).toMatchObject({
    bucket: 'results',
    key: resultsKeys.inferredContract('flights', 'inferred-1a'),
  });
  expect(referencesUri('inbox', 'flights')).toBe(`s3://inbox/${inboxKeys.references('flights')}`);
  expect(batchesUri('inbox', 'flights')).toBe(`s3://inbox/${inboxPrefixes.batches}flights/`);
  // What asks for a replay is written by a command, not uploaded by people.
  const { replays: _, ...forPeople } = inboxPrefixes;
  expect(uploadKeyShapes.map((shape) => shape.replace(/<.*/, '')).toSorted()).toEqual(
    Object.values(forPeople).toSorted(),
  );
});

test.each(seasons)('what is copied to the folder of %s becomes its reference', (season) => {
  const [, path] = referencesUri('inbox', 'flights', season).split(inboxKeys.references('flights'));

  expect(referenceName(`${path}batch.csv`)).toEqual({ status: 'season', season });
});

const plain = { bucket: 'results', key: 'results/flights/a b.json' };

test('an object has an address, a console link and a command', () => {
  expect(shownUri(plain)).toBe('s3://results/results/flights/a b.json');
  expect(consoleLink(plain, 'prod')).toBe(
    'https://s3.console.aws.amazon.com/s3/object/results?prefix=results%2Fflights%2Fa%20b.json',
  );
  expect(printCommand(plain)).toBe("aws s3 cp 's3://results/results/flights/a b.json' -");
});

// Every alert and report of the embedded cloud linked to the S3 console of AWS, which has none of its buckets.
test('the console has nothing of what lies on this machine, nor beyond the length of a key', () => {
  expect(consoleLink(plain, environmentNamed('local').name)).toBeUndefined();
  expect(consoleLink({ bucket: 'b', key: 'x'.repeat(maximumKeyLength + 1) }, 'prod')).toBeUndefined();
});

test('a compressed object is unpacked on the way', () => {
  expect(printCommand({ bucket: 'b', key: 'rows.jsonl.gz' })).toBe(
    "aws s3 cp 's3://b/rows.jsonl.gz' - | gunzip | head",
  );
});

test('a key cannot run a command', () => {
  expect(printCommand({ bucket: 'b', key: "x'; rm -rf ~; '$(id)" })).toBe(
    "aws s3 cp 's3://b/x'\\''; rm -rf ~; '\\''$(id)' -",
  );
});

test('there is no command for a key that cannot be shown as it is; the link is exact', () => {
  const place = { bucket: 'b', key: 'a\u202E\nb*' };

  expect(printCommand(place)).toBeUndefined();
  expect(decodeURIComponent(consoleLink(place, 'prod')?.split('prefix=')[1] ?? '')).toBe(place.key);
});
