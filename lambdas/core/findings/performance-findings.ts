import type { PerformanceResult } from '../result/performance-schema.ts';
import type { Result } from '../result/result-schema.ts';
import { harmInWords, harmOf, hitInWords, movedInWords } from '../signals/performance/words.ts';
import { namedInText } from '../text/clean-text.ts';
import { metricInWords, valueInWords } from '../text/metric-words.ts';
import type { Finding } from './finding.ts';

/** What a batch says of the model itself: a loss before all else, who is hit, and what moved of what it puts out. */
export function performanceFindings(performance: Result['performance']): readonly Finding[] {
  if (!performance) return [];
  return [...lossFindings(performance), ...movedFindings(performance)];
}

function lossFindings(performance: PerformanceResult): readonly Finding[] {
  if (harmOf(performance).status !== 'harmful') return [];
  const hit = hitInWords(performance);
  return [
    {
      severity: 'critical',
      sentence: harmInWords(performance)
        .replace(/^It does harm: /, '')
        .replace(/\.$/, ''),
    },
    ...(hit === undefined ? [] : [{ severity: 'critical' as const, sentence: `most of it from ${hit}` }]),
  ];
}

function movedFindings({ moved }: PerformanceResult): readonly Finding[] {
  return moved.map((one) => ({ severity: 'warning', column: one.column, sentence: movedInWords(one) }));
}

/** A loss as it stands in a subject line; undefined where there is none, or it is not known. */
export function lossFact(performance: Result['performance']): string | undefined {
  if (!performance) return undefined;
  const { metric, baseline, realised, estimated } = performance;
  const { status, by } = harmOf(performance);
  const value = by === 'labels' ? realised?.value : estimated?.value;
  if (status !== 'harmful' || value === undefined || !baseline) return undefined;
  const is = by === 'labels' ? metricInWords(metric) : `estimated ${metricInWords(metric)}`;
  return `${is} ${valueInWords(metric, value)}, was ${valueInWords(metric, baseline.value)}`;
}

/** What moved of what the model puts out, as it stands in a subject line. */
export function movedFact(performance: Result['performance']): string | undefined {
  const [first] = performance?.moved ?? [];
  return first && `${movedInWords(first).replace(/ \(.*/, '')} in ${namedInText(first.column)}`;
}
