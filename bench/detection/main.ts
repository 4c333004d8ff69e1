import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceSection } from '../../bin/docs/replace-section.ts';
import { renderCells, renderPage } from './render-detection.ts';
import { runGroups } from './run-groups.ts';

const page = join(import.meta.dirname, '../../docs/statistics.md');

const usage = `Measures false alarms and what is caught, under Plumbline's defaults and under the rules of others.

  --repetitions N  of a change (200); cells without drift are run until 1 % is told from 2 %
  --minutes M      begin no round after so long (1440); what is known by then is shown
  --only PATTERN   run only what has this in its name, a regular expression; "^change" for changes, "^no-drift" for all others
  --rows N         of cells without drift only batches of at most so many rows (1000000)
  --workers W      threads (2)
  --write          replace the table in docs/statistics.md

What was run is kept in .plumbline/bench/detection, and gone on from; other defaults in core/drift/defaults.ts start anew.
`;

const { values } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '1440' },
    only: { type: 'string', default: '' },
    rows: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else {
  const states = await runGroups({
    repetitions: Number(values.repetitions),
    only: new RegExp(values.only),
    rows: Number(values.rows),
    workers: Number(values.workers),
    minutes: Number(values.minutes),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${renderCells(states)}\n`);
  if (values.write) {
    const text = await readFile(page, 'utf8');
    await writeFile(page, replaceSection(text, 'detection', renderPage(states)));
  }
}
