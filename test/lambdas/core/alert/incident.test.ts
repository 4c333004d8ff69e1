import { describe, expect, test } from '@jest/globals';
import { incidentsSchema, type Sighting } from '../../../../lambdas/core/alert/incident-schema.ts';
import { arrival, buildObservation, buildRules, driftStory, inShort, tell } from './build-observation.ts';

const fine = 'absent';
const warning = 'warning';
const critical = 'critical';

function shortStory(sightings: readonly Sighting[], rules = buildRules()) {
  return inShort(tell(driftStory(sightings), rules));
}

describe('an incident', () => {
  test('is opened by the first batch, also when nothing was known before', () => {
    expect(tell(driftStory([warning])).told).toEqual([
      {
        batch: 'batch-001',
        condition: 'drift',
        status: 'opened',
        since: arrival(1),
        batches: 1,
        severity: 'warning',
      },
    ]);
  });

  test('that goes on is silent until the tenth batch after the last message', () => {
    expect(shortStory(Array.from({ length: 23 }, () => warning))).toEqual([
      '1 opened warning',
      '11 reminder warning',
      '21 reminder warning',
    ]);
  });

  test('that goes on is told again after a day', () => {
    const batches = [1, 5, 12, 24, 25, 26].map((number) => buildObservation(number, { drift: warning }));

    expect(inShort(tell(batches))).toEqual(['1 opened warning', '25 reminder warning']);
  });

  test('is told at once when it gets worse, with its beginning and its length', () => {
    const { told } = tell(driftStory([warning, warning, critical, warning, critical]));

    expect(told.map(({ status }) => status)).toEqual(['opened', 'escalated']);
    expect(told[1]).toMatchObject({ batch: 'batch-003', since: arrival(1), batches: 3, severity: critical });
  });

  test('is told at once when much more is part of it, but not for a little more or for less', () => {
    const sets = [
      ['a', 'b'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c', 'd'],
      ['a'],
      ['a', 'b', 'c', 'd'],
      ['e', 'f'],
      [],
    ];
    const batches = sets.map((columns, index) => buildObservation(index + 1, { drift: warning }, columns));

    expect(inShort(tell(batches))).toEqual([
      '1 opened warning',
      '2 escalated warning',
      '6 escalated warning',
    ]);
  });

  test('of thousands of columns is no news because others are on top of the list', () => {
    const columns = Array.from({ length: 2000 }, (_, index) => `gene_${index}`);
    const batches = [columns, columns.toReversed(), [...columns, ...columns.map((name) => `${name}_b`)]].map(
      (names, index) => buildObservation(index + 1, { drift: warning }, names),
    );

    expect(inShort(tell(batches))).toEqual(['1 opened warning', '3 escalated warning']);
  });

  test('is over with the first batch without it, told with the severity of the alarm', () => {
    const { told } = tell(driftStory([warning, critical, warning, fine, fine]));

    expect(told.at(-1)).toEqual({
      batch: 'batch-004',
      condition: 'drift',
      status: 'recovered',
      since: arrival(1),
      batches: 3,
      severity: critical,
    });
  });

  test('is neither there nor over with a batch that could not be tested', () => {
    expect(shortStory([warning, 'unknown', 'unknown', warning, fine])).toEqual([
      '1 opened warning',
      '5 recovered warning',
    ]);
  });

  test('after an all-clear is a new one', () => {
    expect(shortStory([warning, fine, fine, critical, fine])).toEqual([
      '1 opened warning',
      '2 recovered warning',
      '4 opened critical',
      '5 recovered critical',
    ]);
  });
});

describe('conditions', () => {
  test('each have an incident of their own, told together', () => {
    const batches = [
      buildObservation(1, { rejected: critical, drift: 'unknown', quarantine: 'unknown' }),
      buildObservation(2, { drift: warning, quarantine: 'info' }),
      buildObservation(3, { quarantine: 'info' }),
      buildObservation(4, { rejected: critical, drift: 'unknown', quarantine: 'unknown' }),
      buildObservation(5),
    ];

    const { told } = tell(batches);

    expect(
      told.map(({ batch, condition, status }) => `${Number(batch.slice(-3))} ${condition} ${status}`),
    ).toEqual([
      '1 rejected opened',
      '2 rejected recovered',
      '2 drift opened',
      '2 quarantine opened',
      '3 drift recovered',
      '4 rejected opened',
      '5 rejected recovered',
      '5 quarantine recovered',
    ]);
  });

  test('a batch rejected for another reason is told', () => {
    const rejected = (number: number, reason: string) => ({
      ...buildObservation(number, { rejected: critical, drift: 'unknown', quarantine: 'unknown' }),
      subjects: { rejected: [reason], drift: [], quarantine: [] },
    });

    expect(
      inShort(
        tell([rejected(1, 'missing-column a'), rejected(2, 'missing-column a'), rejected(3, 'unreadable ')]),
      ),
    ).toEqual(['1 opened critical', '3 escalated critical']);
  });
});

describe('a batch', () => {
  test('announced again changes nothing and gives the same news', () => {
    const [first, second] = driftStory([warning, fine]);
    const once = tell([first!, second!]);

    const again = tell([first!, second!], buildRules(), once.incidents);

    expect(again.incidents).toBe(once.incidents);
    expect(again.told).toEqual(once.told);
  });

  test('that is late neither opens nor closes what newer ones decided', () => {
    const [bad, good] = driftStory([warning, fine]);
    expect(inShort(tell([...driftStory([warning, warning], 3), good!]))).toEqual(['3 opened warning']);
    expect(tell([...driftStory([fine], 3), bad!]).incidents.heard.drift).toBeUndefined();
  });

  test('that is late and bad among fine ones is told by itself, its neighbours are not', () => {
    const [one, two, three] = driftStory([warning, warning, critical]);

    expect(inShort(tell([...driftStory([fine, fine], 4), two!, one!]))).toEqual(['2 belated warning']);
    expect(inShort(tell([...driftStory([fine, fine], 4), two!, three!]))).toEqual([
      '2 belated warning',
      '3 belated critical',
    ]);
  });

  test('that is late and belongs to an incident that is over is not told', () => {
    const story = driftStory([warning, warning, warning, fine, fine]);
    const [one, two, three, four, five] = story;

    expect(inShort(tell([one!, three!, four!, five!, two!]))).toEqual([
      '1 opened warning',
      '4 recovered warning',
    ]);
    expect(inShort(tell([two!, three!, four!, one!]))).toEqual(['2 opened warning', '4 recovered warning']);
  });

  test('that is late begins the incident that it precedes', () => {
    const [one, two, three] = driftStory([warning, warning, fine]);

    expect(tell([two!, one!, three!]).told.at(-1)).toMatchObject({
      status: 'recovered',
      since: arrival(1),
      batches: 2,
    });
  });

  test('older than two hundred others is told by itself', () => {
    const many = driftStory(
      Array.from({ length: 201 }, () => fine),
      10,
    );

    expect(inShort(tell([...many, ...driftStory([warning])]))).toEqual(['1 belated warning']);
  });

  test('that arrived in the same instant as another is newer when it is judged later', () => {
    const [bad] = driftStory([warning]);
    const good = { ...buildObservation(2), receivedAt: arrival(1) };

    expect(inShort(tell([good, bad!]))).toEqual(['1 opened warning']);
    expect(inShort(tell([bad!, good]))).toEqual(['1 opened warning', '2 recovered warning']);
  });
});

describe('rules', () => {
  test('a reminder comes when the contract has it', () => {
    const rules = buildRules({ reminder: { batches: 2, hours: 100 } });
    expect(shortStory([warning, warning, warning, warning, warning], rules)).toEqual([
      '1 opened warning',
      '3 reminder warning',
      '5 reminder warning',
    ]);
  });

  test('so many batches in a row must show a severity', () => {
    const rules = buildRules({ consecutiveBatches: { warning: 3 } });

    expect(shortStory([warning, warning, fine, warning, critical, warning, fine], rules)).toEqual([
      '5 opened critical',
      '7 recovered critical',
    ]);
    expect(shortStory([warning, warning, warning], rules)).toEqual(['3 opened warning']);
    expect(shortStory([warning, critical], buildRules({ consecutiveBatches: { critical: 2 } }))).toEqual([
      '1 opened warning',
    ]);
  });

  test('so many fine batches in a row close an incident', () => {
    const rules = buildRules({ recoveryBatches: 2 });

    expect(shortStory([warning, fine, warning, fine, fine, warning], rules)).toEqual([
      '1 opened warning',
      '5 recovered warning',
      '6 opened warning',
    ]);
  });

  test('what comes back soon is not told before the cool-down, unless it is worse', () => {
    const rules = buildRules({ coolDownHours: 3 });

    expect(shortStory([warning, fine, warning, warning, warning, fine], rules)).toEqual([
      '1 opened warning',
      '2 recovered warning',
      '5 opened warning',
      '6 recovered warning',
    ]);
    expect(shortStory([warning, fine, critical], rules).at(-1)).toBe('3 opened critical');
  });

  test('nothing is told while muted, and what is there after it is', () => {
    const rules = buildRules({ muteUntil: arrival(4) });

    expect(shortStory([critical, fine, critical, critical, fine], rules)).toEqual([
      '4 opened critical',
      '5 recovered critical',
    ]);
  });
});

describe('quiet hours', () => {
  // Batch 1 arrives at 07:00 UTC, 08:00 in Berlin, batch 2 an hour later.
  const until = (to: string) => buildRules({ quietHours: { from: '22:00', to, timeZone: 'Europe/Berlin' } });

  test('hold back a warning until the next batch after them', () => {
    const { told } = tell(driftStory([warning, warning, warning]), until('10:00'));

    expect(told).toMatchObject([{ batch: 'batch-003', status: 'opened', since: arrival(1), batches: 3 }]);
  });

  test('let pass what is critical', () => {
    expect(shortStory([critical], until('10:00'))).toEqual(['1 opened critical']);
  });

  test('do not lose what was over before they ended', () => {
    expect(shortStory([warning, fine, fine, fine], until('10:00'))).toEqual(['3 recovered warning']);
  });

  test('hold back an all-clear, which is not told when the problem is back', () => {
    const rules = buildRules({ quietHours: { from: '09:00', to: '11:00', timeZone: 'Europe/Berlin' } });

    expect(shortStory([warning, fine, fine, fine], rules)).toEqual([
      '1 opened warning',
      '4 recovered warning',
    ]);
    expect(shortStory([warning, fine, fine, warning, fine], rules)).toEqual([
      '1 opened warning',
      '5 recovered warning',
    ]);
  });

  test('hold back a late batch, too', () => {
    const [late] = driftStory([warning]);

    expect(
      inShort(tell([...driftStory([fine, fine], 2), late!, ...driftStory([fine], 4)], until('10:00'))),
    ).toEqual(['4 recovered warning']);
  });
});

test('the state reads back as it was written, whatever its rules', () => {
  const { incidents } = tell(driftStory([warning, critical, fine, warning]));

  expect(incidentsSchema.parse(JSON.parse(JSON.stringify(incidents)))).toEqual(
    JSON.parse(JSON.stringify(incidents)),
  );
});
