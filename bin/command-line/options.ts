/** One option, wherever it is taken. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for its value; absent where it takes none. */
  readonly value?: string;
  /** What it is for, in words that are not a sentence. */
  readonly about: string;
}

/** Every option, once: what is parsed, printed by `--help` and written into docs/command-line.md comes from here. */
export const options = {
  reference: {
    type: 'string',
    value: 'REFERENCE',
    about: 'what the batch is compared with',
  },
  contract: {
    type: 'string',
    value: 'CONTRACT',
    about: 'what a batch promises (drafted by default)',
  },
  environment: {
    type: 'string',
    value: 'FILE',
    about: 'versions that wrote the batch: a lock file',
  },
  'reference-environment': {
    type: 'string',
    value: 'FILE',
    about: 'versions the reference was written with',
  },
  labels: {
    type: 'string',
    value: 'LABELS',
    about: 'what turned out to be true, by id',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    about: 'write the contract here, not to standard output',
  },
  from: {
    type: 'string',
    value: 'CONSTRAINTS',
    about: 'instead of a reference: constraints.json of a SageMaker Model Monitor baseline',
  },
  statistics: {
    type: 'string',
    value: 'STATISTICS',
    about: 'statistics.json beside it',
  },
  report: {
    type: 'string',
    value: 'FILE.html',
    about: 'write the report: one page for the browser',
  },
  out: {
    type: 'string',
    value: 'DIR',
    about: 'write all that would be written to S3',
  },
  model: {
    type: 'string',
    value: 'NAME',
    about: 'the name of the model (of a check: local)',
  },
  json: {
    type: 'boolean',
    about: 'print JSON; of several batches a list',
  },
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    about: 'info, warning, critical, rejected or never',
  },
  force: {
    type: 'boolean',
    about: 'write over a file that is there',
  },
  season: {
    type: 'string',
    value: 'FOLDER',
    about: 'make it the reference of a month or a day of the week: month=december, weekday=monday',
  },
  undo: {
    type: 'boolean',
    about: 'take it back: what was before is in force again',
  },
  since: {
    type: 'string',
    value: 'DATE',
    about: 'batches that arrived from then on; by default of the last 30 days',
  },
  results: {
    type: 'string',
    value: 'PLACE',
    about: 's3://RESULTS, or a folder that --out wrote',
  },
  inbox: {
    type: 'string',
    value: 'PLACE',
    about: 's3://INBOX',
  },
  last: {
    type: 'string',
    value: 'COUNT',
    about: 'how many of the newest batches; 20 by default',
  },
  open: {
    type: 'boolean',
    about: 'open it in the browser',
  },
  as: {
    type: 'string',
    value: 'KIND',
    about: 'batch (by default), reference, labels, holdout, environment or contract',
  },
  wait: {
    type: 'boolean',
    about: 'wait for the verdict, 15 minutes at most; needs --results',
  },
  until: {
    type: 'string',
    value: 'DATE',
    about: 'tell nothing before it: 2026-12-01 or 2026-12-01T06:00Z',
  },
  column: {
    type: 'string',
    value: 'NAME',
    about: 'leave a column out of drift tests, in place of muting the model',
  },
  env: {
    type: 'string',
    value: 'NAME',
    about: 'the stack Plumbline-NAME, or as plumbline.config.json says',
  },
  help: {
    type: 'boolean',
    short: 'h',
    about: 'print this',
  },
  version: {
    type: 'boolean',
    about: 'print the version',
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

export type OptionName = keyof typeof options;
