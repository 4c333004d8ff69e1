import { type Cadence, durationMs } from '../../contract/cadence.ts';
import { namedInText } from '../../text/clean-text.ts';
import { formatInterval } from '../../text/in-words.ts';
import { formatLocal } from '../../text/local-time.ts';
import { batchesUri, contractUri } from '../../text/places.ts';
import type { Alert } from '../alert-schema.ts';
import { type AlertHead, composeAlert } from '../compose-alert.ts';
import type { LatenessNews } from './lateness.ts';

/** What an alert about a model's cadence needs to know, and where things lie. */
export interface LatenessFacts extends Omit<AlertHead, 'id'> {
  readonly cadence: Cadence;
  readonly news: LatenessNews;
  /** The batch that arrived after all. */
  readonly arrived?: { readonly reportKey: string; readonly isRejected: boolean } | undefined;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  readonly contractKey: string;
  readonly modelPageKey: string;
}

/**
 * The alert that a batch is late, or that it arrived after all. Its id follows from the due time, so whoever composes it
 * again stores nothing new.
 */
export function composeLatenessAlert(facts: LatenessFacts): Alert {
  const { news } = facts;
  return news.arrivedAt === undefined ? lateAlert(facts) : arrivedAlert(facts, news.arrivedAt);
}

function lateAlert(facts: LatenessFacts): Alert {
  const { news, cadence, model, inboxBucket, resultsBucket, contractKey, modelPageKey } = facts;
  const due = local(news.due, cadence);
  const page = { label: 'page of the model', bucket: resultsBucket, key: modelPageKey };
  const before =
    news.last === undefined
      ? 'It has not had one yet'
      : `Its last one arrived at ${local(news.last, cadence)}; none has come since`;
  const head = { ...facts, id: `no-batch-${compact(news.due)}` };
  return composeAlert(head, {
    kind: 'no-batch',
    severity: news.severity,
    fact: `no batch, due by ${due}`,
    summary: `The contract of ${namedInText(model)} promises a batch ${cadenceInWords(cadence)}. ${before}. One was due by ${due}, and the grace period of ${lengthOf(cadence.grace)} is over. You will hear once more, when it arrives.`,
    places: [
      ...(news.last === undefined ? [] : [page]),
      { label: 'contract', bucket: inboxBucket, key: contractKey },
    ],
    nextSteps: [
      `Ask the owner of the data whether the job that writes the batch ran, and where it wrote to: it must be ${batchesUri(inboxBucket, model)}.`,
      'If the batch is there, Plumbline has not checked it: ask its operators whether they have an alarm.',
      `If the model is meant to get batches less often, change cadence in ${contractUri(inboxBucket, model)}.`,
    ],
    lateness: news,
  });
}

function arrivedAlert(facts: LatenessFacts, arrivedAt: string): Alert {
  const { news, arrived, resultsBucket, modelPageKey } = facts;
  const report = arrived && { label: 'report', bucket: resultsBucket, key: arrived.reportKey };
  const head = { ...facts, id: `batch-arrived-${compact(news.due)}` };
  return composeAlert(head, {
    kind: 'recovered',
    severity: 'info',
    ...arrivalInWords(facts, arrivedAt),
    places: [
      ...(report ? [report] : []),
      { label: 'page of the model', bucket: resultsBucket, key: modelPageKey },
    ],
    lateness: news,
  });
}

function arrivalInWords(
  { news, cadence, model, arrived }: LatenessFacts,
  arrivedAt: string,
): Pick<Alert, 'fact' | 'summary' | 'nextSteps'> {
  const lateMs = Date.parse(arrivedAt) - Date.parse(news.due);
  const isLate = lateMs > 0;
  const isRejected = arrived?.isRejected === true;
  const late = `${formatInterval(lateMs)} late`;
  const when = `due by ${local(news.due, cadence)}, it arrived at ${local(arrivedAt, cadence)}`;
  const verdict = isRejected ? ' It was rejected, but counts as having arrived.' : '';
  const name = namedInText(model);
  const step = isLate
    ? 'Nothing needs to be done now. If it is often late, agree on another time, or fix the job.'
    : 'Nothing needs to be done. If this happens often, give the cadence a longer grace period.';
  return {
    fact: isLate ? `batch arrived after all, ${late}` : 'batch had arrived in time after all',
    summary: isLate
      ? `The batch of ${name} arrived after all: ${when}, ${late}.${verdict}`
      : `The batch of ${name} was not late: ${when}, but it was checked only after the grace period was over.${verdict}`,
    nextSteps: [isRejected ? 'See why it was rejected: the model still has no good batch.' : step],
  };
}

/** `daily by 06:00 Europe/Berlin on mon, tue`, `at least every 4 h`. */
function cadenceInWords({ every, daily = '', timeZone = 'UTC', weekdays }: Cadence): string {
  if (every !== undefined) return `at least every ${lengthOf(every)}`;
  const days = weekdays === undefined ? '' : ` on ${weekdays.join(', ')}`;
  return `daily by ${daily} ${timeZone}${days}`;
}

function lengthOf(duration: string): string {
  return formatInterval(durationMs(duration));
}

function local(instant: string, { timeZone = 'UTC' }: Cadence): string {
  return formatLocal(new Date(instant), timeZone);
}

/** `20261123T050000Z`, for names. */
function compact(instant: string): string {
  return instant.replace(/\.\d+(?=Z$)/, '').replace(/[-:]/g, '');
}
