import { describe, expect, test } from '@jest/globals';
import { incidentsSchema, type Sighting } from '../../../../lambdas/core/incidents/incident-schema.ts';
import {
  arrival,
  buildObservation,
  buildRejected,
  buildRules,
  buildSubject,
  buildUndecided,
  driftStory,
  inShort,
  tell,
} from '../alert/build-observation.ts';

const fine = 'absent';
const warning = 'warning';
const critical = 'critical';

/** What is told of so many days, a warning each, on some of them critical: `5 escalated critical`, the first is day 0. */
function daysTold(days: number, criticalDays: readonly number[], rules = buildRules()) {
  const batches = Array.from({ length: days }, (_, day) =>
    buildObservation(24 * day, { drift: criticalDays.includes(day) ? critical : warning }, ['age']),
  );
  const numbered = new Map(batches.map(({ id }, day) => [id, day]));
  return tell(batches, rules).told.map(
    ({ batch, status, severity }) => `${numbered.get(batch)} ${status} ${severity}`,
  );
}

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

  test('that goes on is told again after 1, 3, 7 and 14 days, and then every 14', () => {
    expect(daysTold(45, [])).toEqual([
      '0 opened warning',
      '1 reminder warning',
      '3 reminder warning',
      '7 reminder warning',
      '14 reminder warning',
      '28 reminder warning',
      '42 reminder warning',
    ]);
  });

  test('counts the days to its reminders anew when it gets worse', () => {
    expect(daysTold(13, [5])).toEqual([
      '0 opened warning',
      '1 reminder warning',
      '3 reminder warning',
      '5 escalated critical',
      '6 reminder critical',
      '8 reminder critical',
      '12 reminder critical',
    ]);
  });

  test('is told again once where the days of several reminders have passed', () => {
    const batches = [1, 1 + 24 * 8, 2 + 24 * 8].map((number) => buildObservation(number, { drift: warning }));

    expect(tell(batches).told.map(({ status }) => status)).toEqual(['opened', 'reminder']);
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
    const batches = [
      buildRejected(1, 'missing-column a'),
      buildRejected(2, 'missing-column a'),
      buildRejected(3, 'unreadable '),
    ];

    expect(inShort(tell(batches))).toEqual(['1 opened critical', '3 escalated critical']);
  });
});

