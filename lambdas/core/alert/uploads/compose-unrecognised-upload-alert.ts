import { plainText } from '../../text/clean-text.ts';
import type { Alert } from '../alert-schema.ts';
import { type UntakenUploadFacts, untakenUpload } from './untaken-upload.ts';
import { uploadKeyShapes } from './upload-places.ts';

/** Tells the uploader that nothing was done with a file, and which key would have worked. */
export function composeUnrecognisedUploadAlert(facts: UntakenUploadFacts): Alert {
  const key = plainText(facts.key, 200);
  return untakenUpload(facts, {
    fact: `no model in the key ${key}`,
    summary: `Someone uploaded ${key}, and its key does not say which model it belongs to. Nothing was read or checked.`,
    nextSteps: [
      `Upload it again under a key of the form ${uploadKeyShapes.join(' or ')}.`,
      'A model name begins with a letter or digit and has only letters, digits, dots, underscores and hyphens, at most 64.',
    ],
  });
}
