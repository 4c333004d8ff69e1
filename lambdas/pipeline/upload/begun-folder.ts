import * as z from 'zod';
import { resultsKeys } from '../../keys.ts';
import { encodeJson } from '../json-artefact.ts';
import { contentVersion } from '../model-contract.ts';
import type { Services } from '../ports.ts';

/** `folders/<hour>/<id>.json`: a folder of parts that nothing had closed when a part of it came. */
export const begunFolderSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  /** A part of it, in the inbox. */
  part: z.string(),
});

export type BegunFolder = z.infer<typeof begunFolderSchema>;

/** Notes down that a folder was begun, once an hour: so many parts make one note. */
export async function noteBegunFolder(
  model: string,
  part: string,
  arrived: Date,
  { results }: Services,
): Promise<void> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const key = resultsKeys.begunFolder(hourOf(arrived), contentVersion(folder));
  const begun: BegunFolder = { schemaVersion: 1, model, part };
  await results.create(key, encodeJson(begun), { contentType: 'application/json' });
}

/** 2026-11-20T06, by UTC. */
export function hourOf(instant: Date): string {
  return instant.toISOString().slice(0, 13);
}
