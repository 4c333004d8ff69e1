import { isPackageName, isVersion, type PackageVersion } from '../../core/environment/package-version.ts';
import type { FoundPackages } from './found-packages.ts';

/** `name[extra] == 1.2.3`, before a marker, hashes and a comment. */
const pinned = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*={2,3}\s*([^\s;#,]+)\s*(?:[;#\s].*)?$/;

/** What names a package without an exact version: a range, a bare name, an address or a folder, an editable one. */
const loose =
  /^(?:-e\s|--editable[\s=]|(?:git|hg|svn|bzr)\+|https?:|file:|\.{0,2}\/|[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?\s*(?:$|[;#@]|[<>=!~(]))/;

/** Options of pip: other files, indexes, hashes. */
const option = /^-/;

/**
 * Reads what `pip freeze` prints, or a requirements.txt. Addresses may hold passwords: nothing of them is kept.
 */
export function readRequirements(text: string): FoundPackages {
  const packages: PackageVersion[] = [];
  let unpinned = 0;
  let unknown = 0;
  for (const line of logicalLines(text)) {
    const [, name = '', version = ''] = pinned.exec(line) ?? [];
    if (isPackageName(name, 'python') && isVersion(version)) packages.push({ name, version });
    else if (loose.test(line)) unpinned++;
    else if (!option.test(line)) unknown++;
  }
  return { packages, unpinned, unknown };
}

/** A backslash at its end continues a line, as before hashes. */
function logicalLines(text: string): readonly string[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
