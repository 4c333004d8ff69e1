import { plainText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';
import { type UntakenUploadFacts, untakenUpload } from './untaken-upload.ts';

/** A part came into a folder, of a batch or a reference, that was closed before. */
export interface LatePartFacts extends UntakenUploadFacts {
  /** What had closed the folder. */
  readonly closingKey: string;
}

/** Tells the owner of a folder that a part of it was not judged. Further parts after the same closing are not told. */
export function composeLatePartAlert(facts: LatePartFacts): Alert {
  const part = plainText(facts.key, 200);
  const closing = plainText(facts.closingKey, 200);
  return untakenUpload(facts, {
    fact: `a part arrived after its folder was closed: ${part}`,
    summary: `${part} arrived after ${closing}, which closes its folder. What was made of the folder does not cover it, nor any other part that came later.`,
    nextSteps: [
      `When all parts are there, upload ${closing} again: the whole folder is read again, as one.`,
      'Have the job that copies the folder write _SUCCESS last.',
    ],
  });
}
