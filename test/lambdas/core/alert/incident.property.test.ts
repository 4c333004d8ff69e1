import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Condition,
  comparePositions,
  conditions,
  isAtLeast,
  noIncidents,
  severitySeen,
} from '../../../../lambdas/core/alert/incident-schema.ts';
import type { BatchObservation } from '../../../../lambdas/core/alert/observe-batch.ts';
import { buildObservation, buildRules, type Told, tell } from './build-observation.ts';

const seed = 20_261_122;
const columns = ['a', 'b', 'c', 'd', 'e'] as const;

const anySeen = fc.oneof(
  fc.constant({ rejected: 'critical', drift: 'unknown', quarantine: 'unknown' } as const),
  fc.record({
    rejected: fc.constant('absent' as const),
    drift: fc.constantFrom('absent', 'absent', 'warning', 'warning', 'critical', 'unknown'),
    quarantine: fc.constantFrom('absent', 'absent', 'info'),
  }),
);

const anyStory = fc
  .array(fc.tuple(anySeen, fc.subarray([...columns])), { minLength: 1, maxLength: 40 })
  .map((entries) =>
    entries.map(([seen, names], index) =>
      buildObservation(index + 1, seen, severitySeen(seen.drift) ? names : []),
    ),
  );

/** Stories with an order of delivery in which every batch comes at least once. */
const anyDelivery = anyStory.chain((story) =>
  fc.record({
    story: fc.constant(story),
    delivered: fc
      .tuple(
        fc.shuffledSubarray(story, { minLength: story.length }),
        fc.array(fc.constantFrom(...story), { maxLength: 20 }),
      )
      .chain(([order, again]) =>
        fc.shuffledSubarray([...order, ...again], { minLength: order.length + again.length }),
      ),
  }),
);

const anyRules = fc
  .record({
    reminder: fc.record({ hours: fc.constantFrom(3, 24), batches: fc.integer({ min: 1, max: 12 }) }),
    recoveryBatches: fc.integer({ min: 1, max: 3 }),
    coolDownHours: fc.constantFrom(0, 5),
    consecutiveBatches: fc.record({ warning: fc.integer({ min: 1, max: 3 }) }),
    quietHours: fc.constantFrom(undefined, { from: '22:00', to: '06:00' }),
  })
  .map(buildRules);

const plain = buildRules({ reminder: { hours: 1000, batches: 1000 } });

