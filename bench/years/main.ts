import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { correctEstimates, relations } from './correct-estimates.ts';
import { judgeRivals } from './judge-rivals.ts';
import { judgeYear } from './judge-year.ts';
import { renderCorrected } from './render-corrected.ts';
import { renderNumbers, renderYears, type YearsOfSetting } from './render-years.ts';
import { simulateNumbers } from './simulate-numbers.ts';
import { type Course, courses, isQuiet, simulateYear } from './simulate-year.ts';

const page = join(import.meta.dirname, '../../docs/statistics.md');

const usage = `Simulates years of a model with a batch of labels a day, and says how often an alarm comes for nothing and how soon when it is due.

  --years N     of each setting (300)
  --labels LIST of a day (50,200,1000)
  --seed NAME   other years than those that the constants were chosen on
  --write       replace the tables in docs/statistics.md; with the defaults
`;

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '300' },
    labels: { type: 'string', default: '50,200,1000' },
    seed: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else await run();

async function run(): Promise<void> {
  const labels = values.labels.split(',').map(Number);
  const settings = courses.flatMap((course) => labels.map((count) => yearsOf(course, count)));
  const runs = { runs: Number(values.years), seed: values.seed };
  const corrected = relations.flatMap((relation) =>
    labels.map((count) => correctEstimates(relation, count, runs)),
  );
  const numbers = courses.flatMap((course) => labels.map((count) => yearsOfNumbers(course, count)));
  const tables = [renderYears(settings), renderNumbers(numbers), renderCorrected(corrected)].join('\n\n');
  process.stdout.write(`${tables}\n`);
  if (values.write) await writeFile(page, replaceSection(await readFile(page, 'utf8'), 'years', tables));
}

function yearsOf(course: Course, labels: number): YearsOfSetting {
  const begins = !isQuiet(course);
  const years = Array.from({ length: Number(values.years) }, (_, n) =>
    simulateYear(course, labels, n, values.seed),
  );
  const outcomes = years.map((one) => judgeYear(one, begins));
  process.stderr.write(`${course}, ${labels} labels a day\n`);
  return { course, labels, outcomes, rivals: judgeRivals(years, begins) };
}

function yearsOfNumbers(course: Course, labels: number): Omit<YearsOfSetting, 'rivals'> {
  const outcomes = Array.from({ length: Number(values.years) }, (_, n) =>
    judgeYear(simulateNumbers(course, labels, n, values.seed), !isQuiet(course)),
  );
  process.stderr.write(`numbers, ${course}, ${labels} labels a day\n`);
  return { course, labels, outcomes };
}
