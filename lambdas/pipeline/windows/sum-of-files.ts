import { emptyProfile, mergeProfiles, type Profile } from '../../core/profile/profile.ts';
import type { Yardstick } from '../../core/profile/yardstick.ts';
import type { BatchFacts, ViolationCount } from '../../core/result/result-schema.ts';
import type { ProfiledBatch } from '../profiled-batch.ts';
import { addTallied, type TalliedViolation } from '../violation-tally.ts';

/** What the files of a window came to together. */
export interface SumOfFiles {
  readonly profile: Profile;
  readonly violations: readonly TalliedViolation[];
  /** Those that can't be read. */
  readonly refused: readonly Pick<ProfiledBatch, 'batch' | 'validation'>[];
  /** Where rows lie that were set aside. */
  readonly quarantined: readonly QuarantinedFile[];
  readonly bytes: number;
  /** When the last of them arrived. */
  readonly receivedAt: string;
  /** The folder, with its slash, that all of them lie in or below. */
  readonly folder: string | undefined;
  /** Ids of those whose rows are counted. */
  readonly counted: readonly string[];
  /** What is known of the first that can be read. */
  readonly first: BatchFacts | undefined;
  /** Of the files, each once. */
  readonly notes: readonly string[];
}

/** Quarantined rows of one file. */
export interface QuarantinedFile {
  /** Of the rows. */
  readonly key: string;
  /** How many rows of the window there are before its own. */
  readonly rowsBefore: number;
  /** Key of the file itself. */
  readonly file: string;
}

/** Of no file: the identity of {@link addFile}. */
export function noFiles(yardstick: Yardstick): SumOfFiles {
  return {
    profile: emptyProfile(yardstick),
    violations: [],
    refused: [],
    quarantined: [],
    bytes: 0,
    receivedAt: '',
    folder: undefined,
    counted: [],
    first: undefined,
    notes: [],
  };
}

/** Notes of files that a batch keeps. */
const mostNotes = 10;

/**
 * Adds the next file. Its rows are numbered on from those before.
 *
 * @throws RangeError when it was profiled on another yardstick
 */
export function addFile(sum: SumOfFiles, file: ProfiledBatch): SumOfFiles {
  const { batch, validation, profile } = file;
  const isEmpty = validation.reasons.some(({ code }) => code === 'empty-batch');
  const isRefused = validation.status === 'rejected' && !isEmpty;
  const facts = {
    bytes: sum.bytes + batch.bytes,
    receivedAt: batch.receivedAt > sum.receivedAt ? batch.receivedAt : sum.receivedAt,
    folder: commonFolder(sum.folder, folderOf(batch)),
    notes: [...new Set([...sum.notes, ...(batch.notes ?? [])])].slice(0, mostNotes),
  };
  if (isRefused) return { ...sum, ...facts, refused: [...sum.refused, { batch, validation }] };
  if (!profile) return { ...sum, ...facts, first: sum.first ?? batch };
  return {
    ...sum,
    ...facts,
    first: sum.first ?? batch,
    counted: [...sum.counted, batch.id],
    profile: mergeProfiles(sum.profile, profile),
    violations: addTallied(sum.violations, validation.violations.map(withoutShare), sum.profile.rows.read),
    quarantined: [...sum.quarantined, ...quarantinedOf(file, sum.profile.rows.read)],
  };
}

function quarantinedOf({ batch, validation }: ProfiledBatch, rowsBefore: number): readonly QuarantinedFile[] {
  const { quarantineKey: key } = validation;
  return key === undefined ? [] : [{ key, rowsBefore, file: batch.key }];
}

/** The folder of a file, with its slash. */
export function folderOf({ key }: Pick<BatchFacts, 'key'>): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

function commonFolder(one: string | undefined, other: string): string {
  if (one === undefined) return other;
  let folder = one;
  while (!other.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}

function withoutShare({ share: _, ...violation }: ViolationCount): TalliedViolation {
  return violation;
}
