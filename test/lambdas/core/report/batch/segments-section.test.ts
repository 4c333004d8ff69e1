import { describe, expect, test } from '@jest/globals';
import { segmentsSection } from '../../../../../lambdas/core/report/batch/segments-section.ts';
import {
  buildDrift,
  buildDriftedBySegment,
  buildDriftedFeature,
  buildSegment,
} from '../../../../support/build-result.ts';
import { hostileTexts } from '../situations.ts';

const textOf = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the section of segments', () => {
  test('has a line for each segment, with what moved most', () => {
    const features = ['a', 'b', 'c', 'd'].map((name) => buildDriftedFeature(name, 0.3));

    const text = textOf(
      segmentsSection(buildDriftedBySegment([buildSegment('UA', features), buildSegment('WN')])).markup,
    );

    expect(text).toContain('1 of 2 segments drifted');
    expect(text).toContain(
      'carrier = UA 1,200 410 a Median rose from 21.5 to 26 (30 % of the rows moved, q &lt; 0.0001).',
    );
    expect(text).toContain('1 more feature drifted.');
    expect(text).not.toContain(' d Median');
    expect(text).toContain('carrier = WN 1,200 410 No row of the batch is in it.');
    expect(text).toContain('In no segment: 31 rows of the batch, 96 of the reference; 3 values of carrier');
  });

  test('is not there where the contract names no segment column, and says so where no value is large enough', () => {
    expect(segmentsSection(buildDrift()).markup).toBe('');
    expect(textOf(segmentsSection(buildDriftedBySegment([])).markup)).toContain(
      'No value of the segment column has enough rows in the reference.',
    );
  });

  test.each(hostileTexts)('escapes %j wherever it stands', (hostile) => {
    const segment = buildSegment(hostile, [buildDriftedFeature(hostile, 0.3)], { column: hostile });
    const drift = {
      ...buildDriftedBySegment([segment]),
      segmentsLeftOut: { column: hostile, values: 1, rows: { reference: 1, current: 1 } },
    };

    const tags = segmentsSection(drift).markup.match(/<[^>]*>/g) ?? [];

    expect(
      tags.filter(
        (tag) => !/^<\/?(section|h2|div|table|caption|thead|tbody|tr|th|td|p|strong|span|bdi)\b/.test(tag),
      ),
    ).toEqual([]);
    expect(tags.join('')).not.toMatch(/onerror|onload|javascript/);
  });
});