describe('whatever comes, in whatever order and however often', () => {
  test('between two openings of a condition there is an all-clear, and none without an alarm', () => {
    fc.assert(
      fc.property(anyDelivery, anyRules, ({ delivered }, rules) => {
        for (const condition of conditions) {
          let isOpen = false;
          for (const { status } of fresh(tell(delivered, rules).told).filter(
            (one) => one.condition === condition,
          )) {
            if (status === 'opened') expect(isOpen).toBe(false);
            if (status === 'escalated' || status === 'reminder') expect(isOpen).toBe(true);
            if (status === 'recovered' && rules.quietHours === undefined) expect(isOpen).toBe(true);
            if (status !== 'belated') isOpen = status !== 'recovered';
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('what was opened is open or was told to be over', () => {
    fc.assert(
      fc.property(anyDelivery, anyRules, ({ delivered }, rules) => {
        const { told, incidents } = tell(delivered, rules);
        for (const condition of conditions) {
          const last = fresh(told).findLast((one) => one.condition === condition && one.status !== 'belated');
          const isBelievedOpen = last !== undefined && last.status !== 'recovered';
          expect(incidents.heard[condition] !== undefined).toBe(isBelievedOpen);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a batch delivered again has the same news and changes nothing', () => {
    fc.assert(
      fc.property(anyDelivery, anyRules, ({ delivered }, rules) => {
        const once = tell(delivered, rules);
        const again = tell(delivered, rules, once.incidents);

        expect(again.incidents).toBe(once.incidents);
        expect(byBatch(again.told)).toEqual(byBatch(once.told));
      }),
      { seed, numRuns: 200 },
    );
  });

  test('no batch is passed over in silence, unless an alarm at least as bad covers it', () => {
    fc.assert(
      fc.property(anyDelivery, ({ delivered }) => {
        let incidents = noIncidents('flights');
        for (const batch of delivered) {
          const known = incidents.batches.some(({ id }) => id === batch.id);
          const judged = tell([batch], plain, incidents);
          incidents = judged.incidents;
          for (const condition of conditions) {
            const severity = severitySeen(batch.seen[condition]);
            if (known || !severity) continue;
            const position = incidents.batches.find(({ id }) => id === batch.id) ?? { ...batch, turn: 0 };
            const alarms = [
              ...judged.told.filter((one) => one.condition === condition),
              ...[incidents.heard[condition] ?? []].flat(),
              ...incidents.past.filter(
                (past) =>
                  past.condition === condition &&
                  comparePositions(past.first, position) <= 0 &&
                  comparePositions(position, past.last) <= 0,
              ),
            ];
            expect(alarms.some((alarm) => isAtLeast(alarm.severity, severity))).toBe(true);
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('in the order of arrival', () => {
  test('duplicates add no message', () => {
    fc.assert(
      fc.property(anyStory, anyRules, fc.integer({ min: 1, max: 3 }), (story, rules, times) => {
        const often = story.flatMap((batch) => Array.from({ length: times }, () => batch));

        expect(fresh(tell(often, rules).told)).toEqual(tell(story, rules).told);
      }),
      { seed, numRuns: 200 },
    );
  });

  test('without a change there is no message before the reminder', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { told } = tell(story, plain);
        const steady = story.filter((batch, index) => {
          const before = story[index - 1];
          return before !== undefined && JSON.stringify(facts(batch)) === JSON.stringify(facts(before));
        });

        expect(told.filter(({ batch }) => steady.some(({ id }) => id === batch))).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('each run of batches with a condition is opened once', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { told } = tell(story, plain);
        for (const condition of conditions) {
          const mine = told.filter((one) => one.condition === condition);
          expect(mine.filter(({ status }) => status === 'opened')).toHaveLength(countRuns(story, condition));
          expect(mine.filter(({ status }) => status === 'belated')).toEqual([]);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('out of order within a stretch in which all batches are alike', () => {
  test('the same messages are told, of the same incidents', () => {
    const alike = fc
      .array(
        fc.record({
          drift: fc.constantFrom('absent' as const, 'warning' as const, 'critical' as const),
          length: fc.integer({ min: 1, max: 6 }),
        }),
        { minLength: 1, maxLength: 6 },
      )
      .chain((stretches) => {
        let number = 0;
        const parts = stretches.map(({ drift, length }) =>
          Array.from({ length }, () =>
            buildObservation(++number, { drift }, drift === 'absent' ? [] : ['a']),
          ),
        );
        const shuffled = parts.map((part) => fc.shuffledSubarray(part, { minLength: part.length }));
        return fc.tuple(
          fc.constant(parts.flat()),
          fc.tuple(...shuffled).map((some) => some.flat()),
        );
      });
    fc.assert(
      fc.property(alike, ([story, delivered]) => {
        const kinds = (told: readonly Told[]) => told.map(({ status, severity }) => `${status} ${severity}`);

        expect(kinds(tell(delivered, plain).told)).toEqual(kinds(tell(story, plain).told));
      }),
      { seed, numRuns: 300 },
    );
  });
});

/** News of a batch that came again are the same message: told once. */
function fresh(told: readonly Told[]): readonly Told[] {
  const seen = new Set<string>();
  return told.filter(({ batch, condition }) => {
    const key = `${batch} ${condition}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function byBatch(told: readonly Told[]): readonly Told[] {
  return fresh(told).toSorted((a, b) => (a.batch < b.batch ? -1 : a.batch === b.batch ? 0 : 1));
}

function facts({ seen, subjects }: BatchObservation) {
  return { seen, subjects };
}

/** How many runs of batches show a condition; unknowns do not end one. */
function countRuns(story: readonly BatchObservation[], condition: Condition): number {
  const telling = story.map(({ seen }) => seen[condition]).filter((sighting) => sighting !== 'unknown');
  return telling.filter(
    (sighting, index) => sighting !== 'absent' && (telling[index - 1] ?? 'absent') === 'absent',
  ).length;
}
