import { type ChatCard, chatCardLimits as limits } from '../alert/render/chat-card-schema.ts';
import { cutChatText } from '../alert/render/chat-text.ts';
import { asciiText, plainText } from '../text/clean-text.ts';
import { formatCount, formatCountOf } from '../text/in-words.ts';
import { wrapText } from '../text/sentences.ts';
import {
  type AuditNews,
  type AuditProblem,
  type ProblemKind,
  problemKinds,
  subscriptionProblemKinds,
} from './audit-schema.ts';

/** Subscriptions of a kind that a message names. */
const shownProblems = 8;

interface Wording {
  /** In a list of counts: `2 not confirmed`. */
  readonly short: string;
  readonly heading: string;
  readonly step: string;
}

const wordings: Readonly<Record<ProblemKind, Wording>> = {
  pending: {
    short: 'not confirmed',
    heading: 'NOT CONFIRMED: they get nothing',
    step: 'Not confirmed: ask the person to click the link in the email "AWS Notification - Subscription Confirmation" (it may be in the spam folder); a web address has to open the SubscribeURL that it was sent. SNS drops the subscription after two days.',
  },
  missing: {
    short: 'gone',
    heading: 'GONE: they get nothing',
    step: 'Gone: they unsubscribed, or never confirmed. Ask whether they still want it. If so, subscribe them again by hand; if not, take them out of the settings. The runbook has the commands.',
  },
  unknown: {
    short: 'unknown',
    heading: 'UNKNOWN: they listen, and the settings do not name them',
    step: 'Unknown: somebody subscribed them by hand. Find out who; then name them in the settings, or unsubscribe them.',
  },
  unannounced: {
    short: 'not announced',
    heading: 'NOT ANNOUNCED: what is uploaded there is not looked at',
    step: 'Not announced: somebody changed what the bucket announces. Deploy with -c repair=<date>, which puts it back; then upload again, or replay, what came meanwhile.',
  },
  'not-run': {
    short: 'not run',
    heading: 'NOT RUN: the clock does not start them',
    step: 'Not run: see whether the schedule is there and enabled, and whether its role may call the function. See the runbook, section "missed-runs".',
  },
  'dead-letters': {
    short: 'with dead letters',
    heading: 'DEAD LETTERS: given up after five tries, and still there',
    step: 'Dead letters: find the cause in the log of the function, repair it, then redrive the queue. See the runbook, section "dead-letters". You hear of them every day.',
  },
};

/** What the audit says: who is affected, and what to do. */
export interface AuditMessage {
  /** Under 100 characters, printable ASCII. */
  readonly subject: string;
  /** Plain text, under 75 columns, for every protocol but chat. */
  readonly body: string;
  readonly card: ChatCard;
}

/** @param problems  in the order of `subscriptionProblems`; none where all is well again */
export function renderAudit(
  problems: readonly AuditProblem[],
  news: AuditNews,
  environment: string,
): AuditMessage {
  const place = asciiText(environment, 16) || 'unknown';
  const kinds = problemKinds.filter((kind) => problems.some((one) => one.kind === kind));
  const fact = factOf(problems, kinds);
  const sentence = sentenceOf(problems, news, place);
  const steps = kinds.map((kind) => wordings[kind].step);
  const title = `[${place}] Plumbline ${problems.every(isSubscription) ? 'subscriptions' : 'audit'}: ${fact}`;
  return {
    subject: asciiText(title, 99),
    body: textOf(problems, kinds, sentence, steps),
    card: cardOf({ title, place, steps, description: describe(problems, kinds, sentence) }),
  };
}

function factOf(problems: readonly AuditProblem[], kinds: readonly ProblemKind[]): string {
  if (kinds.length === 0) return 'all as they should be';
  return kinds
    .map((kind) => `${formatCount(ofKind(problems, kind).length)} ${wordings[kind].short}`)
    .join(', ');
}

