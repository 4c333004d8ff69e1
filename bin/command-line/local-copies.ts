import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isPartFile } from '../../lambdas/keys.ts';
import { InputError } from './usage.ts';

/** Local files that stand for what was named on the command line; gone when it is disposed of. */
export interface LocalCopies extends AsyncDisposable {
  /** A path as it is; a copy of an S3 object, of the parts of an S3 folder, or of standard input. */
  pathOf(named: string): Promise<string>;
}

/** What stands for standard input. */
export const standardInput = '-';

/**
 * A file is read two or three times, and what comes from elsewhere comes once: it is copied into a folder of its own first.
 * `s3://BUCKET/KEY` is an object, `s3://BUCKET/FOLDER/` the parts in it.
 *
 * @throws InputError from `pathOf` when there is no such object, or it can't be had
 */
export function localCopies(stdin: Readable): LocalCopies {
  const copies = new Map<string, Promise<string>>();
  let folder: Promise<string> | undefined;

  async function folderOf(name: string): Promise<string> {
    folder ??= mkdtemp(join(tmpdir(), 'plumbline-'));
    const own = join(await folder, String(copies.size), name);
    await mkdir(own, { recursive: true });
    return own;
  }

  async function copyOf(named: string): Promise<string> {
    if (named !== standardInput) return copyOfS3(named);
    const path = join(await folderOf(''), 'stdin');
    await pipeline(stdin, createWriteStream(path));
    return path;
  }

  async function copyOfS3(url: string): Promise<string> {
    const { openS3 } = await import('./s3-objects.ts');
    const place = openS3(url);
    if (!url.endsWith('/')) return save(await place.object(), await folderOf(''));
    const into = await folderOf(basename(url));
    let parts = 0;
    for await (const object of place.objects()) {
      if (!isPartFile(object.key)) continue;
      parts++;
      await save(object, into);
    }
    if (parts === 0) throw new InputError(`${url} has no part-… object`);
    return into;
  }

  return {
    async pathOf(named) {
      if (named !== standardInput && !named.startsWith('s3://')) return named;
      const copy = copies.get(named) ?? copyOf(named);
      copies.set(named, copy);
      return copy;
    },
    async [Symbol.asyncDispose]() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

interface NamedBytes {
  readonly key: string;
  bytes(): AsyncIterable<Uint8Array>;
}

async function save(object: NamedBytes, folder: string): Promise<string> {
  const path = join(folder, basename(object.key));
  await pipeline(object.bytes(), createWriteStream(path));
  return path;
}
