import { resultsKeys } from '../keys.ts';
import { encodeJson } from './json-artefact.ts';
import type { ObjectStore } from './ports.ts';
import { type ReferenceArtefact, type ReferencePointer, readReferencePointer } from './reference-artefact.ts';
import { swap } from './swap.ts';

/** Tries of a compare-and-swap before the message goes back to its queue. */
const maximumTries = 10;

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
  results: ObjectStore,
): Promise<void> {
  const { model, season } = artefact;
  const key = resultsKeys.referencePointer(model, season);
  const bytes = encodeJson(pointerTo(artefact, source));
  for (let tries = 0; tries < maximumTries; tries++) {
    const current = await readReferencePointer(results, model, season);
    if (current && !isSuperseded(current.pointer, artefact, source)) return;
    if (await swap(results, key, current?.etag, bytes)) return;
  }
  throw new Error(`${key} was changed by others ${maximumTries} times in a row`);
}

function pointerTo(
  { version, contract }: ReferenceArtefact,
  source: ReferencePointer['source'],
): ReferencePointer {
  return {
    schemaVersion: 1,
    version,
    source,
    contract: { source: contract.source, version: contract.version },
  };
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