function sentenceOf(problems: readonly AuditProblem[], news: AuditNews, place: string): string {
  if (problems.length === 0)
    return `Every subscription of Plumbline in ${place} is as the settings say, and confirmed.`;
  const still = news === 'reminder' ? 'still ' : '';
  const isAlike = problems.every(isSubscription);
  const count = formatCountOf(problems.length, isAlike ? 'subscription' : 'thing');
  const said = isAlike ? 'the settings say' : 'it should be';
  return `${count} of Plumbline in ${place} ${problems.length === 1 ? 'is' : 'are'} ${still}not as ${said}.`;
}

function textOf(
  problems: readonly AuditProblem[],
  kinds: readonly ProblemKind[],
  sentence: string,
  steps: readonly string[],
): string {
  const lists = kinds.map((kind) =>
    [
      wordings[kind].heading,
      ...listOf(ofKind(problems, kind)).map((line) => wrapText(line.replace(/^• /, ''), '- ')),
    ].join('\n'),
  );
  const toDo = ['WHAT TO DO', ...steps.map((step, index) => wrapText(step, `${index + 1}. `))].join('\n');
  const sections = [
    wrapText(sentence),
    ...lists,
    ...(steps.length > 0 ? [toDo] : []),
    wrapText('Runbook: docs/runbook.md, section "subscriptions".'),
    ...(steps.length > 0 ? [wrapText('You will hear of this again when it changes, or in a week.')] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function describe(
  problems: readonly AuditProblem[],
  kinds: readonly ProblemKind[],
  sentence: string,
): string {
  const lists = kinds.map((kind) =>
    [
      `*${wordings[kind].heading}*`,
      ...listOf(ofKind(problems, kind)).map((line) => cutChatText(line, 240)),
    ].join('\n'),
  );
  return [cutChatText(sentence, 240), ...lists].join('\n\n').slice(0, limits.description);
}

function listOf(problems: readonly AuditProblem[]): readonly string[] {
  const more = problems.length - shownProblems;
  return [
    ...problems.slice(0, shownProblems).map((problem) => `• ${lineOf(problem)}`),
    ...(more > 0 ? [`• and ${formatCount(more)} more, not shown here`] : []),
  ];
}

function lineOf(problem: AuditProblem): string {
  switch (problem.kind) {
    case 'unannounced':
      return `${problem.bucket}/${plainText(problem.prefix, 60)}: ${plainText(problem.step, 60)} is not told`;
    case 'not-run':
      return `${plainText(problem.step, 60)}: ${problem.last === undefined ? 'never' : `not since ${problem.last.slice(0, 16).replace('T', ' ')} UTC`}`;
    case 'dead-letters':
      return `${plainText(problem.label, 100)}: ${formatCountOf(problem.depth, 'message')}`;
    default:
      return `${plainText(problem.subscriber, 200)}: ${plainText(problem.protocol, 20)}, topic ${problem.topic}`;
  }
}

function isSubscription({ kind }: AuditProblem): boolean {
  return subscriptionProblemKinds.some((one) => one === kind);
}

function cardOf({
  title: full,
  place,
  steps,
  description,
}: {
  readonly title: string;
  readonly place: string;
  readonly steps: readonly string[];
  readonly description: string;
}): ChatCard {
  const title = cutChatText(full, limits.title - 3);
  const word = place.replace(/[^A-Za-z0-9._ -]/g, '?');
  return {
    version: '1.0',
    source: 'custom',
    id: `plumbline-${word}-subscriptions`,
    content: {
      textType: 'client-markdown',
      title: `${steps.length === 0 ? '✅' : '⚠️'} ${title}`,
      description,
      nextSteps: steps.map((step) => cutChatText(step, limits.nextStep)),
      keywords: ['subscriptions', word],
    },
    metadata: {
      threadId: `plumbline-${word}-subscriptions`,
      summary: title,
      eventType: 'plumbline-subscriptions',
      relatedResources: [],
      additionalContext: { environment: word },
    },
  };
}

function ofKind(problems: readonly AuditProblem[], kind: ProblemKind): readonly AuditProblem[] {
  return problems.filter((one) => one.kind === kind);
}
