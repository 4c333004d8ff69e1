import { describe, expect, test } from '@jest/globals';
import { incidentOverview } from '../../../../lambdas/core/incidents/incident-overview.ts';
import { noIncidents, type Sighting } from '../../../../lambdas/core/incidents/incident-schema.ts';
import { arrival, buildObservation, buildRules, driftStory, tell } from '../alert/build-observation.ts';

const fine = 'absent';
const warning = 'warning';
const critical = 'critical';

/** What is open after a story of drift, at the arrival of its last batch. */
function afterStory(sightings: readonly Sighting[], rules = buildRules()) {
  const { incidents } = tell(driftStory(sightings), rules);
  return incidentOverview(incidents, rules, new Date(arrival(sightings.length)));
}

describe('what is open', () => {
  test('is nothing where no batch was judged', () => {
    expect(incidentOverview(noIncidents('flights'), buildRules(), new Date())).toEqual({
      open: [],
      past: [],
    });
  });

  test('is told: since when, how bad at worst, how many batches, what about, and when last', () => {
    expect(afterStory([fine, warning, critical, warning])).toEqual({
      open: [
        {
          condition: 'drift',
          severity: critical,
          reporting: 'reported',
          since: arrival(2),
          first: { receivedAt: arrival(2), turn: 2 },
          firstBatch: 'batch-002',
          lastBatch: 'batch-004',
          batches: 3,
          subjects: ['age'],
          subjectCount: 1,
          reportedAt: arrival(3),
        },
      ],
      past: [],
    });
  });

  test('has the worst first', () => {
    const seen = { drift: warning, quarantine: 'info', rejected: critical } as const;
    const { incidents } = tell([buildObservation(1, seen)]);
    const { open } = incidentOverview(incidents, buildRules(), new Date(arrival(1)));

    expect(open.map(({ condition }) => condition)).toEqual(['rejected', 'drift', 'quarantine']);
  });

  test('waits for the batches in a row that the contract asks for', () => {
    const rules = buildRules({ consecutiveBatches: { warning: 3 } });

    expect(afterStory([warning, warning], rules).open).toMatchObject([
      { reporting: 'waiting', severity: warning, batches: 2, reportedAt: undefined },
    ]);
  });

  test('is held back in quiet hours, and so is the all-clear', () => {
    const rules = buildRules({ quietHours: { from: '00:00', to: '23:59' } });

    expect(afterStory([warning], rules).open).toMatchObject([{ reporting: 'held', batches: 1 }]);
    expect(afterStory([warning, fine], rules).open).toMatchObject([
      { reporting: 'ending', batches: 1, lastBatch: 'batch-001' },
    ]);
  });

  test('is muted until the moment of the contract, and then no longer', () => {
    const rules = buildRules({ muteUntil: '2026-11-01T08:00:00+00:00' });

    expect(afterStory([warning], rules)).toMatchObject({
      mutedUntil: '2026-11-01T08:00:00.000Z',
      open: [{ reporting: 'waiting' }],
    });
    expect(afterStory([warning, fine], rules).mutedUntil).toBeUndefined();
  });

  test('keeps its beginning when the batch itself is forgotten', () => {
    const overview = afterStory(Array.from({ length: 230 }, () => warning));

    expect(overview.open).toMatchObject([{ since: arrival(1), firstBatch: undefined, batches: 230 }]);
  });
});

describe('what is over', () => {
  test('has the newest first, each with its batches, its worst and the batch that ended it', () => {
    const { past, open } = afterStory([warning, fine, warning, critical, fine]);

    expect(open).toEqual([]);
    expect(past).toEqual([
      {
        condition: 'drift',
        severity: critical,
        opened: arrival(3),
        closed: arrival(5),
        first: { receivedAt: arrival(3), turn: 3 },
        last: { receivedAt: arrival(5), turn: 5 },
        openedBy: 'batch-003',
        closedBy: 'batch-005',
        batches: 2,
        isBelated: false,
      },
      expect.objectContaining({ opened: arrival(1), closedBy: 'batch-002', batches: 1, severity: warning }),
    ]);
  });

  test('counts a batch that came late into it', () => {
    const [first, second, third, fourth] = driftStory([warning, warning, warning, fine]);
    const story = [first, third, fourth, second].filter((batch) => batch !== undefined);
    const { incidents } = tell(story);

    expect(incidentOverview(incidents, buildRules(), new Date()).past).toMatchObject([{ batches: 3 }]);
  });

  test('may be one batch that was judged after newer ones', () => {
    const [bad, good] = driftStory([warning, fine]);
    const { incidents } = tell([good, bad].filter((batch) => batch !== undefined));

    expect(incidentOverview(incidents, buildRules(), new Date()).past).toMatchObject([
      { isBelated: true, batches: 1, openedBy: 'batch-001' },
    ]);
  });
});
