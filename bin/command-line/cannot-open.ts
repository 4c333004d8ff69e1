import { InputError } from './usage.ts';

/** What the system says of a file that it does not open, in words; of all else its own. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder, not a file',
  ENAMETOOLONG: 'the name is too long',
};

/** A file that can't be opened, as an error of the input: `can't open a.csv: there is no such file or folder`. */
export function cannotOpen(path: string, error: unknown): InputError {
  return new InputError(`can't open ${path}: ${reasons[textAt(error, 'code')] ?? textAt(error, 'message')}`);
}

/** The same of a file that can't be written. */
export function cannotWrite(path: string, error: unknown): InputError {
  const code = textAt(error, 'code');
  const reason = writeReasons[code] ?? reasons[code] ?? textAt(error, 'message');
  return new InputError(`can't write ${path}: ${reason}`);
}

const writeReasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room left',
  EEXIST: 'a part of the path is a file, not a folder',
};

function textAt(error: unknown, name: 'code' | 'message'): string {
  const known: Partial<Record<typeof name, unknown>> = Object(error);
  return String(known[name] ?? error);
}
