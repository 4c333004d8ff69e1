import { type Cadence, durationMs } from '../../contract/cadence.ts';
import { namedInText } from '../../text/clean-text.ts';
import { formatInterval } from '../../text/format-number.ts';
import { formatLocal } from '../../text/local-time.ts';
import type { Alert } from '../alert-schema.ts';
import { batchesUri, contractUri } from '../uploads/upload-places.ts';
import type { LatenessNews } from './lateness.ts';

/** What is told of a model's cadence, and where things lie. */
export interface LatenessFacts {
  readonly environment: string;
  readonly model: string;
  readonly cadence: Cadence;
  readonly news: LatenessNews;
  /** The batch that came after all. */
  readonly arrived?: { readonly reportKey: string; readonly isRejected: boolean } | undefined;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  readonly contractKey: string;
  readonly modelPageKey: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/**
 * The alert that a batch is late, or that it came after all. Its id is a function of the due time: whoever composes it
 * again stores nothing new.
 */
export function composeLatenessAlert(facts: LatenessFacts): Alert {
  const { news, environment, model, createdAt } = facts;
  const common = { schemaVersion: 1 as const, environment, model, createdAt, lateness: news };
  return news.arrivedAt === undefined
    ? { ...common, findings: [], ...lateAlert(facts) }
    : { ...common, findings: [], ...arrivedAlert(facts, news.arrivedAt) };
}

type Told = Pick<Alert, 'id' | 'kind' | 'severity' | 'fact' | 'summary' | 'places' | 'nextSteps'>;

function lateAlert(facts: LatenessFacts): Told {
  const { news, cadence, model, inboxBucket, resultsBucket, contractKey, modelPageKey } = facts;
  const due = local(news.due, cadence);
  const before =
    news.last === undefined
      ? 'It has not had one yet'
      : `Its last one arrived at ${local(news.last, cadence)}; none has come since`;
  return {
    id: `no-batch-${compact(news.due)}`,
    kind: 'no-batch',
    severity: news.severity,
    fact: `no batch, due by ${due}`,
    summary: `The contract of ${namedInText(model)} promises a batch ${cadenceInWords(cadence)}. ${before}. One was due by ${due}, and the grace of ${lengthOf(cadence.grace)} is over. You will read once more, when it comes.`,
    places: [
      ...(news.last === undefined
        ? []
        : [{ label: 'page of the model', bucket: resultsBucket, key: modelPageKey }]),
      { label: 'contract', bucket: inboxBucket, key: contractKey },
    ],
    nextSteps: [
      `Ask the owner of the data whether the job that writes the batch ran, and where it wrote to: it must be ${batchesUri(inboxBucket, model)}.`,
      'If the batch lies there, Plumbline has not checked it: ask its operators whether they have an alarm.',
      `If the model is to have batches less often, change cadence in ${contractUri(inboxBucket, model)}.`,
    ],
  };
}

function arrivedAlert(facts: LatenessFacts, arrivedAt: string): Told {
  const { news, cadence, model, arrived, resultsBucket, modelPageKey } = facts;
  const lateMs = Date.parse(arrivedAt) - Date.parse(news.due);
  const when = `due by ${local(news.due, cadence)}, it arrived at ${local(arrivedAt, cadence)}`;
  const isRejected = arrived?.isRejected === true;
  const verdict = isRejected ? ' It was rejected, and counts as having come all the same.' : '';
  const report = arrived && { label: 'report', bucket: resultsBucket, key: arrived.reportKey };
  return {
    id: `batch-arrived-${compact(news.due)}`,
    kind: 'recovered',
    severity: 'info',
    fact:
      lateMs > 0
        ? `batch came after all, ${formatInterval(lateMs)} late`
        : 'batch had come in time after all',
    summary:
      lateMs > 0
        ? `The batch of ${namedInText(model)} came after all: ${when}, ${formatInterval(lateMs)} late.${verdict}`
        : `The batch of ${namedInText(model)} was not late: ${when}, but it was checked only after the grace was over.${verdict}`,
    places: [
      ...(report ? [report] : []),
      { label: 'page of the model', bucket: resultsBucket, key: modelPageKey },
    ],
    nextSteps: [
      isRejected
        ? 'See why it was rejected: the model still has no good batch.'
        : lateMs > 0
          ? 'Nothing has to be done at once. If it comes late often, agree on another time, or mend the job.'
          : 'Nothing has to be done. If this is often so, give the cadence a longer grace.',
    ],
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
