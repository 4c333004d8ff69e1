import { type Season, seasonFolder } from '../contract/seasons.ts';
import { plainText } from './clean-text.ts';

/*
 * Where things lie in S3, as messages tell it. The core knows no keys; a test holds the addresses of the inbox equal to
 * those of `lambdas/keys.ts`.
 */

/** An object. */
export interface Location {
  readonly bucket: string;
  readonly key: string;
}

/** An object that people are pointed to. */
export interface Place extends Location {
  /** What lies there: `report`, `result`, `quarantined rows`, `batch`, `reference`. */
  readonly label: string;
}

/**
 * What people call a batch: the name of its file, or, where `_SUCCESS` closed a folder, the folder's with a slash (`day=1/`).
 *
 * @param key  of the batch, in the inbox; never trusted
 */
export function batchName(key: string): string {
  const [file = '', folder] = key.split('/').reverse();
  return file === '_SUCCESS' && folder !== undefined ? `${folder}/` : file;
}

/** Where the owner of a model puts its contract. */
export function contractUri(inboxBucket: string, model: string): string {
  return `s3://${inboxBucket}/contracts/${model}.json`;
}

/** The contract that was drafted from a model's reference. @param version  of the draft */
export function draftPlace(resultsBucket: string, model: string, version: string): Place {
  return { label: 'drafted contract', bucket: resultsBucket, key: `contracts/${model}/${version}.json` };
}

/** The folder whose files become references; each season has a folder of its own. */
export function referencesUri(inboxBucket: string, model: string, season?: Season): string {
  return `s3://${inboxBucket}/references/${model}/${season === undefined ? '' : `${seasonFolder(season)}/`}`;
}

/** The folder whose objects are a model's batches. */
export function batchesUri(inboxBucket: string, model: string): string {
  return `s3://${inboxBucket}/batches/${model}/`;
}

/** What the key of an upload has to look like. */
export const uploadKeyShapes = [
  'batches/<model>/<file>',
  'references/<model>/<file>',
  'contracts/<model>.json',
  'environments/<model>/<lock file>',
  'holdouts/<model>/<file>',
  'labels/<model>/<file>',
] as const;

/** Longest key that S3 allows, in bytes. */
export const maximumKeyLength = 1024;

/** The address of an object for people to read; a hostile key is shown cleaned, so it may not be exact. */
export function shownUri({ bucket, key }: Location): string {
  return `s3://${plainText(bucket, 100)}/${plainText(key, maximumKeyLength)}`;
}

/** The environment of the embedded cloud: its buckets are on somebody's machine. */
const localEnvironment = 'local';

/** The environment of the command line, which has no buckets at all. No stack can be called so. */
export const commandLineEnvironment = 'this machine';

/** A batch as people call it where they are: by its key, or, where files have no keys, by the name of its file. */
export function shownBatch({ environment, batch }: BatchSomewhere): string {
  return plainText(environment === commandLineEnvironment ? batchName(batch.key) : batch.key, 200);
}

interface BatchSomewhere {
  readonly environment: string;
  readonly batch: { readonly key: string };
}

/**
 * The object in the S3 console. Percent-encoded, so exact whatever the key holds.
 *
 * @returns undefined where the console does not have it: on somebody's machine, or beyond the length of a key
 */
export function consoleLink({ bucket, key }: Location, environment: string): string | undefined {
  const isHere = environment === localEnvironment || environment === commandLineEnvironment;
  if (isHere || key.length > maximumKeyLength) return undefined;
  return `https://s3.console.aws.amazon.com/s3/object/${encode(bucket)}?prefix=${encode(key)}`;
}

/**
 * A shell line that prints the object, or fetches it where it is a page to be opened; safe to paste.
 *
 * @returns undefined where the key cannot be shown as it is: the line would name another object
 */
export function printCommand({ bucket, key }: Location): string | undefined {
  const uri = `s3://${bucket}/${key}`;
  if (shownUri({ bucket, key }) !== uri) return undefined;
  if (key.endsWith('.html')) return `aws s3 cp ${quoteForShell(uri)} .`;
  const copy = `aws s3 cp ${quoteForShell(uri)} -`;
  return key.endsWith('.gz') ? `${copy} | gunzip | head` : copy;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** `encodeURIComponent` leaves `'()*!~` as they are; some of them mean something in chat. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
