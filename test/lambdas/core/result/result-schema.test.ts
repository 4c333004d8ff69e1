import { expect, test } from '@jest/globals';
import { resultSchema } from '../../../../lambdas/core/result/result-schema.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildResult, buildValidation, buildViolationCount } from '../../../support/build-result.ts';
import { seededRandom } from '../../../support/random.ts';
import { compare, many } from '../drift/samples.ts';

test('a whole result passes the schema unchanged, through JSON, with drift as it is computed', () => {
  const { normal, integer } = seededRandom(5);
  const contract = buildContract([
    { name: 'x', kind: 'numeric', nullable: true },
    { name: '__proto__', kind: 'categorical' },
    { name: 'gone', kind: 'numeric', nullable: true },
  ]);
  const letters = (letter: string) => many(500, () => letter[integer(letter.length)]!);
  const drift = compare(
    contract,
    [many(500, normal), letters('abc'), many(500, normal)],
    [many(500, () => normal() + 1), letters('abcd'), many(500, () => undefined)],
  );
  const validation = buildValidation({ violations: [buildViolationCount()] });

  const result = buildResult({ drift, validation });

  expect(drift.status).toBe('drifted');
  expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});
