import { describe, expect, test } from '@jest/globals';
import {
  type HistoryRecord,
  historyRecord,
  historyRecordSchema,
} from '../../../../lambdas/core/report/history/history-record.ts';
import { modelSummary, modelSummarySchema } from '../../../../lambdas/core/report/history/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/history/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/history/render-model-page.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildResult,
  buildValidation,
} from '../../../support/build-result.ts';
import { buildRules } from '../alert/build-observation.ts';
import { buildMonth, buildOverview, buildRecord } from './histories.ts';

const facts = { model: 'flights', environment: 'prod', plumbline: '0.1.0' } as const;

describe('the page of a model', () => {
  test('without a batch says what to do', () => {
    const page = renderModelPage({ ...facts, records: [] });

    expect(page).toContain('no batch yet');
    expect(page).not.toContain('<table');
  });

  test('lists the newest first, in whatever order the records were read, each with its report', () => {
    const records = buildMonth();
    const page = renderModelPage({ ...facts, records: records.toReversed() });
    const links = Array.from(page.matchAll(/<th scope="row"><a href="([^"]+)"/g), ([, address]) => address);

    expect(links).toEqual(records.map(({ batchId }) => `${batchId}.html`).toReversed());
    expect(page).toBe(renderModelPage({ ...facts, records }));
  });

  // Eight batches within three seconds stood in the order of their names, for S3 says in which second a file came, no more.
  // The index named another one as the last than the model's page did, and said of a recovered model that it needs a look.
  test('orders batches of one second as they were judged, as its summary and its incidents do', () => {
    const [receivedAt, second] = ['2026-11-20T06:02:11.000Z', '2026-11-20T06:02:12.000Z'];
    const bad = { drift: 'drifted', severity: 'critical', columns: { compared: 3, drifted: 2 } } as const;
    const records = [
      buildRecord({ batchId: 'z-first', receivedAt, turn: 1 }),
      buildRecord({ batchId: 'm-bad', receivedAt, turn: 2, ...bad }),
      buildRecord({ batchId: 'a-last', receivedAt, turn: 3 }),
      buildRecord({ batchId: 'b-late', receivedAt: second, turn: 5 }),
      buildRecord({ batchId: 'c-early', receivedAt: second, turn: 4 }),
    ];
    const incidents = buildOverview(records.toSorted((a, b) => (a.turn ?? 0) - (b.turn ?? 0)));
    const page = renderModelPage({ ...facts, records: records.toReversed(), incidents });
    const links = Array.from(page.matchAll(/<th scope="row"><a href="([^"]+)"/g), ([, address]) => address);

    expect(links).toEqual(['b-late.html', 'c-early.html', 'a-last.html', 'm-bad.html', 'z-first.html']);
    expect(bandsOf(page)).toEqual(['critical 10 10']);
    for (const some of [records, records.toReversed()])
      expect(modelSummary('flights', 'prod', some)?.newest.batchId).toBe('b-late');
  });

  test('keeps to 90 batches', () => {
    const records = Array.from({ length: 200 }, (_, index) =>
      buildRecord({
        batchId: `b${index}`,
        receivedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
      }),
    );
    const page = renderModelPage({ ...facts, records });

    expect(page.match(/<th scope="row"><a /g)).toHaveLength(90);
    expect(page).toContain('href="b199.html"');
    expect(page).not.toContain('href="b109.html"');
  });

  // A text of which five features are derived was six of them on the page, and one column in the alert of the same batch.
  test('counts a column once, whatever is derived of it, as the alert does', () => {
    const features = { compared: 8, drifted: 6, inconclusive: 0, named: [] };
    const record = buildRecord({ drift: 'drifted', features, columns: { compared: 3, drifted: 1 } });

    expect(renderModelPage({ ...facts, records: [record] })).toContain(': 1 of 3 drifted in the last batch');
  });

  // The key showed a dot for a stable feature, the drawing a dash: what is stretched in one is not in the other.
  test('draws the verdicts over time with the marks of the key, which are not stretched', () => {
    const page = renderModelPage({ ...facts, records: buildMonth() });
    const [, key = '', rest = ''] = page.match(/<span class="key">(.*?)<\/caption>(.*)/s) ?? [];
    const marks = (markup: string) =>
      new Set(Array.from(markup.matchAll(/<path class="(mark [a-z]+)" d="M\d+,5h0"/g), ([, look]) => look));

    expect(marks(key).size).toBe(5);
    expect(marks(rest)).toEqual(marks(key));
  });

  test('draws features that moved no more than is usual with a mark of their own', () => {
    const features = {
      compared: 3,
      drifted: 0,
      inconclusive: 0,
      named: [{ name: 'fare', status: 'usual' as const }],
    };
    const page = renderModelPage({ ...facts, records: [buildRecord({ features })] });

    expect(page).toContain(
      'fare: drifted in 0 of 1 batches, moved as usual in the last one that was compared.',
    );
    expect(page).toMatch(/<span class="key">[\s\S]*<path class="mark usual"[\s\S]*moved as usual/);
    expect(page).toContain('2 features never moved.');
  });

  test('draws the features that moved, and counts those that never did', () => {
    const page = renderModelPage({ ...facts, records: buildMonth() });

    expect(page).toContain(
      'temp_max: drifted in 12 of 30 batches, stable in the last one that was compared.',
    );
    expect(page).toContain('6 features never moved.');
  });
});

