import { resultsKeys } from '../keys.ts';
import { encodeJson } from './json-artefact.ts';
import type { ObjectStore } from './ports.ts';
import { type ReferenceArtefact, type ReferencePointer, readReferencePointer } from './reference-artefact.ts';

/** Tries of a compare-and-swap before the message goes back to its queue. */
const maximumTries = 10;

/**
 * Makes a reference the current one, unless a newer upload already is: events come out of order.
 *
 * @throws Error when others change the pointer faster than this can
 */
export async function pointToReference(artefact: ReferenceArtefact, results: ObjectStore): Promise<void> {
  const key = resultsKeys.referencePointer(artefact.model);
  const bytes = encodeJson(pointerTo(artefact));
  for (let tries = 0; tries < maximumTries; tries++) {
    const current = await readReferencePointer(results, artefact.model);
    if (current && !isSuperseded(current.pointer, artefact)) return;
    const outcome = current
      ? await results.replace(key, current.etag, bytes)
      : await results.create(key, bytes);
    if (outcome === 'created' || outcome === 'replaced') return;
  }
  throw new Error(`${key} was changed by others ${maximumTries} times in a row`);
}

function pointerTo({ version, source, contract }: ReferenceArtefact): ReferencePointer {
  return {
    schemaVersion: 1,
    version,
    source,
    contract: { source: contract.source, version: contract.version },
  };
}

function isSuperseded(pointer: ReferencePointer, artefact: ReferenceArtefact): boolean {
  if (pointer.version === artefact.version) return false;
  return Date.parse(artefact.source.lastModified) >= Date.parse(pointer.source.lastModified);
}
