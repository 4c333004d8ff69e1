import {
  type DtypeChange,
  type EnvironmentChange,
  type VersionChange,
  versionSources,
} from '../result/environment-schema.ts';
import { compareVersions, versionParts } from './compare-versions.ts';
import { type UploadFacts, versionsInFile } from './known-versions.ts';
import { type Ecosystem, type PackageVersion, packageKey } from './package-version.ts';

/** Two lock files to be compared, both of one ecosystem. */
export interface LockedPackages {
  readonly ecosystem: Ecosystem;
  readonly reference: readonly PackageVersion[];
  readonly current: readonly PackageVersion[];
}

/** What is known of the environments of a reference and of a batch. */
export interface Environments {
  readonly reference: UploadFacts;
  readonly current: UploadFacts;
  readonly lockFiles: readonly LockedPackages[];
}

/** Changes that a result lists: what is beyond them says nothing that they don't. */
export const mostChanges = 500;

type Source = VersionChange['sources'][number];

/**
 * What differs between what wrote a reference and what wrote a batch. Each source is compared with the same source of the
 * reference, and with nothing where one of the two says nothing: a reference that is a CSV file has not lost pandas. Metadata
 * is voluntary, so only what both name is compared. The weightiest come first: what the file itself says, and major versions.
 */
export function environmentChanges({
  reference,
  current,
  lockFiles,
}: Environments): readonly EnvironmentChange[] {
  const versions = [
    ...changesOf('file', versionsInFile(reference), versionsInFile(current)),
    ...changesOf('metadata', reference.versions, current.versions).filter(
      ({ change }) => !isOneSided(change),
    ),
    ...lockFiles.flatMap((locked) =>
      changesOf('lock-file', locked.reference, locked.current, locked.ecosystem),
    ),
  ];
  return [...dtypeChanges(reference, current), ...merged(versions).toSorted(byWeight)].slice(0, mostChanges);
}

function isOneSided(change: VersionChange['change']): boolean {
  return change === 'added' || change === 'removed';
}

function changesOf(
  source: Source,
  reference: readonly PackageVersion[] | undefined,
  current: readonly PackageVersion[] | undefined,
  ecosystem?: Ecosystem,
): readonly VersionChange[] {
  if (!reference || !current) return [];
  const before = byKey(reference);
  const after = byKey(current);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    changeOf(source, before.get(key), after.get(key), ecosystem),
  );
}

function changeOf(
  source: Source,
  from: PackageVersion | undefined,
  to: PackageVersion | undefined,
  ecosystem: Ecosystem | undefined,
): readonly VersionChange[] {
  const head = { kind: 'version' as const, name: (to ?? from)?.name ?? '', sources: [source] };
  const versions = { ...(from && { from: from.version }), ...(to && { to: to.version }) };
  if (!from) return [{ ...head, change: 'added', ...versions }];
  if (!to) return [{ ...head, change: 'removed', ...versions }];
  const { change, step } = compareVersions(from.version, to.version, ecosystem);
  return change === 'same' ? [] : [{ ...head, change, ...(step && { step }), ...versions }];
}

function byKey(packages: readonly PackageVersion[]): ReadonlyMap<string, PackageVersion> {
  return new Map(packages.map((one) => [packageKey(one.name), one]));
}

/** Where several sources say the same of a package, it is one change. */
function merged(changes: readonly VersionChange[]): readonly VersionChange[] {
  const alike = Map.groupBy(changes, ({ name, from = '', to = '' }) =>
    JSON.stringify([packageKey(name), from, to]),
  );
  return Array.from(alike.values(), (same) => ({
    ...same[0]!,
    sources: [...new Set(same.flatMap(({ sources }) => sources))],
  }));
}

function byWeight(a: VersionChange, b: VersionChange): number {
  const weight = ({ sources, step }: VersionChange) => [
    Math.min(...sources.map((source) => versionSources.indexOf(source))),
    step === undefined ? versionParts.length : versionParts.indexOf(step),
  ];
  const [[sourceA = 0, stepA = 0], [sourceB = 0, stepB = 0]] = [weight(a), weight(b)];
  return sourceA - sourceB || stepA - stepB || (a.name < b.name ? -1 : 1);
}

/** What pandas holds each column as, where both files tell and both have the column. */
function dtypeChanges(reference: UploadFacts, current: UploadFacts): readonly DtypeChange[] {
  const before = new Map(reference.writer?.dtypes?.map(({ column, dtype }) => [column, dtype]));
  return (current.writer?.dtypes ?? []).flatMap(({ column, dtype }) => {
    const from = before.get(column);
    return from === undefined || from === dtype ? [] : [{ kind: 'dtype' as const, column, from, to: dtype }];
  });
}
