import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Where settings lie that are no part of the clone, so that an update is `git pull`. */
export const settingsFile = 'plumbline.config.json';

const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  environments: z.array(z.looseObject({ name: z.string() })).min(1),
});

/** A file of settings can't be used; the message says why. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
}

/**
 * The environments of a file of settings, each written out in full: their values are not checked here.
 *
 * @param given  its path; by default `plumbline.config.json` in the root, where there is one
 * @throws SettingsFileError when it is not there though given, or is none of the kind
 */
export function environmentsIn(
  root: string,
  given: string | undefined,
): readonly { readonly name: string }[] {
  const path = given ?? join(root, settingsFile);
  if (!existsSync(path)) {
    if (given !== undefined) throw new SettingsFileError(`there is no file ${given}`);
    return [];
  }
  const read = settingsSchema.safeParse(parsed(path));
  if (!read.success) throw new SettingsFileError(`${path}: ${z.prettifyError(read.error)}`);
  return read.data.environments;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SettingsFileError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
