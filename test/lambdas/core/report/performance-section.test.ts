import { describe, expect, test } from '@jest/globals';
import { followLosses } from '../../../../lambdas/core/over-time/follow-losses.ts';
import { noLosses, withBatches } from '../../../../lambdas/core/over-time/loss-log.ts';
import { modelSummary } from '../../../../lambdas/core/report/history/model-summary.ts';
import { renderModelIndex } from '../../../../lambdas/core/report/history/render-model-index.ts';
import { renderModelPage } from '../../../../lambdas/core/report/history/render-model-page.ts';
import { loggedDays, quietRates } from '../../../support/build-losses.ts';
import { buildOverview, buildRecord } from './histories.ts';
import { foreignMarkup } from './strict-html.ts';

const facts = {
  model: 'flights',
  environment: 'prod',
  plumbline: '0.1.0',
  records: [buildRecord()],
} as const;

function courseOf(rates: readonly number[], estimated?: number) {
  const days = loggedDays(rates).map((day) => (estimated === undefined ? day : { ...day, estimated }));
  return followLosses(withBatches(noLosses('flights'), days));
}

describe('the page of a model with labels', () => {
  test('shows a dot and an interval for each batch, the reference and the limit, and that all is well', () => {
    const page = renderModelPage({ ...facts, losses: courseOf(quietRates(12)) });

    expect(page.match(/class="dot fine"/g)).toHaveLength(12);
    expect(page.match(/class="whisker"/g)).toHaveLength(12);
    expect(page).toContain('class="usual"');
    expect(page).toContain('No loss');
    expect(page).not.toContain('class="estimate');
    expect(foreignMarkup(page)).toEqual([]);
  });

  test('says what is wrong, and shows what was estimated', () => {
    const rising = Array.from({ length: 40 }, (_, day) => 0.1 + 0.001 * (day + 1));
    const page = renderModelPage({ ...facts, losses: courseOf([...quietRates(40), ...rising], 0.12) });

    expect(page).toContain('The model gets worse from batch to batch');
    expect(page).toMatch(/crosses that about 2026-\d\d-\d\d/);
    expect(page.match(/class="estimate hole"/g)).toHaveLength(60);
    expect(foreignMarkup(page)).toEqual([]);
  });

  test('says nothing where no labels have come', () => {
    expect(renderModelPage({ ...facts, losses: courseOf([]) })).not.toContain('still right');
    expect(renderModelPage(facts)).not.toContain('still right');
  });

  // The banner was green, nothing was open, and the index counted the model among those that need no look.
  test('says of an open loss in its banner what the index says, though no column drifted', () => {
    const losses = courseOf([...quietRates(40), ...Array(10).fill(0.2)]);
    const records = [buildRecord()];
    const overview = buildOverview(records);
    const page = renderModelPage({ ...facts, losses, incidents: overview });
    const summary = modelSummary('flights', 'prod', records, overview, losses.open);
    const calm = modelSummary('calm', 'prod', records, overview);
    const index = renderModelIndex({
      ...{ environment: 'prod', plumbline: '0.1.0' },
      models: [calm, summary].filter((one) => one !== undefined),
    });

    expect(page).toContain('<div class="banner critical">');
    expect(page).toContain('flights</bdi>: less often right than it was; no drift in the last batch');
    expect(page).toContain('The data show nothing that is open; what the labels show is below.');
    expect(index).toContain('1 of 2 models needs a look');
    expect(index.indexOf('flights/index.html')).toBeLessThan(index.indexOf('calm/index.html'));
  });

  test('is one line in the index: how often it is right, and since when', () => {
    const { open } = courseOf([...quietRates(40), ...Array(10).fill(0.2)]);
    const records = [buildRecord()];
    const summary = modelSummary('flights', 'prod', records, buildOverview(records), open);

    const index = renderModelIndex({
      environment: 'prod',
      plumbline: '0.1.0',
      models: summary ? [summary] : [],
    });

    expect(index).toContain('Right in 80 %');
    expect(index).toContain('reference 90 %, since 2026-07-11');
    expect(foreignMarkup(index)).toEqual([]);
  });
});