describe('something new that is critical', () => {
  // A drift of many columns was open, and a column that nobody had heard of, three times its size, was told to nobody: it took half
  // as many again as were known.
  test('is told whatever is open, by name, and once', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'];
    const batches = [many, [...many, 'new'], [...many, 'new'], ['new'], many].map((columns, index) =>
      buildObservation(index + 1, { drift: critical }, columns),
    );

    const { told } = tell(batches);

    expect(told).toMatchObject([
      { batch: 'batch-001', status: 'opened' },
      {
        batch: 'batch-002',
        status: 'escalated',
        changes: [{ change: 'new-critical', names: ['new'], count: 1 }],
      },
    ]);
    expect(told).toHaveLength(2);
  });

  test('is told where people know it as a warning', () => {
    const warnings = ['b', 'c', 'd'].map((name) => buildSubject(name, warning));
    const batches = [
      buildObservation(1, { drift: critical }, [buildSubject('a'), ...warnings]),
      buildObservation(2, { drift: critical }, [buildSubject('a'), buildSubject('b'), ...warnings.slice(1)]),
      buildObservation(3, { drift: critical }, [buildSubject('a'), buildSubject('b')]),
    ];

    expect(tell(batches).told).toMatchObject([
      { status: 'opened' },
      { batch: 'batch-002', status: 'escalated', changes: [{ change: 'now-critical', names: ['b'] }] },
    ]);
  });

  test('may be a correlation, which is no news as a warning', () => {
    const pair = (severity: 'warning' | 'critical') => ({
      ...buildSubject('a with b', severity),
      isMultivariate: true as const,
    });
    const batches = [
      buildObservation(1, { drift: critical }, ['a']),
      buildObservation(2, { drift: critical }, [buildSubject('a'), pair(warning)]),
      buildObservation(3, { drift: critical }, [buildSubject('a'), pair(critical)]),
    ];

    expect(inShort(tell(batches))).toEqual(['1 opened critical', '3 escalated critical']);
  });

  test('is one more reason of rejected batches, however many are known', () => {
    const known = Array.from({ length: 9 }, (_, index) => `missing-column ${index}`);

    expect(
      inShort(tell([buildRejected(1, ...known), buildRejected(2, ...known, 'missing-column x')])),
    ).toEqual(['1 opened critical', '2 escalated critical']);
  });

  test('is not all that is cut from a list of thousands', () => {
    const names = (from: number) => Array.from({ length: 2000 }, (_, index) => `gene_${index + from}`);
    const batches = [0, 50, 100, 0, 300].map((from, index) =>
      buildObservation(index + 1, { drift: critical }, names(from)),
    );

    expect(inShort(tell(batches))).toEqual(['1 opened critical']);
  });

  test('is not held back by a cool-down that holds back what is known', () => {
    const rules = buildRules({ coolDownHours: 10 });
    const story = (column: string) => [
      buildObservation(1, { drift: critical }, ['a']),
      buildObservation(2),
      buildObservation(3, { drift: critical }, ['a', column]),
    ];

    expect(inShort(tell(story('a'), rules))).toEqual(['1 opened critical', '2 recovered critical']);
    expect(inShort(tell(story('b'), rules))).toEqual([
      '1 opened critical',
      '2 recovered critical',
      '3 opened critical',
    ]);
  });

  test('waits for as many critical batches in a row as the contract asks for', () => {
    const rules = buildRules({ consecutiveBatches: { critical: 2 } });
    const known = ['a', 'b', 'c'];
    const batches = [
      buildObservation(1, { drift: critical }, known),
      buildObservation(2, { drift: critical }, known),
      buildObservation(3, { drift: warning }, known),
      buildObservation(4, { drift: critical }, [...known, 'new']),
      buildObservation(5, { drift: critical }, [...known, 'new']),
    ];

    expect(inShort(tell(batches, rules)).at(-1)).toBe('5 escalated critical');
    expect(tell(batches, rules).told.map(({ batch }) => batch)).not.toContain('batch-004');
  });

  test('of a late batch is told by itself, though its neighbours were told', () => {
    const at = (number: number, column: string) => buildObservation(number, { drift: critical }, [column]);
    const story = [at(1, 'a'), at(4, 'a'), buildObservation(5), at(2, 'b'), at(3, 'b')];

    expect(inShort(tell(story))).toEqual(['1 opened critical', '5 recovered critical', '2 belated critical']);
  });
});

describe('a batch that could not be judged', () => {
  const drifted = (number: number, ...columns: string[]) =>
    buildObservation(number, { drift: warning }, columns);

  // Small batches are never plainly without drift, so incidents stayed open for ever, and later drift was told to nobody.
  test('ends an incident where it would have shown all that people were told with', () => {
    const { told } = tell([
      drifted(1, 'a', 'b'),
      buildUndecided(2, { a: 0.3, b: 0.1, c: 0.9 }),
      drifted(3, 'a'),
    ]);

    expect(told.map(({ batch, status }) => `${batch} ${status}`)).toEqual([
      'batch-001 opened',
      'batch-002 recovered',
      'batch-003 opened',
    ]);
  });

  test.each([
    ['could have missed one of them', { a: 0.3, b: 0.31 }],
    ['does not say what it would have shown of one', { a: 0.1 }],
  ])('does not where it %s', (_, reach) => {
    expect(inShort(tell([drifted(1, 'a', 'b'), buildUndecided(2, reach)]))).toEqual(['1 opened warning']);
  });

  test('does not have to show what came later and was not told', () => {
    const more = drifted(2, 'a', 'b', 'c', 'd', 'e');
    const story = [
      drifted(1, 'a', 'b', 'c', 'd'),
      more,
      buildUndecided(3, { a: 0.2, b: 0.2, c: 0.2, d: 0.2 }),
    ];

    expect(inShort(tell(story))).toEqual(['1 opened warning', '3 recovered warning']);
  });

  test('has to show what was told later', () => {
    const story = [drifted(1, 'a'), drifted(2, 'a', 'b'), buildUndecided(3, { a: 0.2 })];

    expect(inShort(tell(story))).toEqual(['1 opened warning', '2 escalated warning']);
    expect(inShort(tell([...story, buildUndecided(4, { a: 0.2, b: 0.2 })])).at(-1)).toBe(
      '4 recovered warning',
    );
  });

  test('does not end an incident with more than is remembered of it', () => {
    const cut = drifted(1, 'a');
    const opened = { ...cut, evidence: { ...cut.evidence!, isCut: true as const } };

    expect(inShort(tell([opened, buildUndecided(2, { a: 0.1 })]))).toEqual(['1 opened warning']);
  });

  test('counts among the fine ones that the contract asks for', () => {
    const rules = buildRules({ recoveryBatches: 2 });
    const story = [drifted(1, 'a'), buildUndecided(2, { a: 0.2 }), buildUndecided(3, { a: 0.2 })];

    expect(inShort(tell(story, rules))).toEqual(['1 opened warning', '3 recovered warning']);
  });

  test('does not end an incident that shows another column', () => {
    expect(inShort(tell([drifted(1, 'a'), drifted(2, 'b'), buildUndecided(3, { b: 0.1 })]))).toEqual([
      '1 opened warning',
      '2 escalated warning',
    ]);
  });

  test('ends a streak', () => {
    const rules = buildRules({ consecutiveBatches: { warning: 2 } });

    expect(shortStory([warning, 'unknown', warning, 'unknown', warning], rules)).toEqual([]);
    expect(shortStory([warning, 'unknown', warning, warning], rules)).toEqual(['4 opened warning']);
  });
});

