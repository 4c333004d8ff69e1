import { worstOf } from '../../severities.ts';
import type { AlertRules } from '../contract/alert-rules.ts';
import { isReminderDue, silenceAt } from '../incidents/when-to-report.ts';
import { followLosses, type OpenLoss } from './follow-losses.ts';
import type { LossLog, LossNews } from './loss-log.ts';

/** What the log is looked at for: a batch, or labels that came later. */
export interface LossCause {
  /** The same whenever it is looked at for the same again. */
  readonly id: string;
  /** When that arrived; ISO 8601. */
  readonly receivedAt: string;
}

export interface LossJudgement {
  /** The very object that was given where nothing is to be stored. */
  readonly log: LossLog;
  readonly news?: LossNews;
}

type Heard = NonNullable<LossLog['heard']>;

/** Losses that are over, and causes, that are remembered. */
const mostRemembered = 100;

/**
 * Compares what the labels show with what was reported, and reports the difference. While alerts are suppressed nothing changes, so
 * what is still the case is reported afterwards.
 *
 * @param now  for quiet hours and mutes alone; all else goes by when batches and labels arrived
 */
export function judgeLosses(
  log: LossLog,
  cause: LossCause,
  { rules, now }: { readonly rules: AlertRules; readonly now: Date },
): LossJudgement {
  const known = log.told.find((one) => one.cause === cause.id);
  if (known) return { log, news: known.news };
  const { open } = followLosses(log);
  const news = open ? newsOfOpen(open, log.heard, cause, rules) : log.heard && newsOfEnd(log.heard);
  if (!news || silenceAt(now, news.severity, rules)) return { log };
  const told = [...log.told, { cause: cause.id, news }].slice(-mostRemembered);
  return { log: { ...withHeard(log, news, cause), told }, news };
}

function newsOfOpen(
  open: OpenLoss,
  heard: Heard | undefined,
  { receivedAt }: LossCause,
  rules: AlertRules,
): LossNews | undefined {
  if (!heard) return { status: 'opened', ...open };
  const severity = worstOf([open.severity, heard.news.severity]);
  const continued = { ...open, severity };
  if (severity !== heard.news.severity) return { status: 'worse', ...continued };
  if (open.breachAt !== undefined && !heard.hasDate) return { status: 'trend', ...continued };
  return isReminderDue(heard, receivedAt, rules) ? { status: 'reminder', ...continued } : undefined;
}

function newsOfEnd({ news }: Heard): LossNews {
  return { ...news, status: 'recovered' };
}

function withHeard({ heard, ...log }: LossLog, news: LossNews, { receivedAt }: LossCause): LossLog {
  if (news.status === 'recovered')
    return { ...log, past: [...log.past, { ...news, ended: receivedAt }].slice(-mostRemembered) };
  const hasDate = news.breachAt !== undefined || heard?.hasDate;
  const raisedAt = news.status === 'reminder' && heard ? heard.raisedAt : receivedAt;
  return { ...log, heard: { news, reportedAt: receivedAt, raisedAt, ...(hasDate ? { hasDate } : {}) } };
}