describe('the incidents of a model', () => {
  const month = buildMonth();
  const bad = month.slice(0, 20);
  const pageOf = (records: typeof month, rules = buildRules()) =>
    renderModelPage({ ...facts, records, incidents: buildOverview(records, rules) });

  test('that are open stand on top: since when, how bad, about what, how many batches, and when told', () => {
    const page = pageOf(bad);
    const [, open = ''] = page.match(/<section aria-labelledby="open">(.*?)<\/section>/s) ?? [];
    const [drift = '', quarantine = ''] = open.match(/<article.*?<\/article>/gs) ?? [];

    expect(page.indexOf('id="open"')).toBeLessThan(page.indexOf('id="history"'));
    expect(textOf(drift)).toBe(
      'Drift ✕ critical Since 2026-10-13 06:02 UTC Batches 8, report of the newest About temp_max, wind_speed, dep_delay, carrier, origin Reported Last with the batch of 2026-10-19 06:02 UTC.',
    );
    expect(drift).toContain('href="2026-10-13-3f9c1a2b4d5e.html"');
    expect(drift).toContain('href="2026-10-20-3f9c1a2b4d5e.html"');
    expect(textOf(quarantine)).toMatch(/Quarantined rows info .* of the newest batch/);
  });

  test('that are over are a table, each with the reports of its first batch and of the one that ended it', () => {
    const [, past = ''] = pageOf(bad).match(/<section aria-labelledby="past">(.*?)<\/section>/s) ?? [];

    expect(textOf(past)).toContain('Rejected batches 2026-10-09 06:02 UTC 2026-10-10 06:02 UTC ✕ critical 1');
    expect(past).toContain('href="2026-10-09-3f9c1a2b4d5e.html"');
    expect(past).toContain('href="2026-10-10-3f9c1a2b4d5e.html"');
  });

  test('that nobody heard of say why, and say what they are about all the same', () => {
    const page = textOf(pageOf(bad, buildRules({ muteUntil: '2026-12-01' })));

    expect(page).toContain(
      'muted The contract mutes this model: nothing is reported before 2026-12-01 00:00 UTC.',
    );
    expect(page).toContain('About temp_max, wind_speed, dep_delay, carrier, origin');
    expect(page).toContain('Reported No: muted until 2026-12-01 00:00 UTC.');
  });

  test('are told of in words where there are none, and left out where none are kept', () => {
    expect(pageOf([buildRecord()])).toContain('<p>Nothing is open, and nothing has been.</p>');
    expect(pageOf([])).toContain('<p>Nothing is open, and nothing has been.</p>');
    expect(pageOf([])).toContain('no batch yet');
    expect(renderModelPage({ ...facts, records: month })).not.toContain('Open incidents');
  });

  test('past the twentieth are counted', () => {
    const [past] = buildOverview(bad).past;
    if (!past) throw new RangeError('requires an incident that is over');
    const incidents = { open: [], past: Array.from({ length: 50 }, () => past) };

    expect(renderModelPage({ ...facts, records: bad, incidents })).toContain(
      '30 older ones are not shown here.',
    );
  });

  test('shade the batches in which they were open, but not the one that ended them', () => {
    expect(bandsOf(pageOf(bad))).toEqual(['critical 120 80', 'open 10 190', 'critical 80 10']);
    expect(bandsOf(renderModelPage({ ...facts, records: month }))).toEqual([]);
  });
});

