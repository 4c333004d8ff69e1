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
 * order. One whose upload is no longer in the inbox gives way to an older one.
 *
 * @param source  the upload, which may be newer than the one that the artefact was made of: the same bytes dropped again
 * @param announce  is told of the one that gives way, before it does
 * @throws Error when others change the pointer faster than this can
 */
export async function pointToReference(
  artefact: ReferenceArtefact,
  source: ReferencePointer['source'],
  services: Services,
  announce: (before: ReferencePointer) => Promise<void>,
): Promise<void> {
  const key = resultsKeys.referencePointer(artefact.model, artefact.season);
  const pointer: ReferencePointer = { schemaVersion: 1, version: artefact.version, source };
  const bytes = encodeJson(pointer);
  await decideAndSwap({ key }, services, async (stored) => {
    const current = stored && decodeJson(referencePointerSchema, key, stored.bytes);
    const givesWay =
      !current ||
      isSuperseded(current, artefact, source) ||
      (isOther(current, source) && !(await isInInbox(current, services)));
    if (current && givesWay) await announce(current);
    return { answer: undefined, bytes: givesWay ? bytes : undefined };
  });
}

function isOther({ source: { key, versionId } }: ReferencePointer, source: ReferencePointer['source']) {
  return key !== source.key || versionId !== source.versionId;
}

/** Whether the upload that is in force is there: it was not deleted, nor an older version of its key brought back. */
export async function isInInbox(
  { source }: ReferencePointer,
  { inbox }: Pick<Services, 'inbox'>,
): Promise<boolean> {
  const found = await inbox.open(source.key);
  if (!found) return false;
  return found.versionId === source.versionId || found.lastModified >= new Date(source.lastModified);
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
