import { formatCount } from '../../text/in-words.ts';
import { violationWords } from '../../text/violation-words.ts';
import { driftTone, type Tone } from '../pages/verdict-badge.ts';
import type { HistoryRecord } from './history-record.ts';

/** What a batch of the history came to, in a few words. */
export interface RecordVerdict {
  readonly tone: Tone;
  readonly words: string;
}

/** The verdict of a batch in the history, in a few words. */
export function recordVerdict(record: HistoryRecord): RecordVerdict {
  const { validation, reasons, drift, severity, columns } = record;
  if (validation === 'rejected') {
    const [first] = reasons;
    return {
      tone: 'critical',
      words: `rejected${first === undefined ? '' : `: ${violationWords[first].one}`}`,
    };
  }
  const tone = driftTone(drift, severity);
  switch (drift) {
    case 'drifted':
      return { tone, words: `${formatCount(columns.drifted)} of ${formatCount(columns.compared)} drifted` };
    case 'inconclusive':
      return { tone, words: 'could not be judged' };
    case 'skipped':
      return { tone, words: 'not tested' };
    case 'stable':
      return { tone, words: 'no drift' };
    default:
      return drift satisfies never;
  }
}