describe('limits', () => {
  const limitsIn = (records: Parameters<typeof renderModelPage>[0]['records']) => {
    const page = renderModelPage({ ...facts, records });
    return Array.from(page.matchAll(/class="limit" d="([^"]+)"/g), ([, path]) => path);
  };
  const share = (quarantined: number, limits: HistoryRecord['limits'], day = 1) =>
    buildRecord({
      batchId: `b${day}`,
      receivedAt: `2026-11-0${day}T06:00:00.000Z`,
      rows: { read: 100, accepted: 100 - quarantined, quarantined },
      limits,
    });

  test('are drawn to the scale of the bars, step by step where the contract changed', () => {
    const records = [
      share(3, { rejectedShare: 0.05 }, 1),
      share(3, {}, 2),
      share(3, { rejectedShare: 0.1 }, 3),
    ];

    expect(limitsIn(records)).toEqual(['M0,52.8h10M20,5.7h10']);
  });

  test('are drawn over no bars, and told where they are out of sight', () => {
    expect(limitsIn([share(0, { rejectedShare: 0.05, driftedShare: 0.5 })])).toEqual([
      'M0,5.7h10',
      'M0,5.7h10',
    ]);
    const far = [share(1, { rejectedShare: 0.2 })];
    expect(limitsIn(far)).toEqual([]);
    expect(renderModelPage({ ...facts, records: far })).toContain(
      'Last 1 %, at most 1 %. Limit 20 %, above which a batch is rejected; too far above to be drawn.',
    );
  });

  test('are not drawn where the contract has none', () => {
    expect(limitsIn([share(3, {})])).toEqual([]);
  });

  test('come from the contract of the batch', () => {
    const validation = buildValidation({ maxRejectedShare: 0.1 });

    expect(
      historyRecord(buildResult({ validation, drift: buildDrift({ criticalShare: 0.5 }) })).limits,
    ).toEqual({ rejectedShare: 0.1, driftedShare: 0.5 });
  });
});

/** Where incidents are shaded: tone, left edge and width. */
function bandsOf(page: string): readonly string[] {
  const bands = page.matchAll(/<rect class="band ([a-z]+)" x="(\d+)" y="0" width="(\d+)"/g);
  return Array.from(bands, (match) => match.slice(1).join(' '));
}

/** What is read of markup, with one space between any two pieces. */
function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,])/g, '')
    .trim();
}

describe('the record of a batch', () => {
  test('names what moved, and no more than 200', () => {
    const features = Array.from({ length: 300 }, (_, index) => buildDriftedFeature(`gene_${index}`, 0.5));
    const record = historyRecord(buildResult({ drift: buildDrifted(features, 400) }));

    expect(historyRecordSchema.parse(record)).toEqual(record);
    expect(record.features).toMatchObject({ compared: 400, drifted: 300, inconclusive: 0 });
    expect(record.features.named).toHaveLength(200);
    expect(record.features.named[0]).toEqual({
      name: 'gene_0',
      status: 'drifted',
      severity: 'warning',
      effect: 0.5,
    });
  });
});

describe('the page of all models', () => {
  test('has the worst first', () => {
    const good = modelSummary('aaa', 'prod', [buildRecord()]);
    const bad = modelSummary('zzz', 'prod', [
      buildRecord({ validation: 'rejected', reasons: ['empty-batch'] }),
    ]);
    const models = [good, bad].filter((one) => one !== undefined);
    const page = renderModelIndex({ environment: 'prod', plumbline: '0.1.0', models });

    expect(page).toContain('1 of 2 models needs a look');
    expect(page.indexOf('zzz/index.html')).toBeLessThan(page.indexOf('aaa/index.html'));
  });

  test('has what is open in each, and who is muted', () => {
    const bad = buildMonth().slice(0, 20);
    const models = [
      modelSummary('flights', 'prod', bad, buildOverview(bad)),
      modelSummary('muted', 'prod', bad, buildOverview(bad, buildRules({ muteUntil: '2026-12-01' }))),
      modelSummary('calm', 'prod', [buildRecord()], buildOverview([buildRecord()])),
      modelSummary('unkept', 'prod', [buildRecord()]),
    ].filter((one) => one !== undefined);
    const page = renderModelIndex({ environment: 'prod', plumbline: '0.1.0', models });
    const cells = Array.from(
      page.matchAll(/<td data-label="Open incidents">(.*?)<\/td>/gs),
      ([, cell = '']) => textOf(cell),
    );

    expect(models.map((one) => modelSummarySchema.parse(one))).toEqual(models);
    expect(cells).toEqual([
      '✕ Drift since 2026-10-13 Quarantined rows since 2026-10-02',
      '✕ Drift since 2026-10-13 Quarantined rows since 2026-10-02 muted until 2026-12-01 00:00 UTC',
      'none',
      '–',
    ]);
  });

  test('without a model says so', () => {
    expect(renderModelIndex({ environment: 'prod', plumbline: '0.1.0', models: [] })).toContain(
      'No model yet',
    );
  });
});
