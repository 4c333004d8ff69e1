import { type CommandOption, type OptionName, options } from './options.ts';

/** What one can ask for, and with what. */
export interface CommandForm {
  readonly about: string;
  /** What it is about; empty where options say that. */
  readonly operand: string;
  readonly takes: 'files' | 'place' | 'model' | 'results' | 'shell' | 'nothing';
  /** How many of them it takes, where that is not one: the least and the most. */
  readonly count?: readonly [number, number];
  readonly required: readonly OptionName[];
  readonly optional: readonly OptionName[];
  /** Arguments that make sense. */
  readonly example: string;
}

/** In the order in which a person needs them. */
export const commandNames = [
  'infer',
  'check',
  'validate',
  'diff',
  'holdout',
  'upload',
  'history',
  'report',
  'promote',
  'replay',
  'doctor',
  'mute',
  'dismiss',
  'completion',
] as const;

export type CommandName = (typeof commandNames)[number];

export const commands: Readonly<Record<CommandName, CommandForm>> = {
  infer: {
    about: 'Draft a contract from a reference.',
    operand: 'REFERENCE',
    takes: 'files',
    required: [],
    optional: ['output', 'force', 'from', 'statistics'],
    example: 'infer reference.csv -o contract.json',
  },
  check: {
    about: 'Validate a batch and compare it with a reference.',
    operand: 'BATCH…',
    takes: 'files',
    count: [1, Number.POSITIVE_INFINITY],
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
    operand: 'BATCH…',
    takes: 'files',
    count: [1, Number.POSITIVE_INFINITY],
    required: ['contract'],
    optional: ['report', 'out', 'model', 'json', 'fail-on'],
    example: 'validate batch.csv --contract contract.json',
  },
  holdout: {
    about: 'Compare two runs over a fixed set of rows, id by id.',
    operand: 'BASELINE RUN',
    takes: 'files',
    count: [2, 2],
    required: ['contract'],
    optional: ['report', 'model', 'json', 'fail-on'],
    example: 'holdout baseline.csv now.csv --contract contract.json',
  },
  promote: {
    about: 'Make a batch in S3 the reference, or go back.',
    operand: 'PLACE',
    takes: 'place',
    required: [],
    optional: ['season', 'undo'],
    example: 'promote s3://inbox/batches/weather/2026-11-22.csv',
  },
  replay: {
    about: 'Have the newest 50 batches of a model judged again.',
    operand: 'PLACE',
    takes: 'place',
    required: [],
    optional: ['since'],
    example: 'replay s3://inbox/batches/weather/ --since 2026-11-20',
  },
  history: {
    about: 'List the newest batches of a model and their verdicts.',
    operand: 'MODEL',
    takes: 'model',
    required: ['results'],
    optional: ['last', 'json'],
    example: 'history weather --results s3://results',
  },
  report: {
    about: 'Find the report of a batch, by default the newest.',
    operand: 'MODEL [BATCH]',
    takes: 'model',
    count: [1, 2],
    required: ['results'],
    optional: ['open', 'json'],
    example: 'report weather 2026-11-22.csv --results s3://results --open',
  },
  diff: {
    about: 'Say what differs between two results, or two files.',
    operand: 'BEFORE AFTER',
    takes: 'results',
    count: [2, 2],
    required: [],
    optional: ['json'],
    example: 'diff monday.json tuesday.json',
  },
  upload: {
    about: 'Hold a file against its contract, then upload it.',
    operand: 'FILE',
    takes: 'model',
    required: ['model', 'inbox'],
    optional: ['as', 'wait', 'results', 'json', 'fail-on'],
    example: 'upload today.csv --model weather --inbox s3://inbox',
  },
  mute: {
    about: 'Tell nothing of a model before a date, or of a column.',
    operand: 'MODEL',
    takes: 'model',
    required: ['inbox'],
    optional: ['until', 'column', 'undo', 'results', 'json'],
    example: 'mute weather --until 2026-12-01 --inbox s3://inbox',
  },
  dismiss: {
    about: 'No more reminders of what is open now.',
    operand: 'MODEL',
    takes: 'model',
    required: ['inbox'],
    optional: ['undo', 'results', 'json'],
    example: 'dismiss weather --inbox s3://inbox',
  },
  doctor: {
    about: 'Look whether an environment works, and who hears it.',
    operand: '',
    takes: 'nothing',
    count: [0, 0],
    required: ['env'],
    optional: ['json'],
    example: 'doctor --env prod',
  },
  completion: {
    about: 'Print what completes commands in bash, zsh or fish.',
    operand: 'SHELL',
    takes: 'shell',
    required: [],
    optional: [],
    example: 'completion bash',
  },
};

/** The command of that name, if there is one. */
export function commandNamed(word: string | undefined): CommandName | undefined {
  return commandNames.find((name) => name === word);
}

/** What a command is given to work on, in words. */
export const operandsInWords: Readonly<Record<CommandForm['takes'], string>> = {
  files: 'Files: CSV, JSON Lines, Parquet, folders of parts, s3://…, - (stdin).',
  place: 'PLACE: s3://INBOX/batches/MODEL/…, or what is said below.',
  model: 'plumbline.json may say {"inbox": "s3://…", "results": "s3://…"} once and for all.',
  results: 'Results: what --json prints and the results bucket holds; or two data files.',
  nothing: 'It reads what AWS says of the stack, and changes nothing.',
  shell: 'Each prints a script: the shell reads it when it starts.',
};

/** By status. */
export const exitStatuses = [
  'nothing to report',
  'something to report',
  'wrong usage',
  "a file that can't be used",
  'a fault of Plumbline itself',
] as const;

/** `check BATCH --reference REFERENCE`: a command with what it can't do without. */
export function commandForm(name: CommandName): string {
  const { operand, required }: CommandForm = commands[name];
  return [name, ...(operand === '' ? [] : [operand]), ...required.map(optionForm)].join(' ');
}

/** `-o, --output FILE`: an option as it is written. */
export function optionForm(name: OptionName): string {
  const { short, value }: CommandOption = options[name];
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
