import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filmFiles } from './batches.ts';
import { readFilms } from './read-films.ts';

const directory = join(import.meta.dirname, '../../.plumbline/films');

await mkdir(directory, { recursive: true });
for (const [name, text] of Object.entries(filmFiles(await readFilms())))
  await writeFile(join(directory, name), text);
process.stdout.write('wrote reference and batches to .plumbline/films/\n');
