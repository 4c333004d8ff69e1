import { type Severity, worstOf } from '../../severities.ts';
import { type Digest, type DigestModel, isSilent } from '../digest/digest.ts';
import { looksInWords, modelInWords, quarantinedShare } from '../digest/digest-words.ts';
import type { Finding } from '../findings/finding.ts';
import { formatCount, formatCountOf } from '../text/in-words.ts';
import type { Alert } from './alert-schema.ts';
import { type AlertHead, composeAlert } from './compose-alert.ts';

/** A week, and where its page lies. */
export interface DigestFacts extends Omit<AlertHead, 'id'> {
  readonly digest: Digest;
  readonly resultsBucket: string;
  readonly pageKey: string;
}

/** The alert about a week. There is one for each week, so it takes the week's name. */
export function composeDigestAlert(facts: DigestFacts): Alert {
  const { digest, resultsBucket, pageKey } = facts;
  return composeAlert(
    { ...facts, id: `digest-${digest.week}` },
    {
      kind: 'digest',
      severity: 'info',
      fact: digestFact(digest),
      summary: digestSummary(digest),
      findings: digest.models.map(modelFinding),
      places: [{ label: 'digest', bucket: resultsBucket, key: pageKey }],
      nextSteps: nextSteps(digest),
      digest,
    },
  );
}

function digestFact({ week, totals }: Digest): string {
  const { models, needingLook, silent, rejected } = totals;
  const nothing = silent === 0 ? '' : `, ${formatCount(silent)} sent nothing`;
  const refused = rejected === 0 ? '' : `, ${formatCountOf(rejected, 'batch', 'batches')} rejected`;
  return `${week}, ${looksInWords(needingLook, models)}${nothing}${refused}`;
}

function digestSummary({ firstDay, lastDay, timeZone, totals }: Digest): string {
  const { models, batches, rejected, rows, rowsBefore } = totals;
  const head = `From ${firstDay} to ${lastDay} (${timeZone}), ${formatCountOf(models, 'model')} had ${formatCountOf(batches, 'batch', 'batches')}`;
  return `${head}, of which ${formatCount(rejected)} ${rejected === 1 ? 'was' : 'were'} rejected. Of ${formatCountOf(rows.read, 'row')} read, ${formatCount(rows.quarantined)} broke their contract and were set aside: ${quarantinedShare(rows)}, and ${quarantinedShare(rowsBefore)} the week before.`;
}

function modelFinding(model: DigestModel): Finding {
  return { severity: severityOf(model), column: model.model, sentence: modelInWords(model) };
}

/** The worst that is open; a model without is only mentioned. */
function severityOf({ incidents, loss, lateSince }: DigestModel): Severity {
  return worstOf([
    'info',
    ...incidents.map(({ severity }) => severity),
    ...(loss ? [loss.severity] : []),
    ...(lateSince === undefined ? [] : ['warning' as const]),
  ]);
}

function nextSteps({ models, totals }: Digest): string[] {
  const unwatched = models.filter((model) => isSilent(model) && model.lateSince === undefined);
  return [
    ...(totals.needingLook > 0
      ? ['Start with what is open: agree on who fixes it, or mute what is known.']
      : []),
    ...(totals.rows.quarantined > 0
      ? [
          'Go through the most common violations with the owners of the data: is the source at fault, or is the contract too tight?',
        ]
      : []),
    ...(unwatched.length > 0
      ? [
          'Ask why some models sent nothing. Where silence is a fault, give the contract a cadence, and you will hear of it at once. Take models that are no longer used out of the inbox.',
        ]
      : []),
  ];
}
