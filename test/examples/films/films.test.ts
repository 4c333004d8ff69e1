import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filmFiles, filmStory } from '../../../examples/films/batches.ts';
import { expectedRating } from '../../../examples/films/rating-model.ts';
import { type Film, readFilms } from '../../../examples/films/read-films.ts';
import { checkFile } from '../../support/check-file.ts';

const contract = join(import.meta.dirname, '../../../examples/films/contract.json');
let films: readonly Film[];
let folder: string;

beforeAll(async () => {
  films = await readFilms();
  folder = await mkdtemp(join(tmpdir(), 'plumbline-films-'));
  for (const [name, text] of Object.entries(filmFiles(films))) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the model is the same each time, and was trained on no film of its reference or its batches', () => {
  const { model, reference, years2005to2007, years2008to2010, classics } = filmStory(films);
  const ids = [...reference, ...years2005to2007, ...years2008to2010, ...classics].map(({ id }) => id);
  const error = (some: readonly Film[]) =>
    some.reduce((sum, film) => sum + Math.abs(expectedRating(model, film) - film.rating), 0) / some.length;

  expect(filmStory(films).model).toEqual(model);
  expect(new Set(ids).size).toBe(ids.length);
  expect(error(reference)).toBeCloseTo(0.874, 3);
  expect(error(classics)).toBeCloseTo(1.375, 3);
});

interface Found {
  readonly verdict: 'no-worse' | 'worse' | 'cannot-tell';
  readonly severity: 'info' | 'warning' | 'critical';
  /** Among what drifted. */
  readonly drifted: readonly string[];
}

// What examples/films/README.md says.
test.each<readonly [string, Found]>([
  ['2005-to-2007', { verdict: 'cannot-tell', severity: 'warning', drifted: ['source', 'rating'] }],
  ['2008-to-2010', { verdict: 'no-worse', severity: 'info', drifted: ['rated', 'rating'] }],
  ['before-1980', { verdict: 'worse', severity: 'critical', drifted: ['genre', 'source', 'budget'] }],
  ['in-thousands', { verdict: 'worse', severity: 'critical', drifted: ['budget', 'expected'] }],
  ['cut-titles', { verdict: 'cannot-tell', severity: 'warning', drifted: ['title: length'] }],
])('of %s it finds what its README says', async (name, { verdict, severity, drifted }) => {
  const { performance, drift } = await checkFile({
    ...{ batch: join(folder, `${name}.jsonl`), reference: join(folder, 'reference.jsonl'), contract },
  });
  const found = drift.features.filter((one) => one.verdict.status === 'drifted').map((one) => one.name);

  expect(performance?.verdict).toBe(verdict);
  expect(drift.severity).toBe(severity);
  expect(found).toEqual(expect.arrayContaining([...drifted]));
});
