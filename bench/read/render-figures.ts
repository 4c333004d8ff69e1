import type { Figures, FormatFigures } from './figures.ts';
import type { Measurement, Task } from './task.ts';

const megabyte = 1_000_000;

/** Jobs in the order of the table, in words. */
const jobs = [
  ['decode', 'decode'],
  ['check', 'decode, check'],
  ['profile', 'whole pass: decode, check, profile'],
  ['duckdb-count', 'DuckDB, one thread: count rows'],
  ['duckdb-decode', 'DuckDB, one thread: decode columns'],
] as const satisfies readonly (readonly [Task['job'], string])[];

/** The figures as a section of documentation, and for the terminal. */
export function renderFigures(figures: Figures): string {
  return [
    ...introduction(figures),
    ...jobSection(figures),
    '',
    '## Speed',
    '',
    'Seconds of processor over all threads, below 0.05 s those of the clock: the least of several passes over a file that the system has in its cache, the first pass not',
    'counted. MB are those of the file.',
    '',
    '| format | what | s | rows/s | MB/s | peak MB | to DuckDB decoding |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...figures.formats.flatMap((format) => formatRows(format, figures.rows)),
    ...pythonSection(figures),
    ...memorySection(figures),
    ...leftOutSection(figures),
  ].join('\n');
}

function introduction({ rows, columns, machine }: Figures): readonly string[] {
  return [
    `${inWords(rows)} rows by ${columns} columns: 16 numeric ones (normal, log-normal, uniform, prices, integers, four with missing`,
    'cells) and 4 categorical ones of 3 to 500 values; one row in a thousand breaks the contract. The whole pass profiles on the bins of',
    'a reference of 200,000 rows from another seed, up to 16,385 cut points a column, with associations.',
    '',
    `Machine: ${machine}. DuckDB counts rows, and decodes: the sum of each numeric column, the distinct values of each`,
    'categorical one.',
  ];
}

function jobSection({ rows, job }: Figures): readonly string[] {
  return [
    '',
    '## The whole job',
    '',
    `\`plumbline check batch.csv --reference reference.csv --report page.html\` drafts a contract from the reference, builds the reference,`,
    `reads, checks and profiles ${inWords(rows)} rows, compares every column and pair, and writes the page:`,
    `**${job.mainSeconds.toFixed(1)} s** of the main thread's processor, which is what it takes from start to end where nothing else runs, ${job.cpuSeconds.toFixed(1)} s over all threads,`,
    `${inMegabytes(job.peakBytes)} MB at the peak.`,
    `Of the 20 columns four drift in that batch, by a fifth of a standard deviation or so; it names exactly those: ${job.flagged.join(', ')}.`,
  ];
}

function formatRows({ format, sizeBytes, jobs: measured }: FormatFigures, rows: number): readonly string[] {
  const floor = secondsOf(measured.get('duckdb-decode'));
  return jobs.flatMap(([job, words]) => {
    const measurement = measured.get(job);
    if (measurement === undefined || measurement.status === 'refused') return [];
    const { seconds, peakBytes } = measurement;
    const cells = [
      `${format.name} (${inMegabytes(sizeBytes)} MB)`,
      words,
      seconds.toFixed(seconds < 0.1 ? 4 : 2),
      inWords(Math.round(rows / seconds / 1000) * 1000),
      inMegabytes(sizeBytes / seconds),
      inMegabytes(peakBytes),
      floor === undefined ? '' : (seconds / floor).toFixed(2),
    ];
    return [`| ${cells.join(' | ')} |`];
  });
}

function pythonSection({ python, formats, rows }: Figures): readonly string[] {
  const seconds = secondsOf(formats.find(({ format }) => format.extension === 'csv')?.jobs.get('profile'));
  if (!python || seconds === undefined) return [];
  const pythonSeconds = python.secondsForRow * rows;
  return [
    '',
    '## Beside plain Python',
    '',
    `pandas reads the CSV, a pydantic model checks each row, \`ks_2samp\` compares each numeric column (${python.versions}):`,
    `${pythonSeconds.toFixed(1)} s of processor, measured on ${inWords(python.rows)} rows and scaled in proportion. Plumbline's whole pass takes ${seconds.toFixed(2)} s: it is`,
    `**${(pythonSeconds / seconds).toFixed(1)} times as fast**.`,
  ];
}

function memorySection({ memory }: Figures): readonly string[] {
  const [few, many] = memory;
  if (!few || !many) return [];
  return [
    '',
    '## Memory',
    '',
    `One whole pass over CSV holds ${inMegabytes(few.peakBytes)} MB at its peak for ${inWords(few.rows)} rows and`,
    `${inMegabytes(many.peakBytes)} MB for ${inWords(many.rows)}: ${(many.peakBytes / few.peakBytes).toFixed(2)} times as much. All that the process holds counts: Node with its`,
    'TypeScript, the program, the reference. In the table above, several passes in one process leave garbage behind.',
  ];
}

function leftOutSection({ leftOut, formats }: Figures): readonly string[] {
  const refused = formats.flatMap(({ format, jobs: measured }) => {
    const measurement = measured.get('profile');
    return measurement?.status === 'refused' ? [`${format.name} is not opened: ${measurement.reason}`] : [];
  });
  const all = [...leftOut, ...refused];
  return all.length === 0 ? [] : ['', '## Left out', '', ...all.map((sentence) => `- ${sentence}`)];
}

function secondsOf(measurement: Measurement | undefined): number | undefined {
  return measurement?.status === 'measured' ? measurement.seconds : undefined;
}

function inMegabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(0);
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}
