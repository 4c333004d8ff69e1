import type { Severity } from '../../../severities.ts';
import { comparedInWords, featureFindings } from '../../findings/drift-findings.ts';
import { driftedSegments, segmentName } from '../../findings/segment-findings.ts';
import type { Drift, Result } from '../../result/result-schema.ts';
import { batchSignalNames } from '../../signals/batch-signals.ts';
import { harmInWords } from '../../signals/performance/words.ts';
import { pooledInWords } from '../../signals/pooled-in-words.ts';
import { plainText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf, percent } from '../../text/in-words.ts';
import { shownBatch } from '../../text/places.ts';
import { capitalised, listNames } from '../../text/sentences.ts';
import { undecidedFeatures } from './drift-confidence.ts';
import { noveltyOfDrift } from './rolling-words.ts';

/** How bad drift is, said to the person who has to decide. */
const urgency: Readonly<Record<Severity, string>> = {
  critical: 'Do not rely on predictions for this batch before someone has looked.',
  warning: 'Look at it today; predictions for this batch may be off.',
  info: 'Nothing has to be done at once.',
};

/** What happened to a batch and how bad it is, in two or three sentences. */
export function batchSummary(result: Result): string {
  const batch = `The batch ${shownBatch(result)}`;
  if (result.validation.status === 'rejected') return rejectedSummary(batch, result);
  if (result.drift.status === 'drifted') return driftSummary(batch, result);
  return `${batch} was accepted, but ${quarantined(result)} ${driftAside(result.drift)}`;
}

function rejectedSummary(batch: string, { validation }: Result): string {
  const { read, accepted } = validation.rows;
  const rows = read === 0 ? '' : ` ${soundRows(accepted, read)} sound.`;
  return `${batch} was rejected as a whole, and drift was not tested.${rows} Keep it from the model until it has been accepted.`;
}

/** `2,898 of its 4,200 rows are`. */
function soundRows(accepted: number, read: number): string {
  if (accepted === read) return read === 1 ? 'Its one row is' : `All of its ${formatCount(read)} rows are`;
  const verb = accepted === 1 ? 'is' : 'are';
  return `${accepted === 0 ? 'None' : formatCount(accepted)} of its ${formatCountOf(read, 'row')} ${verb}`;
}

function driftSummary(batch: string, result: Result): string {
  const { drift, validation, performance } = result;
  const drifted = featureFindings(drift).length;
  const features =
    drifted === 0
      ? (subjectOfSegments(drift) ?? subjectOfTogether(drift) ?? subjectOfPerformance(result))
      : `${formatCount(drifted)} of its ${comparedInWords(drift)} ${drifted === 1 ? 'differs' : 'differ'}`;
  const rows = validation.rows.quarantined === 0 ? '' : ` Besides, ${quarantined(result)}`;
  const novelty = noveltyOfDrift(drift);
  const harm = performance ? plainText(harmInWords(performance), 600) : '';
  return `${batch} was accepted, but ${drift.pooled ? `${pooledInWords(drift.pooled)} ` : ''}${features} from the reference, by more than chance explains${knowsUsual(drift) ? ', by more than is usual' : ''} and by enough to matter. ${novelty ? `${novelty} ` : ''}${harm === '' ? '' : `${harm} `}${urgency[drift.severity ?? 'warning']}${rows}`;
}

/** Whether what differs was held against what is usual for the source. */
function knowsUsual({ features }: Drift): boolean {
  return features.some(({ measures, rates }) =>
    [...measures, ...rates].some((measure) => 'usual' in measure && measure.usual),
  );
}

/** What differs where no feature does as a whole. */
function subjectOfSegments(drift: Drift): string | undefined {
  const drifted = driftedSegments(drift);
  const [first] = drifted;
  if (!first) return undefined;
  if (drifted.length === 1)
    return `its ${formatCountOf(first.rows.current, 'row')} with ${segmentName(first)} ${first.rows.current === 1 ? 'differs' : 'differ'}`;
  return `${formatCount(drifted.length)} of its ${formatCountOf(drift.segments?.length ?? 0, 'segment')} differ`;
}

/** What differs where no single feature does. */
function subjectOfTogether({
  pairsDrifted = 0,
  pairsCompared = 0,
  multivariate,
  batchSignals = [],
}: Drift): string | undefined {
  const verb = pairsDrifted === 1 ? 'differs' : 'differ';
  if (pairsDrifted > 0)
    return `${formatCount(pairsDrifted)} of the ${formatCountOf(pairsCompared, 'correlation')} of its features ${verb}`;
  if (multivariate?.verdict.status === 'drifted') return 'how its features vary together differs';
  const signal = batchSignals.find(({ verdict }) => verdict.status === 'drifted');
  return signal && `the share of ${batchSignalNames[signal.signal]} in it differs`;
}

/** Where nothing else differs by itself. */
function subjectOfPerformance({ performance }: Result): string {
  if (performance && performance.moved.length > 0) return 'what the model puts out differs';
  return performance ? 'the mix of its rows differs' : 'it differs';
}

function quarantined({ validation }: Result): string {
  const { quarantined: bad, read } = validation.rows;
  const share = percent(read === 0 ? 0 : bad / read);
  return `${formatCount(bad)} of its ${formatCountOf(read, 'row')} (${share}) broke the contract and ${bad === 1 ? 'was' : 'were'} set aside.`;
}

function driftAside(drift: Drift): string {
  const { status, reason } = drift;
  switch (status) {
    case 'stable':
      return 'The other rows show no drift.';
    case 'inconclusive':
      return `${capitalised(asClause(reason))}.${notJudged(drift)}`;
    case 'skipped':
      return `Drift was not tested: ${asClause(reason)}.`;
    case 'drifted':
      return 'The other rows have drifted.';
    default:
      return status satisfies never;
  }
}

function notJudged(drift: Drift): string {
  const undecided = undecidedFeatures(drift);
  return undecided.length === 0 ? '' : ` Not judged: ${listNames(undecided)}.`;
}

function asClause(reason: string): string {
  return plainText(reason, 200).replace(/[.\s]+$/, '');
}
