import { isPackageName, isVersion, type PackageVersion } from '../../core/environment/package-version.ts';
import type { FoundPackages } from './found-packages.ts';

const entry = /^(name|version)\s*=\s*"([^"\\]*)"\s*$/;

/**
 * Reads uv.lock and poetry.lock: TOML as these two programs write it, each package a table `[[package]]` with its name and
 * version on lines of their own. What belongs to it (dependencies, wheels) is in tables of its own, or indented.
 */
export function readTomlPackages(text: string): FoundPackages {
  const packages: PackageVersion[] = [];
  let unpinned = 0;
  for (const table of text.split(/^\[\[package\]\]\s*$/m).slice(1)) {
    const [own = ''] = table.split(/^\[/m);
    const fields = new Map(
      own.split('\n').flatMap((line) => {
        const [, name, value] = entry.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      }),
    );
    const [name, version] = [fields.get('name') ?? '', fields.get('version') ?? ''];
    // The project itself has no version, or is not installed from an index.
    if (isPackageName(name, 'python') && isVersion(version)) packages.push({ name, version });
    else unpinned++;
  }
  return { packages, unpinned, unknown: 0 };
}
