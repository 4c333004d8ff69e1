import type { BatchFacts } from '../result/result-schema.ts';
import { isPackageName, isVersion, maximumVersionLength, type PackageVersion } from './package-version.ts';

/** What an upload tells of its environment by itself. */
export type UploadFacts = Pick<BatchFacts, 'writer' | 'versions'>;

/** Metadata of an object that names a version: `x-amz-meta-environment-pandas: 2.1.0`, `x-amz-meta-model-version: 7`. */
const packagePrefix = 'environment-';
export const modelVersion = 'model-version';

/** Versions beyond this many are not kept; S3 has 2 KB of metadata an object. */
const mostVersions = 50;

/**
 * The versions that the uploader wrote into the metadata of an object.
 *
 * @param metadata  `x-amz-meta-*`, names in lower case and without that
 */
export function versionsInMetadata(metadata: Readonly<Record<string, string>>): PackageVersion[] {
  const versions = Object.entries(metadata).flatMap(([key, value]) => {
    const version = value.trim();
    if (key === modelVersion && isShown(version)) return [{ name: modelVersion, version }];
    const name = key.startsWith(packagePrefix) ? key.slice(packagePrefix.length) : '';
    return isPackageName(name, 'python') && isVersion(version) ? [{ name, version }] : [];
  });
  return versions.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostVersions);
}

/** A model's version is whatever people call it; as long as a version, and nothing that is not shown. */
function isShown(version: string): boolean {
  return version !== '' && version.length <= maximumVersionLength && /^[\x20-\x7e]+$/.test(version);
}

/** `parquet-cpp-arrow version 15.0.2`, `DuckDB version v1.1.3 (build 1986445)`. */
const creator = /^(.{1,80}?) version v?(\S{1,64})/;

/**
 * The libraries that a Parquet file names: what wrote it, pandas, Spark. Where pandas wrote with pyarrow, both say the same
 * version; it goes by that name then.
 *
 * @returns undefined where the file does not tell
 */
export function versionsInFile({ writer }: Pick<BatchFacts, 'writer'>): PackageVersion[] | undefined {
  if (!writer) return undefined;
  const { createdBy, pandasVersion, library, libraryVersion, sparkVersion } = writer;
  const [, program, version = ''] = creator.exec(createdBy ?? '') ?? [];
  const isArrow = library === 'pyarrow' && program === 'parquet-cpp-arrow';
  const isNamed = isArrow || library === undefined || library === program;
  const named = [
    ...(createdBy === undefined ? [] : [{ name: isArrow ? 'pyarrow' : (program ?? createdBy), version }]),
    ...(pandasVersion === undefined ? [] : [{ name: 'pandas', version: pandasVersion }]),
    ...(isNamed ? [] : [{ name: library, version: libraryVersion ?? '' }]),
    ...(sparkVersion === undefined ? [] : [{ name: 'Spark', version: sparkVersion }]),
  ];
  return named.length === 0 ? undefined : named;
}
