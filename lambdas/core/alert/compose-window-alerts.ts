import { plainText } from '../text/clean-text.ts';
import { formatCountOf } from '../text/in-words.ts';
import type { Alert } from './alert-schema.ts';
import { composeAlert } from './compose-alert.ts';
import type { UploadFacts } from './upload/unused-upload.ts';

/** What an alert needs to know of a window. */
interface AlertedWindow {
  readonly name: string;
  readonly span?: { readonly from: string; readonly until: string } | undefined;
}

/** A file arrived after its window was closed. */
export interface LateFileFacts extends UploadFacts {
  /** What was uploaded, in the inbox. */
  readonly key: string;
  readonly window: AlertedWindow;
}

/** Tells people that a file is in no verdict. Further files after the same closing raise no alert. */
export function composeLateFileAlert(facts: LateFileFacts): Alert {
  const { window, inboxBucket } = facts;
  const key = plainText(facts.key, 200);
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `a file arrived after its batch was closed: ${key}`,
    summary: `${key} belongs to ${windowInWords(window)}, which had been closed and judged by then. The verdict does not include it, nor any other file of the same that came later.`,
    places: [{ label: 'upload', bucket: inboxBucket, key: facts.key }],
    nextSteps: [
      'If files are often as late, have their batch wait for longer: batch.close in the contract.',
      ...(window.span ? [] : ['Have the job write each batch into a folder of its own.']),
    ],
  });
}

/** Files of a window that could not be read, too few to reject it. */
export interface RefusedFilesFacts extends UploadFacts {
  readonly window: AlertedWindow;
  /** Of all files of the window. */
  readonly files: number;
  /** A sentence each, with the name of the file. */
  readonly refused: readonly string[];
  /** The first of them, in the inbox. */
  readonly key: string;
}

/** Files that are named in an alert. */
const mostNamed = 10;

/** Tells people which files of a window are not in its verdict, and why. */
export function composeRefusedFilesAlert(facts: RefusedFilesFacts): Alert {
  const { window, files, refused, inboxBucket, key } = facts;
  const count = `${refused.length} of ${formatCountOf(files, 'file')}`;
  return composeAlert(facts, {
    kind: 'unrecognised-upload',
    severity: 'warning',
    fact: `${count} could not be read`,
    summary: `${count} of ${windowInWords(window)} could not be read. The verdict is of the others.`,
    findings: refused
      .slice(0, mostNamed)
      .map((sentence) => ({ severity: 'warning', sentence: plainText(sentence, 400) })),
    places: [{ label: 'upload', bucket: inboxBucket, key }],
    nextSteps: ['Check the job that writes the files.'],
  });
}

/** `the window 2026-11-30 13:00 to 14:00 UTC`, `the folder day=1`. */
export function windowInWords({ name, span }: AlertedWindow): string {
  if (!span) return `the folder ${plainText(name, 200)}`;
  const [from, until] = [span.from, span.until].map((time) => time.slice(0, 16).replace('T', ' '));
  const isSameDay = from?.slice(0, 10) === until?.slice(0, 10);
  return `the window ${from} to ${isSameDay ? until?.slice(11) : until} UTC`;
}
