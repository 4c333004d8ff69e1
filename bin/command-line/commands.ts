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
    about: 'the model in the result, local by default',
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
    about: 'take the newest reference back: the one before is in force again',
  },
  since: {
    type: 'string',
    value: 'DATE',
    about: 'batches that arrived from then on; by default of the last 30 days',
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

/** What one can ask for, and with what. */
export interface CommandForm {
  readonly about: string;
  /** The file that it is about. */
  readonly operand: string;
  /** How many files it takes, where that is not one. */
  readonly files?: number;
  /** Whether it takes several. */
  readonly takesSeveral?: true;
  readonly required: readonly OptionName[];
  readonly optional: readonly OptionName[];
  /** Arguments that make sense. */
  readonly example: string;
}

export type CommandName = 'infer' | 'check' | 'validate' | 'holdout' | 'promote' | 'replay';

export const commands: Readonly<Record<CommandName, CommandForm>> = {
  infer: {
    about: 'Draft a contract from a reference.',
    operand: 'REFERENCE',
    required: [],
    optional: ['output', 'force', 'from', 'statistics'],
    example: 'infer reference.csv -o contract.json',
  },
  check: {
    about: 'Validate a batch and compare it with a reference.',
    operand: 'BATCH',
    takesSeveral: true,
    required: ['reference'],
    optional: [
      'contract',
      'labels',
      'environment',
      'reference-environment',
      'report',
      'out',
      'model',
      'json',
      'fail-on',
    ],
    example: 'check batch.csv --reference reference.csv --report report.html',
  },
  validate: {
    about: 'Hold a batch against its contract alone.',
    operand: 'BATCH',
    takesSeveral: true,
    required: ['contract'],
    optional: ['report', 'out', 'model', 'json', 'fail-on'],
    example: 'validate batch.csv --contract contract.json',
  },
  holdout: {
    about: 'Compare two runs of a model over a fixed set of rows, id by id.',
    operand: 'BASELINE RUN',
    files: 2,
    required: ['contract'],
    optional: ['report', 'model', 'json', 'fail-on'],
    example: 'holdout baseline.csv now.csv --contract contract.json',
  },
  promote: {
    about: 'Make a batch in S3 the reference, or go back with --undo.',
    operand: 'PLACE',
    required: [],
    optional: ['season', 'undo'],
    example: 'promote s3://inbox/batches/weather/2026-11-22.csv',
  },
  replay: {
    about: 'Have the newest 50 batches of a model judged again.',
    operand: 'PLACE',
    required: [],
    optional: ['since'],
    example: 'replay s3://inbox/batches/weather/ --since 2026-11-20',
  },
};

export const commandNames = [
  'infer',
  'check',
  'validate',
  'holdout',
  'promote',
  'replay',
] as const satisfies readonly CommandName[];

/** The command of that name, if there is one. */
export function commandNamed(word: string | undefined): CommandName | undefined {
  return commandNames.find((name) => name === word);
}

/** What holds for every command. */
export const filesInWords = 'Files: CSV, JSON Lines, Parquet, folders of parts, s3://…, - (stdin).';

/** By status. */
export const exitStatuses = [
  'nothing to report',
  'rejected, drifted or worse',
  'wrong usage',
  "a file that can't be used",
  'a fault of Plumbline itself',
] as const;

/** `check BATCH --reference REFERENCE`: a command with what it can't do without. */
export function commandForm(name: CommandName): string {
  const { operand, takesSeveral, required } = commands[name];
  return [name, takesSeveral ? `${operand}…` : operand, ...required.map((option) => optionForm(option))].join(
    ' ',
  );
}

/** `-o, --output FILE`: an option as it is written. */
export function optionForm(name: OptionName): string {
  const { short, value }: CommandOption = options[name];
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
