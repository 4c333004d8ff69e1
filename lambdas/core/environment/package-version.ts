import * as z from 'zod';

/** Whose rules the versions of a lock file follow: those of Python (PEP 440), which conda shares, or of npm (semantic versions). */
export const ecosystems = ['python', 'npm'] as const;
export type Ecosystem = (typeof ecosystems)[number];

/** The kinds of lock file that are read. */
export const lockFileFormats = [
  'requirements',
  'conda-list',
  'uv.lock',
  'poetry.lock',
  'package-lock.json',
] as const;
export type LockFileFormat = (typeof lockFileFormats)[number];

/** Characters of a version that are kept. */
export const maximumVersionLength = 64;

/** A package and the version of it that is installed. */
export const packageVersionSchema = z.object({
  name: z.string(),
  /** Empty where it is not told. */
  version: z.string(),
});
export type PackageVersion = Readonly<z.infer<typeof packageVersionSchema>>;

/** What a package of Python may be called (PEP 508); npm has a scope before it. */
const pythonName = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;
const npmName = /^(@[A-Za-z0-9._~-]{1,100}\/)?[A-Za-z0-9._~-]{1,114}$/;

/** Whether a text can be the name of a package. */
export function isPackageName(name: string, ecosystem: Ecosystem): boolean {
  return (ecosystem === 'npm' ? npmName : pythonName).test(name);
}

/** What a version looks like: no blank, no path, nothing that is not shown. */
export function isVersion(version: string): boolean {
  return version.length <= maximumVersionLength && /^[A-Za-z0-9][A-Za-z0-9.+!_-]*$/.test(version);
}

/** Libraries that call themselves otherwise in the files that they write. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['parquet-cpp-arrow', 'pyarrow'],
  ['fastparquet-python', 'fastparquet'],
]);

/** What a package is known by: Python takes `Scikit_Learn` and `scikit-learn` for one (PEP 503). */
export function packageKey(name: string): string {
  const key = name.startsWith('@') ? name : name.toLowerCase().replace(/[-_.]+/g, '-');
  return aliases.get(key) ?? key;
}
