import { explain, compare as pep440Compare } from '@renovatebot/pep440';
import semver from 'semver';

/** How two versions of a package differ; `changed` where nothing says which of them is the newer. */
export interface VersionStep {
  readonly change: 'same' | 'upgraded' | 'downgraded' | 'changed';
  /** The first part of the number that differs; `patch` also where only a pre- or post-release does. Absent where unknown. */
  readonly step?: VersionPart;
}

/** Parts of a version, the weightiest first. */
export const versionParts = ['major', 'minor', 'patch'] as const;
type VersionPart = (typeof versionParts)[number];

/**
 * Compares two versions by the rules of Python (`2.1.0rc1` before `2.1.0`, `1.0.post1` after `1.0`, `1.0` the same as `1.0.0`) where
 * both follow them, else by those of semantic versions (`2.0.0-beta.3`), which npm has first.
 *
 * @see PEP 440; semver.org 2.0.0
 */
export function compareVersions(from: string, to: string, first: 'python' | 'npm' = 'python'): VersionStep {
  if (from === to) return { change: 'same' };
  const rules = first === 'npm' ? [bySemver, byPep440] : [byPep440, bySemver];
  for (const compare of rules) {
    const step = compare(from, to);
    if (step) return step;
  }
  return { change: 'changed' };
}

function byPep440(from: string, to: string): VersionStep | undefined {
  const [before, after] = [explain(from), explain(to)];
  if (!before || !after) return undefined;
  const order = pep440Compare(from, to);
  // What is behind a plus names who built it: the same release.
  if (order === 0 || before.public === after.public) return { change: order === 0 ? 'same' : 'changed' };
  const part = before.epoch === after.epoch ? firstDifference(before.release, after.release) : 'major';
  return { change: order < 0 ? 'upgraded' : 'downgraded', step: part };
}

function bySemver(from: string, to: string): VersionStep | undefined {
  const [before, after] = [semver.parse(from), semver.parse(to)];
  if (!before || !after) return undefined;
  const order = semver.compare(before, after);
  if (order === 0) return { change: 'same' };
  const part = firstDifference(
    [before.major, before.minor, before.patch],
    [after.major, after.minor, after.patch],
  );
  return { change: order < 0 ? 'upgraded' : 'downgraded', step: part };
}

/** Numbers that are not there are 0. */
function firstDifference(before: readonly number[], after: readonly number[]): VersionPart {
  const index = versionParts.findIndex((_, part) => (before[part] ?? 0) !== (after[part] ?? 0));
  return versionParts[index] ?? 'patch';
}
