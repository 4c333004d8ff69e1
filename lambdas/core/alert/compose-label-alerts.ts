import type { Finding } from '../findings/finding.ts';
import { type Reason, reasonFindings, violationHeadline } from '../findings/violation-findings.ts';
import type { LabelCounts } from '../labels/label-record.ts';
import { plainText } from '../text/clean-text.ts';
import { formatCount, formatCountOf } from '../text/in-words.ts';
import { contractUri } from '../text/places.ts';
import type { Alert } from './alert-schema.ts';
import { composeAlert } from './compose-alert.ts';
import type { UploadFacts } from './upload/unused-upload.ts';

/** A label file. */
export interface LabelFileFacts extends UploadFacts {
  /** Where it lies, in the inbox. */
  readonly key: string;
}

/** A label file of which nothing could be made. */
export interface UnusableLabelsFacts extends LabelFileFacts {
  readonly reasons: readonly Reason[];
}

/** Tells people that their labels were not joined to anything, and why. */
export function composeUnusableLabelsAlert(facts: UnusableLabelsFacts): Alert {
  const { model, inboxBucket, key, reasons } = facts;
  const shown = plainText(key, 200);
  return composeAlert(facts, {
    kind: 'labels-unusable',
    severity: 'warning',
    fact: `labels not usable: ${violationHeadline(reasons)}`,
    summary: `The label file ${shown} cannot be used. What is known of the performance of the model has not changed.`,
    findings: reasonFindings(reasons, 'warning'),
    places: [{ label: 'labels', bucket: inboxBucket, key }],
    nextSteps: [
      `Correct the file and upload it under the same key, ${shown}.`,
      `It needs the columns that have the roles id and label in ${contractUri(inboxBucket, model)}, and may have others.`,
    ],
  });
}

/** What became of the labels of a file, each of another id. */
export interface JoinOutcome {
  readonly counts: LabelCounts;
  /** Different ids with a label. */
  readonly labels: number;
  /** Of those how many some batch has. */
  readonly matched: number;
  /** Of the others how many a batch has that is too old for them. */
  readonly late: number;
  /** Matched labels of a class that the reference does not have. */
  readonly unseen: number;
  /** Batches that arrived in the time in which those of the labels should have. */
  readonly looked: number;
  /** Of those how many the labels are of. */
  readonly batches: number;
  /** So many days after its batch a label may come. */
  readonly windowDays: number;
}

/** Whether people must hear of what became of a label file, for something in it is odd. */
export function isOdd({ counts, matched, late, unseen }: JoinOutcome): boolean {
  return matched === 0 || late > 0 || unseen > 0 || counts.unreadable > 0 || counts.conflicting > 0;
}

/** Tells people what is odd about a label file that was joined; where none is of a batch, and there are batches, it is a warning. */
export function composeOddLabelsAlert(facts: LabelFileFacts, outcome: JoinOutcome): Alert {
  const { labels, matched, batches, looked } = outcome;
  const isLost = matched === 0;
  const key = plainText(facts.key, 200);
  return composeAlert(facts, {
    kind: 'labels-doubtful',
    severity: isLost && looked > 0 ? 'warning' : 'info',
    fact: isLost
      ? `none of ${formatCountOf(labels, 'label')} belongs to a batch`
      : `${formatCount(matched)} of ${formatCountOf(labels, 'label')} joined, but some things look odd`,
    summary: isLost
      ? `No id of the label file ${key} is in a batch that its labels could be of. If the batch arrives later, they will be joined to it.`
      : `The label file ${key} was joined to ${formatCountOf(batches, 'batch', 'batches')}: ${formatCount(matched)} of ${formatCountOf(labels, 'label')} belong to rows there. Some things in the file look odd.`,
    findings: oddFindings(outcome),
    places: [{ label: 'labels', bucket: facts.inboxBucket, key: facts.key }],
    nextSteps: nextSteps(facts, outcome),
  });
}

function oddFindings({ counts, labels, matched, late, unseen, windowDays }: JoinOutcome): readonly Finding[] {
  const rows = (count: number) => formatCountOf(count, 'row');
  const sentences: readonly (readonly [number, string])[] = [
    [
      labels - matched,
      `${formatCount(labels - matched)} of ${formatCountOf(labels, 'label')} with an id that is in no batch of the ${windowDays} days before`,
    ],
    [late, `${formatCount(late)} of those too late: their batches are older (\`model.labels.windowDays\`)`],
    [
      counts.conflicting,
      `${rows(counts.conflicting)} with the id of an earlier one and another label: the last one counts`,
    ],
    [counts.repeated, `${rows(counts.repeated)} with the id of an earlier one and the same label`],
    [unseen, `${formatCountOf(unseen, 'label')} of a class that the reference does not have`],
    [
      counts.unreadable,
      `${rows(counts.unreadable)} that can't be read, or with a label that is no value of the column's kind`,
    ],
    [counts.withoutLabel, `${rows(counts.withoutLabel)} without a label`],
    [counts.withoutId, `${rows(counts.withoutId)} without an id`],
  ];
  return sentences.flatMap(([count, sentence]) =>
    count === 0 ? [] : [{ severity: 'info' as const, sentence }],
  );
}

function nextSteps(
  { model, inboxBucket }: LabelFileFacts,
  { matched, late, counts, unseen }: JoinOutcome,
): string[] {
  return [
    ...(matched === 0
      ? [
          'Compare an id of the file with one of a batch: they are compared as they are written, 7 and 007 and 7.0 are three.',
        ]
      : []),
    ...(late > 0
      ? [
          `To have later labels joined, raise model.labels.windowDays in ${contractUri(inboxBucket, model)}, then upload the labels again.`,
        ]
      : []),
    ...(counts.conflicting > 0
      ? ['Look at the ids that have two labels. A later file corrects an earlier one.']
      : []),
    ...(unseen > 0 || counts.unreadable > 0
      ? ['Check how labels are spelled in the file, and whether the reference has all classes.']
      : []),
  ];
}
