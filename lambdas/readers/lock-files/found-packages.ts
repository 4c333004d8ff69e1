import type { PackageVersion } from '../../core/environment/package-version.ts';

/** What a kind of lock file gave. */
export interface FoundPackages {
  readonly packages: readonly PackageVersion[];
  /** Entries that name no exact version: `pandas>=2.0`, a folder, an address. */
  readonly unpinned: number;
  /** Lines that are none of its format. */
  readonly unknown: number;
}
