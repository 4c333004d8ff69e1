import { formatCountOf, formatInstant } from './format-number.ts';
import type { Condition, IncidentNews } from './incident-schema.ts';

/** What batches of an incident did. */
const done: Readonly<Record<Condition, string>> = {
  rejected: 'rejected',
  drift: 'with drift',
  quarantine: 'with quarantined rows',
};

/** What an incident is, as a heading. */
export const conditionWords: Readonly<Record<Condition, string>> = {
  rejected: 'Rejected batches',
  drift: 'Drift',
  quarantine: 'Quarantined rows',
};

const over: Readonly<Record<Condition, string>> = {
  rejected: 'Batches are accepted again',
  drift: 'The drift is over',
  quarantine: 'No more rows are quarantined',
};

/** `1 batch rejected`, `12 batches with drift`. */
export function incidentExtent({ condition, batches }: IncidentNews): string {
  return `${formatCountOf(batches, 'batch', 'batches')} ${done[condition]}`;
}

/** `3 batches so far`. */
function soFar({ batches }: IncidentNews): string {
  return `${formatCountOf(batches, 'batch', 'batches')} so far`;
}

/** Since when an incident has been there, and what is new about it: a sentence or two. */
export function incidentSentence(news: IncidentNews): string {
  const { condition, status, severity, batches } = news;
  const since = formatInstant(news.since);
  const extent = `${incidentExtent(news)} since ${since}`;
  switch (status) {
    case 'opened':
      return batches === 1
        ? `${conditionWords[condition]}: new with this batch.`
        : `${conditionWords[condition]}: ${extent}.`;
    case 'escalated':
      return `${conditionWords[condition]}: more than was told before, now ${severity}. ${extent}.`;
    case 'reminder':
      return `${conditionWords[condition]}: still there. ${extent}.`;
    case 'recovered':
      return `${over[condition]}: ${extent}.`;
    case 'belated':
      return `${conditionWords[condition]}: this batch was judged after newer ones, and changes nothing about what they say.`;
    default:
      return status satisfies never;
  }
}

/** What a subject line adds about an incident; empty where it is new. */
export function incidentSuffix(news: IncidentNews): string {
  const { status, batches } = news;
  switch (status) {
    case 'opened':
      return batches === 1 ? '' : `, ${soFar(news)}`;
    case 'escalated':
      return `, more than before, ${soFar(news)}`;
    case 'reminder':
      return `, still, ${soFar(news)}`;
    case 'recovered':
      return '';
    case 'belated':
      return ', judged after newer batches';
    default:
      return status satisfies never;
  }
}
