import { type Season, seasonFolder } from '../../contract/seasons.ts';

/*
 * Where people put things in the inbox, as messages tell them. The core knows no keys; a test holds these equal to
 * those of `lambdas/keys.ts`.
 */

/** Where the owner of a model puts its contract. */
export function contractUri(inboxBucket: string, model: string): string {
  return `s3://${inboxBucket}/contracts/${model}.json`;
}

/** The folder that makes references of what is put into it; those of a season have one of their own. */
export function referencesUri(inboxBucket: string, model: string, season?: Season): string {
  return `s3://${inboxBucket}/references/${model}/${season === undefined ? '' : `${seasonFolder(season)}/`}`;
}

/** The folder whose objects are the batches of a model. */
export function batchesUri(inboxBucket: string, model: string): string {
  return `s3://${inboxBucket}/batches/${model}/`;
}

/** What the key of an upload has to look like. */
export const uploadKeyShapes = [
  'batches/<model>/<file>',
  'references/<model>/<file>',
  'contracts/<model>.json',
] as const;
