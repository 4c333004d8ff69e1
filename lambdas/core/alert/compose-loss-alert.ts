import type { LossNews } from '../over-time/loss-log.ts';
import { dayOf, lossFact, lossSentences, rightInWords, statusInWords } from '../over-time/loss-words.ts';
import { namedInText } from '../text/clean-text.ts';
import { formatCountOf } from '../text/in-words.ts';
import { contractUri, type Place, referencesUri } from '../text/places.ts';
import type { Alert } from './alert-schema.ts';
import { type AlertHead, composeAlert } from './compose-alert.ts';

/** What an alert about a loss needs to know, and where things lie. */
export interface LossFacts extends AlertHead {
  readonly news: LossNews;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  readonly modelPageKey: string;
  /** The report of the batch that it comes with; absent where it comes with labels. */
  readonly reportKey?: string | undefined;
}

/** The alert that a model is less often right than in the reference, by the labels that have come; or that this is over. */
export function composeLossAlert(facts: LossFacts): Alert {
  return facts.news.status === 'recovered' ? recoveredAlert(facts) : lossAlert(facts);
}

function lossAlert(facts: LossFacts): Alert {
  const { news, model } = facts;
  const status = statusInWords(news);
  return composeAlert(facts, {
    kind: 'performance-loss',
    severity: news.severity,
    fact: `${lossFact(news)}${status === '' ? '' : `, ${status}`}`,
    summary: `${namedInText(model)}: ${lossSentences(news)}`,
    confidence:
      'By labels, not by an estimate. False alarms are counted by the year, not by the batch, and what days usually differ by is taken off (docs/performance.md).',
    places: placesOf(facts),
    nextSteps: nextSteps(facts),
    loss: news,
  });
}

function nextSteps({ news, model, inboxBucket }: LossFacts): string[] {
  const look = 'Open the page of the model: it shows by batch how often it was right, and the limit.';
  const reason =
    'The report of a batch says on which rows the model is wrong, and whether the rows or the relation to the target changed.';
  if (news.kind === 'batch')
    return [
      look,
      'Ask what was different about that batch: a late job, another source, labels that are wrong themselves.',
      reason,
    ];
  return [
    look,
    reason,
    `Retrain on newer data, then drop its held-out rows into ${referencesUri(inboxBucket, model)}: a new reference ends this.`,
    `If so much less is good enough, raise model.maxLoss in ${contractUri(inboxBucket, model)}.`,
  ];
}

function recoveredAlert(facts: LossFacts): Alert {
  const { news, model } = facts;
  const extent = `a loss since ${dayOf(news.since)}`;
  const often = news.cap === undefined ? 'often' : 'nearly';
  return composeAlert(facts, {
    kind: 'recovered',
    severity: 'info',
    fact: `right about as ${often} as in the reference again, after ${extent}`,
    summary: `${namedInText(model)} is as ${often} right as in the reference again, by the labels of the newest batches. When it was last reported, it was ${rightInWords(news)}, on ${formatCountOf(news.batches, 'batch', 'batches')}.`,
    places: placesOf(facts),
    nextSteps: [
      'Nothing needs to be done now. If predictions of these batches were acted on, decide what to do with them.',
    ],
    loss: news,
  });
}

function placesOf({ resultsBucket, modelPageKey, reportKey }: LossFacts): Place[] {
  const page: Place = { label: 'page of the model', bucket: resultsBucket, key: modelPageKey };
  return reportKey === undefined
    ? [page]
    : [page, { label: 'report', bucket: resultsBucket, key: reportKey }];
}
