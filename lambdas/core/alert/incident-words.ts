import { formatCount, formatCountOf, formatInstant } from './format-number.ts';
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

/** `3rd batch in a row`. */
export function batchInARow({ batches }: IncidentNews): string {
  return `${ordinal(batches)} batch in a row`;
}

/** Since when an incident has been there, and what is new about it: a sentence or two. */
export function incidentSentence(news: IncidentNews): string {
  const { condition, status, severity, batches } = news;
  const since = formatInstant(news.since);
  const row = `this is the ${batchInARow(news)}`;
  switch (status) {
    case 'opened':
      return batches === 1
        ? `${conditionWords[condition]}: new with this batch.`
        : `${conditionWords[condition]}: since ${since}; ${row}.`;
    case 'escalated':
      return `${conditionWords[condition]}: more than was told before, now ${severity}. Since ${since}; ${row}.`;
    case 'reminder':
      return `${conditionWords[condition]}: still there. Since ${since}; ${row}.`;
    case 'recovered':
      return `${over[condition]}: ${incidentExtent(news)} since ${since}.`;
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
      return batches === 1 ? '' : `, ${batchInARow(news)}`;
    case 'escalated':
      return `, more than before, ${batchInARow(news)}`;
    case 'reminder':
      return `, still, ${batchInARow(news)}`;
    case 'recovered':
      return '';
    case 'belated':
      return ', judged after newer batches';
    default:
      return status satisfies never;
  }
}

function ordinal(count: number): string {
  const tens = count % 100;
  const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
  const ending = tens > 10 && tens < 14 ? 'th' : (endings[count % 10] ?? 'th');
  return `${formatCount(count)}${ending}`;
}
