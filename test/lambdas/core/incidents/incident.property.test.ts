import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openRun } from '../../../../lambdas/core/incidents/incident-run.ts';
import {
  type Condition,
  comparePositions,
  conditions,
  noIncidents,
  severitySeen,
} from '../../../../lambdas/core/incidents/incident-schema.ts';
import type { BatchObservation } from '../../../../lambdas/core/incidents/observe-batch.ts';
import { isAtLeast } from '../../../../lambdas/severities.ts';
import {
  buildObservation,
  buildRules,
  buildUndecided,
  shownEffect,
  type Told,
  tell,
} from '../alert/build-observation.ts';

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

/** Of each column, the smallest effect that a batch which could not be judged would have shown; some too large, some missing. */
const anyReach = fc.dictionary(fc.constantFrom(...columns), fc.constantFrom(0.1, shownEffect, 0.5));

const anyStory = fc
  .array(
    fc.tuple(anySeen, fc.subarray([...columns]), fc.option(anyReach), fc.constantFrom('one', 'one', 'two')),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((entries) =>
    entries.map(([seen, names, reach, reference], index) => {
      const isUndecided = seen.drift === 'unknown' && seen.rejected === 'absent';
      return isUndecided && reach
        ? { ...buildUndecided(index + 1, reach, reference), seen }
        : buildObservation(index + 1, seen, severitySeen(seen.drift) ? names : [], reference);
    }),
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
    reminderDays: fc.constantFrom<number[]>([], [0.1, 0.3, 1], [1]),
    recoveryBatches: fc.integer({ min: 1, max: 3 }),
    coolDownHours: fc.constantFrom(0, 5),
    consecutiveBatches: fc.record({ warning: fc.integer({ min: 1, max: 3 }) }),
    quietHours: fc.constantFrom(undefined, { from: '22:00', to: '06:00' }),
  })
  .map(buildRules);

const plain = buildRules({ reminderDays: [] });

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
        const decided = story.filter(({ evidence }) => evidence?.reach === undefined);
        const { told } = tell(decided, plain);
        for (const condition of conditions) {
          const mine = told.filter((one) => one.condition === condition);
          expect(mine.filter(({ status }) => status === 'opened')).toHaveLength(
            countRuns(decided, condition),
          );
          expect(mine.filter(({ status }) => status === 'belated')).toEqual([]);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a batch that could not be judged ends a drift exactly where it would have shown all that was told', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let incidents = noIncidents('flights');
        for (const batch of story) {
          const { evidence } = batch;
          const heard = incidents.heard.drift;
          const run = openRun(incidents, 'drift', plain);
          const judged = tell([batch], plain, incidents);
          incidents = judged.incidents;
          if (!evidence?.reach || !heard || !run?.reported) continue;
          const isEnded = judged.told.some(
            ({ condition, status }) => condition === 'drift' && status === 'recovered',
          );
          const couldShow = heard.subjects.every((name) =>
            evidence.reach?.some(({ of, effects }) => of === name && effects[0]![1] <= shownEffect),
          );
          const isAnew = heard.versions.default !== evidence.reference?.version;
          const isKnown = heard.subjects.length > 0 && heard.versions.default !== undefined;
          expect(isEnded).toBe(isKnown && (couldShow || isAnew));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('what is critical is told with the first batch of an incident that has it', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let incidents = noIncidents('flights');
        let told = new Set<string>();
        for (const batch of story) {
          const judged = tell([batch], plain, incidents);
          incidents = judged.incidents;
          if (!incidents.heard.drift) told = new Set();
          const critical = batch.subjects.drift.filter(({ severity }) => severity === 'critical');
          const isTold = judged.told.some(({ condition }) => condition === 'drift');
          expect(isTold || critical.every(({ name }) => told.has(name))).toBe(true);
          for (const { name } of critical) told.add(name);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('what is the case', () => {
  test('does not depend on the order in which batches are judged', () => {
    const muted = fc
      .record({ recoveryBatches: fc.integer({ min: 1, max: 3 }), warning: fc.integer({ min: 1, max: 2 }) })
      .map(({ recoveryBatches, warning }) =>
        buildRules({ recoveryBatches, consecutiveBatches: { warning }, muteUntil: '2030-01-01' }),
      );
    fc.assert(
      fc.property(anyDelivery, muted, ({ story, delivered }, rules) => {
        for (const condition of conditions) {
          const runAfter = (batches: readonly BatchObservation[]) => {
            const run = openRun(tell(batches, rules).incidents, condition, rules);
            return run && { ...run, first: run.first.receivedAt };
          };

          expect(runAfter(delivered)).toEqual(runAfter(story));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test('that is critical is told in a message, whatever the order', () => {
    fc.assert(
      fc.property(anyDelivery, ({ delivered }) => {
        const { told } = tell(delivered, plain);
        const toldOf = (condition: Condition) =>
          delivered.filter(({ id }) => told.some((one) => one.batch === id && one.condition === condition));
        const criticalOf = (batches: readonly BatchObservation[]) =>
          new Set(
            batches.flatMap(({ subjects }) =>
              subjects.drift.flatMap(({ name, severity }) => (severity === 'critical' ? [name] : [])),
            ),
          );

        expect(criticalOf(toldOf('drift'))).toEqual(criticalOf(delivered));
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
          drift: fc.constantFrom(
            'absent' as const,
            'warning' as const,
            'critical' as const,
            'able' as const,
            'unable' as const,
          ),
          length: fc.integer({ min: 1, max: 6 }),
        }),
        { minLength: 1, maxLength: 6 },
      )
      .chain((stretches) => {
        let number = 0;
        const parts = stretches.map(({ drift, length }) =>
          Array.from({ length }, () =>
            drift === 'able' || drift === 'unable'
              ? buildUndecided(++number, { a: drift === 'able' ? shownEffect : 0.5 })
              : buildObservation(++number, { drift }, drift === 'absent' ? [] : ['a']),
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

function facts({ seen, subjects, evidence }: BatchObservation) {
  return { seen, subjects, evidence };
}

/** How many runs of batches show a condition; unknowns do not end one. */
function countRuns(story: readonly BatchObservation[], condition: Condition): number {
  const telling = story.map(({ seen }) => seen[condition]).filter((sighting) => sighting !== 'unknown');
  return telling.filter(
    (sighting, index) => sighting !== 'absent' && (telling[index - 1] ?? 'absent') === 'absent',
  ).length;
}
