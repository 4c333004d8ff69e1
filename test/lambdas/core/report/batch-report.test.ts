import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { renderBatchReport } from '../../../../lambdas/core/report/batch/render-batch-report.ts';
import type { FeatureDrift } from '../../../../lambdas/core/result/result-schema.ts';
import {
  buildDrift,
  buildDrifted,
  buildDriftedFeature,
  buildFeature,
  buildResult,
  buildWrittenDifferently,
} from '../../../support/build-result.ts';
import { buildRolling } from '../../../support/build-rolling.ts';
import { factsOf, wideFacts } from './situations.ts';

const bytes = (page: string) => new TextEncoder().encode(page).byteLength;

describe('the report of a batch', () => {
  test('with 100 features is under 2 MB', () => {
    const page = renderBatchReport(wideFacts(100));

    expect(page.match(/<article /g)).toHaveLength(100);
    expect(page.match(/class="plot-body"/g)).toHaveLength(100);
    expect(bytes(page)).toBeLessThan(2_000_000);
  });

  // In a process of its own: inside Jest every look-up of a global is slow, and it took ten times as long. Its time on the
  // processor, which a busy machine does not lengthen.
  test('with 100 features takes under 2 s of one core', async () => {
    const timed = `
      import { renderBatchReport } from '${import.meta.resolve('../../../../lambdas/core/report/batch/render-batch-report.ts')}';
      import { wideFacts } from '${import.meta.resolve('./situations.ts')}';
      const facts = wideFacts(100);
      const began = process.cpuUsage();
      renderBatchReport(facts);
      const { user, system } = process.cpuUsage(began);
      console.log((user + system) / 1000);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', timed]);

    expect(Number(stdout)).toBeGreaterThan(0);
    expect(Number(stdout)).toBeLessThan(2_000);
  });

  test('with 2,000 drifted features draws 100, lists 500 and counts the rest', () => {
    const features = Array.from({ length: 2000 }, (_, index) => buildDriftedFeature(`gene_${index}`, 0.5));
    const page = renderBatchReport(factsOf(buildResult({ drift: buildDrifted(features, 2400) })));

    expect(page.match(/<article /g)).toHaveLength(100);
    expect(page).toContain('1,900 more features are in the result, not shown here.');
    expect(page).toContain('2,300 more features are in the list above, not drawn here.');
    expect(bytes(page)).toBeLessThan(1_000_000);
  });

  // It stood under "What did not move", green.
  test('has what moved no more than is usual apart from what did not', () => {
    const moved = buildFeature({
      name: 'fare',
      verdict: {
        status: 'stable',
        reason: 'moved, no more than is usual',
        asUsual: [{ kind: 'distribution' }],
      },
    });
    const drift = buildDrift({ features: [moved, buildFeature({ name: 'tip' })] });
    const page = renderBatchReport(factsOf(buildResult({ drift })));

    const [usual = '', stable = ''] = page.slice(page.indexOf('id="usual"')).split('id="stable"');
    expect(usual).toMatch(/<article class="card calm"[\s\S]*fare[\s\S]*≈<\/span> as usual/);
    expect(stable).not.toContain('fare');
  });

  test('tells how a column is written, among what moved, with all numbers', () => {
    const page = renderBatchReport(factsOf(buildResult({ drift: buildWrittenDifferently() })));

    const [told = '', stable = ''] = page.slice(page.indexOf('id="told"')).split('id="stable"');
    expect(told).toContain('<article class="card warning"');
    expect(told).toContain('Values were whole numbers, now 43\u00a0% have decimals: typed differently?');
    expect(told).toContain(
      '<th scope="row">whole numbers, of values other than 0</th>\n<td class="number">100 %</td>\n<td class="number">57 %</td>',
    );
    expect(stable.match(/<article /g)).toHaveLength(11);
    expect(page).toContain('<title>Representation of temp_max changed: flights');
  });

  // A stable column of which 3.1 % moved, by chance, had an orange bar past the notch, and a healthy 2.8 % filled half of the axis.
  test('colours only what drifted, on an axis that reaches what is critical', () => {
    const bars = (features: readonly FeatureDrift[]) => {
      const page = renderBatchReport(
        factsOf(buildResult({ drift: buildDrift({ features: [...features] }) })),
      );
      const found = page.matchAll(/<rect class="([a-z -]+)" x="0" y="2" width="([\d.]+)"/g);
      return Array.from(found, (match) => match.slice(1).join(' '));
    };
    const { measures } = buildDriftedFeature('age', 0.04);
    const stable = buildFeature({ name: 'plan', measures });

    expect(bars([stable])).toEqual(['quiet-bar 20']);
    expect(bars([buildDriftedFeature('age', 0.04), stable])).toEqual(['tone-bar warning 20', 'quiet-bar 20']);
    expect(bars([buildDriftedFeature('age', 0.8), stable])).toEqual(['tone-bar warning 100', 'quiet-bar 5']);
  });

  // Of a batch without drift it said how rarely one "raises an alarm like this", though there was none.
  test('without drift says how sure that is, and what would have been seen', () => {
    const resolution = { effect: 0.095, unit: 'share of rows' } as const;
    const page = renderBatchReport(factsOf(buildResult({ drift: buildDrift({ resolution }) })));
    const [, section = ''] = page.split('<h2 id="sure">');

    expect(section).toContain('at most 1 undrifted batch in 100 raises a false alarm.');
    expect(section).toContain(
      'Of 5 batches in which 9.5 % of the rows of a feature had moved, 4 or more would have shown it.',
    );
    expect(section).not.toContain('like this');
  });

  test('says of each measure what it would have shown, and of a feature that is equivalent what that means', () => {
    const measures = buildDriftedFeature('age', 0.3).measures.map((one) => ({ ...one, resolution: 0.073 }));
    const feature = buildFeature({ name: 'age', measures, equivalent: true });
    const page = renderBatchReport(factsOf(buildResult({ drift: buildDrift({ features: [feature] }) })));

    expect(page).toContain('data-label="Would have shown">0.073</td>');
    expect(page).toContain('Any change there may be is too small to matter');
  });

  test('links to the console, but not where that has nothing', () => {
    const page = (environment: string) =>
      renderBatchReport({ ...factsOf(buildResult({ environment })), places });
    const places = [{ label: 'result', bucket: 'results', key: 'results/flights/a.json' }];

    expect(page('prod')).toContain('in the S3 console');
    expect(page('local')).toContain('s3://results/results/flights/a.json');
    expect(page('local')).not.toContain('console.aws');
  });

  test('tells the name of a column as it is written, at the beginning of a heading too', () => {
    const drift = buildDrifted([buildDriftedFeature('ärea', 0.5)]);
    const page = renderBatchReport(factsOf(buildResult({ drift })));

    expect(page).toContain('<title>ärea drifted: flights');
    expect(page).toContain('<span dir="auto">ärea drifted</span></span></h1>');
  });

  test('whose file name is a path shows its last part, and the whole key below', () => {
    const batch = { ...buildResult().batch, key: 'batches/flights/day=1/part.csv' };
    const page = renderBatchReport(factsOf(buildResult({ batch })));

    expect(page).toContain('<title>Accepted, no drift: flights, part.csv</title>');
    expect(page).toContain('batches/flights/day=1/part.csv');
  });

  test('shows what differs from the batches before it, beside the reference, and that this alarms nobody', () => {
    const rolling = buildRolling({
      asked: 30,
      status: 'drifted',
      reason: '1 of 12 features drifted',
      features: [buildDriftedFeature('age', 0.3), buildFeature({ name: 'plan' })],
    });
    const drift = { ...buildDrifted([buildDriftedFeature('age', 0.4)]), rolling };
    const page = renderBatchReport(factsOf(buildResult({ drift })));
    const [, section = ''] = page.split('<h2 id="recent">');

    expect(section).toMatch(/^Against the 7 batches before it</);
    expect(section).toContain('1 of 12 features drifted.');
    expect(section).toContain('The change is sudden: age differs from the 7 batches before it, too.');
    expect(section).toContain(
      '7 accepted batches, of 30 that the contract asks for, 29,400 rows, 2026-11-13 06:02 UTC to 2026-11-19 06:02 UTC.',
    );
    expect(section).toContain('alarms nobody');
    expect(section).toContain('<dt><bdi>age</bdi></dt>');
    expect(section).not.toContain('<dt><bdi>plan</bdi></dt>');
  });

  test('says why there is nothing to tell of the batches before it', () => {
    const rolling = buildRolling({
      batches: 1,
      status: 'inconclusive',
      reason: 'one accepted batch before it',
    });
    const page = renderBatchReport(factsOf(buildResult({ drift: buildDrift({ rolling }) })));

    expect(page).toContain('<h2 id="recent">Against the batches before it</h2>');
    expect(page).toContain('One accepted batch before it.');
  });

  test('that had nothing to be compared with says why', () => {
    const drift = buildDrift({
      status: 'skipped',
      reason: 'the model has no reference yet',
      tests: 0,
      features: [],
    });
    const page = renderBatchReport(factsOf(buildResult({ drift })));

    expect(page).toContain('Accepted, drift was not tested');
    expect(page).toContain('The model has no reference yet.');
    expect(page).not.toContain('<article ');
  });
});
