import * as z from 'zod';
import type { LockedPackages } from '../core/environment/environment-changes.ts';
import {
  type Ecosystem,
  ecosystems,
  lockFileFormats,
  packageVersionSchema,
} from '../core/environment/package-version.ts';
import type { ComparedLockFiles } from '../core/result/environment-schema.ts';
import { resultsKeys } from '../keys.ts';
import { decodeCompressedJson, decodeJson, encodeCompressedJson, encodeJson } from './json-artefact.ts';
import type { Services } from './ports.ts';
import { decideAndSwap } from './swap.ts';

/** Lock files of a model that are known: with one a day the last two years and more. */
const mostLockFiles = 1_000;

/** An uploaded lock file as it is remembered. */
const lockFileSchema = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string(),
  /** When it was uploaded. */
  receivedAt: z.iso.datetime(),
  format: z.enum(lockFileFormats),
  ecosystem: z.enum(ecosystems),
  packages: z.int().min(0),
});
export type KnownLockFile = z.infer<typeof lockFileSchema>;

const lockFilesSchema = z.object({
  schemaVersion: z.literal(1),
  /** The newest, in the order of their arrival. */
  files: z.array(lockFileSchema),
});

const packagesSchema = z.object({ schemaVersion: z.literal(1), packages: z.array(packageVersionSchema) });
type Packages = z.infer<typeof packagesSchema>['packages'];

/** Remembers a lock file, and its packages apart from it. The same one again changes nothing. */
export async function rememberLockFile(
  model: string,
  file: KnownLockFile,
  packages: Packages,
  services: Services,
): Promise<void> {
  const bytes = await encodeCompressedJson({ schemaVersion: 1, packages });
  await services.results.create(resultsKeys.lockFile(model, file.id), bytes, {
    contentType: 'application/json',
    contentEncoding: 'gzip',
  });
  const key = resultsKeys.lockFiles(model);
  await decideAndSwap({ key, contentType: 'application/json' }, services, async (stored) => {
    const files = stored ? decodeJson(lockFilesSchema, key, stored.bytes).files : [];
    const isKnown = files.some(({ id }) => id === file.id);
    const all = [...files, file].toSorted(byArrival).slice(-mostLockFiles);
    return { answer: undefined, bytes: isKnown ? undefined : encodeJson({ schemaVersion: 1, files: all }) };
  });
}

function byArrival(a: KnownLockFile, b: KnownLockFile): number {
  return Date.parse(a.receivedAt) - Date.parse(b.receivedAt) || (a.key < b.key ? -1 : 1);
}

/** When a reference and a batch arrived. */
export interface Arrivals {
  /** Undefined where the batch was compared with none. */
  readonly reference: string | undefined;
  readonly batch: string;
}

/** Two lock files that belong to a reference and a batch, with what is in them. */
export interface LockFilePair {
  readonly facts: ComparedLockFiles;
  readonly packages: LockedPackages;
}

/**
 * The lock files of a reference and of a batch, a pair for each ecosystem that has both: the newest that came before each. Where
 * none came before the reference, the first that came after it stands in: a model that begins to tell its versions is compared
 * from then on. Where both are the same file there is nothing to compare.
 */
export async function lockFilesOf(
  model: string,
  arrivals: Arrivals,
  services: Services,
): Promise<readonly LockFilePair[]> {
  const key = resultsKeys.lockFiles(model);
  const stored = arrivals.reference === undefined ? undefined : await services.results.read(key);
  if (!stored) return [];
  const { files } = decodeJson(lockFilesSchema, key, stored.bytes);
  const pairs = ecosystems.map((ecosystem) => pairOf(ecosystem, files, arrivals, model, services));
  return (await Promise.all(pairs)).filter((pair) => pair !== undefined);
}

async function pairOf(
  ecosystem: Ecosystem,
  files: readonly KnownLockFile[],
  arrivals: Arrivals,
  model: string,
  services: Services,
): Promise<LockFilePair | undefined> {
  const before = files.filter((file) => file.ecosystem === ecosystem && isBefore(file, arrivals.batch));
  const current = before.at(-1);
  const reference = before.findLast((file) => isBefore(file, arrivals.reference)) ?? before[0];
  if (!current || !reference || current.id === reference.id) return undefined;
  const [referencePackages, currentPackages] = await Promise.all(
    [reference, current].map((file) => packagesOf(model, file, services)),
  );
  return {
    facts: { reference: factsOf(reference), current: factsOf(current) },
    packages: { ecosystem, reference: referencePackages!, current: currentPackages! },
  };
}

function isBefore({ receivedAt }: KnownLockFile, moment: string | undefined): boolean {
  return moment !== undefined && Date.parse(receivedAt) <= Date.parse(moment);
}

async function packagesOf(model: string, { id }: KnownLockFile, { results }: Services): Promise<Packages> {
  const key = resultsKeys.lockFile(model, id);
  const stored = await results.read(key);
  if (!stored) throw new Error(`${key} is gone, but it is listed`);
  return (await decodeCompressedJson(packagesSchema, key, stored.bytes)).packages;
}

function factsOf({ key, versionId, receivedAt, packages }: KnownLockFile): ComparedLockFiles['current'] {
  return { key, versionId, receivedAt, packages };
}
