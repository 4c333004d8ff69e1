import { batchHeading } from '../../alert/batch/batch-fact.ts';
import { batchSummary } from '../../alert/batch/batch-summary.ts';
import type { Result } from '../../result/result-schema.ts';
import { formatCountOf } from '../../text/in-words.ts';
import { capitalised } from '../../text/sentences.ts';
import { driftTone, type Tone } from '../pages/verdict-badge.ts';

/** What a batch comes to: the same fact and the same sentences as in its alert, where it has one. */
export interface BatchVerdict {
  readonly tone: Tone;
  readonly heading: string;
  readonly summary: string;
}

/** The worst that there is to say of a batch: rejected, then drifted, then quarantined rows. */
export function batchVerdict(result: Result): BatchVerdict {
  const { validation, drift } = result;
  if (validation.status === 'rejected')
    return {
      tone: 'critical',
      heading: batchHeading('batch-rejected', result),
      summary: batchSummary(result),
    };
  const tone = driftTone(drift.status, drift.severity);
  if (drift.status === 'drifted')
    return { tone, heading: batchHeading('drift', result), summary: batchSummary(result) };
  if (validation.rows.quarantined > 0)
    return {
      tone: tone === 'good' ? 'warning' : tone,
      heading: batchHeading('rows-quarantined', result),
      summary: batchSummary(result),
    };
  return { tone, ...quietVerdict(result) };
}

/** Of a batch that nobody was told of. */
function quietVerdict({ drift, validation, reference }: Result): Omit<BatchVerdict, 'tone'> {
  const rows = `All ${formatCountOf(validation.rows.read, 'row')} keep the contract.`;
  switch (drift.status) {
    case 'stable':
      return {
        heading: 'Accepted, no drift',
        summary: `${rows} Compared with ${formatCountOf(reference?.rows ?? 0, 'row')} of the reference, ${drift.reason}.`,
      };
    case 'inconclusive':
      return {
        heading: 'Accepted, but drift could not be judged',
        summary: `${rows} ${sentence(drift.reason)}`,
      };
    case 'skipped':
      return { heading: 'Accepted, drift was not tested', summary: `${rows} ${sentence(drift.reason)}` };
    case 'drifted':
      return { heading: 'Drifted', summary: sentence(drift.reason) };
    default:
      return drift.status satisfies never;
  }
}

function sentence(text: string): string {
  return `${capitalised(text).replace(/[.\s]+$/, '')}.`;
}
