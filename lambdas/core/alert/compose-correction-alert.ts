import type { Finding } from '../findings/finding.ts';
import type { Correction } from '../labels/corrections.ts';
import type { PerformanceResult } from '../result/performance-schema.ts';
import { conceptDrift } from '../signals/performance/words.ts';
import { plainText } from '../text/clean-text.ts';
import { formatCount, formatCountOf, numberInWords, percent } from '../text/in-words.ts';
import { batchName, type Place } from '../text/places.ts';
import { listWords } from '../text/sentences.ts';
import type { Alert } from './alert-schema.ts';
import { type AlertHead, composeAlert } from './compose-alert.ts';

/** A batch on which labels show something else than was said. */
export interface CorrectedBatch {
  readonly correction: Correction;
  /** In the inbox. */
  readonly key: string;
  /** As it is known now. */
  readonly performance: PerformanceResult;
  /** In the results bucket. */
  readonly reportKey: string;
}

const nowWords: Readonly<Record<Correction['now'], string>> = {
  'no-worse': 'it is no worse',
  worse: 'it is worse',
  'cannot-tell': 'whether it is worse is not known',
};

const beforeWords: Readonly<Record<Correction['before'], string>> = {
  'no-worse': 'it had been reported as no worse',
  worse: 'it had been reported as worse',
  'cannot-tell': 'before, that could not be told',
};

/** Reports that a message points to. */
const mostPlaces = 5;

/** Tells people that the model did worse on earlier batches than they were told, or not worse after all: those that are worse first. */
export function composeCorrectionAlert(
  head: AlertHead,
  batches: readonly CorrectedBatch[],
  resultsBucket: string,
): Alert {
  const worse = batches.filter(isWorse);
  return composeAlert(head, {
    kind: 'performance-corrected',
    severity: 'warning',
    fact: factOf(worse, batches),
    summary: summaryOf(worse.length, batches.length - worse.length),
    findings: correctionFindings(batches),
    places: reportPlaces(batches, resultsBucket),
    nextSteps:
      worse.length > 0
        ? [
            'Open the report: it says on which rows the model is wrong.',
            'One bad batch is not a trend: look at the page of the model before you retrain it.',
          ]
        : ['Nothing has to be done. If you have acted on the earlier message, look at the report again.'],
  });
}

/** The alert about a loss that labels have shown, with the batches whose verdict they have changed. */
export function withCorrections(
  loss: Alert,
  batches: readonly CorrectedBatch[],
  resultsBucket: string,
): Alert {
  return composeAlert(loss, {
    ...loss,
    findings: [...loss.findings, ...correctionFindings(batches)],
    places: [...loss.places, ...reportPlaces(batches, resultsBucket)],
  });
}

function reportPlaces(batches: readonly CorrectedBatch[], bucket: string): Place[] {
  return worseFirst(batches)
    .slice(0, mostPlaces)
    .map(({ reportKey }) => ({ label: 'report', bucket, key: reportKey }));
}

/** One finding a batch, those that are worse first. */
function correctionFindings(batches: readonly CorrectedBatch[]): readonly Finding[] {
  return worseFirst(batches).map(correctionFinding);
}

function worseFirst(batches: readonly CorrectedBatch[]): readonly CorrectedBatch[] {
  return batches.toSorted((a, b) => Number(isWorse(b)) - Number(isWorse(a)));
}

function isWorse({ correction }: CorrectedBatch): boolean {
  return correction.now === 'worse';
}

function factOf(worse: readonly CorrectedBatch[], batches: readonly CorrectedBatch[]): string {
  const told = worse.length > 0 ? worse : batches;
  const names = listWords(told.map(({ key }) => plainText(batchName(key), 60)));
  return worse.length > 0
    ? `the model did worse than reported on ${names}`
    : `the model did not do worse after all on ${names}`;
}

function summaryOf(worse: number, better: number): string {
  const sentences = [
    ...(worse > 0
      ? [
          `Labels that arrived later show that the model did worse on ${formatCountOf(worse, 'batch', 'batches')} than the contract allows. That had not been reported.`,
        ]
      : []),
    ...(better > 0
      ? [
          `On ${formatCountOf(better, 'batch', 'batches')} it is no longer known to have done worse, as had been reported.`,
        ]
      : []),
  ];
  return sentences.join(' ');
}

/** That the estimate could not see it, where labels show that. */
function driftClause(performance: PerformanceResult): string {
  const drift = conceptDrift(performance);
  return drift === undefined ? '' : `. ${drift}`;
}

function correctionFinding({ correction, key, performance }: CorrectedBatch): Finding {
  const { before, now } = correction;
  const { metric, baseline, maxLoss, realised } = performance;
  const value =
    realised === undefined
      ? ''
      : ` ${metric} ${numberInWords(realised.value)} (${realised.interval.map(numberInWords).join(' to ')}) by the labels of ${formatCount(realised.rows)} of ${formatCountOf(realised.of, 'row')},`;
  const reference = baseline === undefined ? '' : ` ${numberInWords(baseline.value)} in the reference,`;
  return {
    severity: now === 'worse' ? 'warning' : 'info',
    sentence: `${plainText(batchName(key), 100)}:${value}${reference} a loss of ${percent(maxLoss)} is allowed: ${nowWords[now]}; ${beforeWords[before]}${driftClause(performance)}`,
  };
}
