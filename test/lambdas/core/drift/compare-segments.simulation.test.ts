import { expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../lambdas/core/drift/compare-profiles.ts';
import { buildContract } from '../../../support/build-contract.ts';
import { buildSample } from '../../../support/build-sample.ts';
import { compareSegmentsWith, fixSegmentsByReference } from '../../../support/build-segments.ts';
import { type Random, seededRandom } from '../../../support/random.ts';
import { many } from './samples.ts';
import { mixture } from './simulate.ts';

// Categories that were chosen because a segment of the reference has them are rarer in every batch: every batch of twenty
// segments alarmed before they were chosen by the reference as a whole. Alpha is raised, and any effect counts, so that
// there is something to count; 5 of 12 is what a rate of 1 in 10 exceeds less than once in a thousand times.
test('at most 5 of 12 batches of 20 segments x 20 columns alarm without drift at an alpha of 0.1', () => {
  const random = seededRandom(5);
  const contract = buildContract(
    [
      ...mixture.map((draw, index) => ({
        name: `x${index}`,
        kind: typeof draw(random) === 'string' ? ('categorical' as const) : ('numeric' as const),
        nullable: true,
      })),
      { name: 'segment', kind: 'categorical' as const },
    ],
    { drift: { segmentBy: 'segment', alpha: 0.1, minEffect: 0, segmentMinRows: 50 } },
  );
  const sample = (rows: number) =>
    buildSample([...mixture, segmentOf].map((draw) => many(rows, () => draw(random))));

  const drifts = many(2, () => {
    const fixed = fixSegmentsByReference(contract, sample(3000));
    return many(6, () => compareProfiles(compareSegmentsWith(fixed, sample(1600))));
  }).flat();

  expect(drifts[0]?.segments).toHaveLength(20);
  expect(drifts.filter(({ status }) => status === 'drifted').length).toBeLessThanOrEqual(5);
});

function segmentOf({ integer }: Random): string {
  return `s${integer(20)}`;
}
