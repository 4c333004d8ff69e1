import { isPackageName, isVersion, type PackageVersion } from '../../core/environment/package-version.ts';
import type { FoundPackages } from './found-packages.ts';

/** Reads what `conda list --export` prints: `numpy=1.26.4=py311h64a7726_0`, a line a package; `pypi_0` where pip installed it. */
export function readCondaList(text: string): FoundPackages {
  const packages: PackageVersion[] = [];
  let unknown = 0;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#') || line === '@EXPLICIT') continue;
    const [name = '', version = ''] = line.split('=');
    // Conda puts an underscore before what makes others conflict: `_libgcc_mutex=0.1=main`.
    if (isPackageName(name.replace(/^_+/, ''), 'python') && isVersion(version))
      packages.push({ name, version });
    else unknown++;
  }
  return { packages, unpinned: 0, unknown };
}
