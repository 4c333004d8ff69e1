import { isPackageName, isVersion, type PackageVersion } from '../../core/environment/package-version.ts';
import type { FoundPackages } from './found-packages.ts';

/**
 * Reads a package-lock.json of any version: `packages` by their folders (2 and 3), else `dependencies` by their names (1). Of a
 * package that is there several times, the copy that the project itself sees.
 *
 * @returns undefined where it is none
 */
export function readPackageLock(text: string): FoundPackages | undefined {
  const lock = parsed(text);
  const [folders, names] = [fieldsOf(lock?.get('packages')), fieldsOf(lock?.get('dependencies'))];
  if (!lock?.has('lockfileVersion') || !(folders ?? names)) return undefined;
  const entries = folders ? topLevel(folders) : [...names!];
  const packages: PackageVersion[] = [];
  let unpinned = 0;
  for (const [name, facts] of entries) {
    const version = fieldsOf(facts)?.get('version');
    if (isPackageName(name, 'npm') && typeof version === 'string' && isVersion(version))
      packages.push({ name, version });
    else unpinned++;
  }
  return { packages, unpinned, unknown: 0 };
}

const folder = 'node_modules/';

function topLevel(folders: Fields): readonly (readonly [string, unknown])[] {
  return [...folders].flatMap(([path, facts]) => {
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    return name === '' || name.includes(folder) ? [] : [[name, facts] as const];
  });
}

type Fields = ReadonlyMap<string, unknown>;

function parsed(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}
