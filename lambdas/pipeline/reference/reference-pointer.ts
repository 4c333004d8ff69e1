import { resultsKeys } from '../../keys.ts';
import { decodeJson, encodeJson } from '../json-artefact.ts';
import type { Services } from '../ports.ts';
import { decideAndSwap } from '../swap.ts';
import {
  type ReferenceArtefact,
  type ReferencePointer,
  referencePointerSchema,
} from './reference-artefact.ts';

/**
 * Makes a reference the current one of its season, or the default one, unless a newer upload already is: events come out of
 * order.
 *
 * @param source  the upload, which may be newer than the one that the artefact was made of: the same bytes dropped again
 * @throws Error when others change the pointer faster than this can
 */
export async function pointToReference(
  artefact: ReferenceArtefact,
  source: ReferencePointer['source'],
  services: Services,
): Promise<void> {
  const key = resultsKeys.referencePointer(artefact.model, artefact.season);
  const pointer: ReferencePointer = { schemaVersion: 1, version: artefact.version, source };
  const bytes = encodeJson(pointer);
  await decideAndSwap({ key }, services, async (stored) => {
    const current = stored && decodeJson(referencePointerSchema, key, stored.bytes);
    const isNewer = !current || isSuperseded(current, artefact, source);
    return { answer: undefined, bytes: isNewer ? bytes : undefined };
  });
}

function isSuperseded(
  pointer: ReferencePointer,
  { version }: ReferenceArtefact,
  source: ReferencePointer['source'],
): boolean {
  const [old, uploaded] = [pointer.source, source].map(({ lastModified }) => Date.parse(lastModified));
  // The same again, but later: others that were uploaded in between are no longer the newest.
  return pointer.version === version ? uploaded! > old! : uploaded! >= old!;
}
