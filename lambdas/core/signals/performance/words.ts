import type { MetricName } from '../../contract/model-rules.ts';
import type { Correction, PerformanceResult } from '../../result/performance-schema.ts';
import { namedInText } from '../../text/clean-text.ts';
import { direction, formatCountOf, numberInWords, percent } from '../../text/in-words.ts';
import { isShare, metricInWords, sizeInWords, valueInWords } from '../../text/metric-words.ts';

/** `92.1 to 94.3 %` */
function intervalInWords(metric: MetricName, [from, to]: readonly [number, number]): string {
  const [low, high] = [valueInWords(metric, from), valueInWords(metric, to)];
  return `${isShare(metric) ? low.replace(' %', '') : low} to ${high}`;
}

type Told = {
  readonly value: number;
  readonly interval?: [number, number] | undefined;
  readonly loss?: { readonly value: number } | undefined;
};

/** `accuracy 88.1 % (86.9 to 89.3 %), 6.7 % below that of the reference, 94.4 %; the limit is 5 %`. */
function againstReference(
  { metric, baseline, maxLoss }: PerformanceResult,
  { value, interval, loss }: Told,
): string {
  const bounds = interval ? ` (${intervalInWords(metric, interval)})` : '';
  const told = `${metricInWords(metric)} ${valueInWords(metric, value)}${bounds}`;
  if (!baseline || !loss) return told;
  const size = percent(Math.min(1, Math.abs(loss.value)));
  const than = loss.value > 0 ? `${size} worse than in the reference` : `no worse than in the reference`;
  return `${told}, ${than} (${valueInWords(metric, baseline.value)}); the limit is ${percent(Math.min(1, maxLoss))}`;
}

/** What every estimate rests on. */
export const assumption =
  'an estimate without labels, which holds as long as features and target are related as they were';

/** What the estimate of a batch rests on: {@link assumption}, or what labels of earlier batches have shown of it. */
export function restsOn({ metric, estimated }: PerformanceResult): string {
  const { correctedBy } = estimated ?? {};
  return correctedBy === undefined
    ? assumption
    : `an estimate without labels, corrected by ${correctionInWords(metric, correctedBy)}`;
}

/** `-4.1 points: labels of 23 batches before showed that estimates are off by so much`. */
export function correctionInWords(metric: MetricName, { value, batches }: Correction): string {
  return `${value > 0 ? '+' : ''}${sizeInWords(metric, value)}: labels of ${formatCountOf(batches, 'batch', 'batches')} before show that estimates are off by so much`;
}

/** That labels and estimate of a batch contradict each other, and what that means; undefined where they do not. */
export function conceptDrift({ metric, gap }: PerformanceResult): string | undefined {
  if (!gap?.isBeyond) return undefined;
  const where = gap.value > 0 ? 'above' : 'below';
  return `That is ${sizeInWords(metric, Math.abs(gap.value))} ${where} what was estimated without labels: features and target are related otherwise than in the reference (concept drift)`;
}

/** Whether what moved does harm to predictions, as far as is known, and by what. */
export interface Harm {
  readonly status: 'harmful' | 'benign' | 'unknown';
  readonly by: 'labels' | 'estimate' | 'nothing';
}

/** Labels say it; where they can't, the estimate does. Benign is what is surely no worse than the contract allows. */
export function harmOf({ realised, estimated }: PerformanceResult): Harm {
  for (const [by, part] of [
    ['labels', realised],
    ['estimate', estimated],
  ] as const) {
    if (part?.verdict === 'worse') return { status: 'harmful', by };
    if (part?.verdict === 'no-worse') return { status: 'benign', by };
  }
  return { status: 'unknown', by: 'nothing' };
}

/** Benign or harmful, in a sentence or two. */
export function harmInWords(performance: PerformanceResult): string {
  const { status, by } = harmOf(performance);
  if (status === 'unknown') return `Whether it does harm is not known: ${whyUnknown(performance)}.`;
  const verb = status === 'harmful' ? 'It does harm' : 'It does no harm that can be seen';
  const { realised, estimated } = performance;
  if (by === 'labels' && realised) {
    const drift = conceptDrift(performance);
    return `${verb}: by ${formatCountOf(realised.rows, 'label')} ${againstReference(performance, realised)}.${drift === undefined ? '' : ` ${drift}.`}`;
  }
  const { value, ...rest } = estimated ?? {};
  return value === undefined
    ? ''
    : `${verb}: ${againstReference(performance, { value, ...rest })}. This is ${restsOn(performance)}.`;
}

function whyUnknown(performance: PerformanceResult): string {
  const { estimated, realised, baseline, notes = [] } = performance;
  if (estimated && estimated.value === undefined)
    return `${percent(estimated.outside)} of the rows are of kinds that the reference hardly knows, too many to estimate anything`;
  const told =
    realised ?? (estimated?.value === undefined ? undefined : { ...estimated, value: estimated.value });
  if (told && baseline) return `${againstReference(performance, told)}, and too few rows to tell`;
  return notes.find((note) => note.startsWith('nothing is estimated')) ?? 'there are too few labels';
}

/** Where a loss comes from: the kinds of rows that make most of it. */
export function hitInWords({ why, metric, task }: PerformanceResult): string | undefined {
  const [first] = why.filter(({ mix, relation }) => mix + relation > 0);
  if (!first) return undefined;
  const of: MetricName = task === 'regression' ? 'mae' : 'accuracy';
  const change = why.reduce((sum, one) => sum + one.mix + one.relation, 0);
  const part = first.mix + first.relation;
  const size = (value: number) =>
    of === 'mae' ? numberInWords(value) : `${Number((100 * value).toPrecision(2))} points`;
  const share = `${percent(first.reference)} to ${percent(first.current)} of the rows`;
  const right =
    of === 'mae'
      ? `${metricInWords('mae')} ${numberInWords(first.before)} to ${numberInWords(first.now)}`
      : `right in ${percent(first.before)} to ${percent(first.now)} of them`;
  const whole = change > part ? ` of the ${size(change)} of ${metricInWords(of)} lost` : '';
  const subject = metric === of ? '' : ` (of ${metricInWords(of)})`;
  return `${first.rule}: ${share}, ${right}; ${size(part)}${whole}${whole === '' ? subject : ''}`;
}

type Moved = PerformanceResult['moved'][number];

/** The same after the name of its column. */
export function movedWithColumn(moved: Moved): string {
  return `${namedInText(moved.column)}: ${movedInWords(moved)}`;
}

/** What of the model's output moved, without the name of its column. */
export function movedInWords({ what, detail, before, now, change, limit }: Moved): string {
  const rose = direction(before, now);
  const relative = `${rose} by ${percent(Math.min(1, Math.abs(change)))}`;
  const numbers = `${numberInWords(before)} to ${numberInWords(now)}`;
  const most = `told from ${percent(Math.min(1, limit))} on`;
  const named = detail === undefined ? '' : namedInText(detail);
  switch (what) {
    case 'confidence':
      return `mean confidence ${relative} (${numbers}; ${most})`;
    case 'latency':
      return `latency ${named} ${relative} (${numbers}; ${most})`;
    case 'error-rate':
      return `error rate ${rose} from ${percent(before)} to ${percent(now)} of the rows (${most})`;
    case 'prediction-mix':
      return detail === undefined
        ? `mean prediction ${relative} (${numbers}; ${most})`
        : `${percent(Math.min(1, Math.abs(change)))} of the rows are predicted otherwise, most of all ${named}: ${percent(before)} to ${percent(now)} (${most})`;
    default:
      return what satisfies never;
  }
}