describe('a new reference', () => {
  const drifted = (number: number, reference: string) =>
    buildObservation(number, { drift: critical }, ['a'], reference);

  test('ends an incident with the first batch that shows nothing against it', () => {
    expect(inShort(tell([drifted(1, 'one'), buildUndecided(2, {}, 'two')]))).toEqual([
      '1 opened critical',
      '2 recovered critical',
    ]);
    expect(inShort(tell([drifted(1, 'one'), buildUndecided(2, {}, 'one')]))).toEqual(['1 opened critical']);
  });

  test('makes what is still there news, once', () => {
    const { told } = tell([drifted(1, 'one'), drifted(2, 'two'), drifted(3, 'two')]);

    expect(told).toMatchObject([
      { status: 'opened' },
      { batch: 'batch-002', status: 'escalated', newReference: true },
    ]);
    expect(told).toHaveLength(2);
  });

  test('is not that of another season', () => {
    const of = (number: number, season: 'monday' | 'tuesday', version: string) => {
      const batch = buildObservation(number, { drift: critical }, ['a']);
      return { ...batch, evidence: { ...batch.evidence!, reference: { version, season } } };
    };
    const story = [of(1, 'monday', 'm'), of(2, 'tuesday', 't'), of(3, 'monday', 'm'), of(4, 'tuesday', 't')];

    expect(inShort(tell(story))).toEqual(['1 opened critical']);
    expect(inShort(tell([...story, of(5, 'tuesday', 'u')]))).toEqual([
      '1 opened critical',
      '5 escalated critical',
    ]);
  });

  test('is not what a late batch was compared with before', () => {
    expect(
      inShort(tell([drifted(1, 'one'), drifted(3, 'two'), drifted(2, 'one'), drifted(4, 'two')])),
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
    expect(daysTold(7, [], buildRules({ reminderDays: [2] }))).toEqual([
      '0 opened warning',
      '2 reminder warning',
      '4 reminder warning',
      '6 reminder warning',
    ]);
    expect(daysTold(60, [], buildRules({ reminderDays: [] }))).toEqual(['0 opened warning']);
  });

  test('what was dismissed is not told again, before it gets worse', () => {
    expect(daysTold(13, [5], buildRules({ dismissedAt: arrival(48) }))).toEqual([
      '0 opened warning',
      '5 escalated critical',
      '6 reminder critical',
      '8 reminder critical',
      '12 reminder critical',
    ]);
    expect(inShort(tell(driftStory([warning, fine]), buildRules({ dismissedAt: arrival(1) })))).toEqual([
      '1 opened warning',
      '2 recovered warning',
    ]);
  });

  test('days of reminders must grow', () => {
    expect(() => buildRules({ reminderDays: [3, 3] })).toThrow('days that grow');
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
