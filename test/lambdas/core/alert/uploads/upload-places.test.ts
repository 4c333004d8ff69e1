import { expect, test } from '@jest/globals';
import {
  batchesUri,
  contractUri,
  referencesUri,
  uploadKeyShapes,
} from '../../../../../lambdas/core/alert/uploads/upload-places.ts';
import { seasons } from '../../../../../lambdas/core/contract/seasons.ts';
import { inboxKeys, inboxPrefixes } from '../../../../../lambdas/keys.ts';
import { referenceName } from '../../../../../lambdas/pipeline/reference/reference-name.ts';

test('what people are told is where Plumbline looks', () => {
  expect(contractUri('inbox', 'flights')).toBe(`s3://inbox/${inboxKeys.contract('flights')}`);
  expect(referencesUri('inbox', 'flights')).toBe(`s3://inbox/${inboxKeys.references('flights')}`);
  expect(batchesUri('inbox', 'flights')).toBe(`s3://inbox/${inboxPrefixes.batches}flights/`);
  expect(uploadKeyShapes.map((shape) => shape.replace(/<.*/, '')).toSorted()).toEqual(
    Object.values(inboxPrefixes).toSorted(),
  );
});

test.each(seasons)('what is copied to the folder of %s becomes its reference', (season) => {
  const [, path] = referencesUri('inbox', 'flights', season).split(inboxKeys.references('flights'));

  expect(referenceName(`${path}batch.csv`)).toEqual({ status: 'season', season });
});
