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
    about: 'JSON file that says what a batch promises',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    about: 'write the contract here, not to standard output',
  },
  report: {
    type: 'string',
    value: 'FILE.html',
    about: 'write the report: one page, to be opened in a browser',
  },
  out: {
    type: 'string',
    value: 'DIR',
    about: 'write all that the functions would write to S3: result, report, quarantined rows, alerts',
  },
  model: {
    type: 'string',
    value: 'NAME',
    about: 'the model in the result, local by default',
  },
  json: {
    type: 'boolean',
    about: 'print the result as JSON and nothing else',
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
  readonly required: readonly OptionName[];
  readonly optional: readonly OptionName[];
  /** Arguments that make sense. */
  readonly example: string;
}

export type CommandName = 'infer' | 'check' | 'validate';

export const commands: Readonly<Record<CommandName, CommandForm>> = {
  infer: {
    about: 'Draft a contract from a reference.',
    operand: 'REFERENCE',
    required: [],
    optional: ['output'],
    example: 'infer reference.csv -o contract.json',
  },
  check: {
    about:
      'Validate a batch, compare it with a reference, and say what is wrong. Without a contract one is inferred from the reference.',
    operand: 'BATCH',
    required: ['reference'],
    optional: ['contract', 'report', 'out', 'model', 'json'],
    example: 'check batch.csv --reference reference.csv --report report.html',
  },
  validate: {
    about: 'Hold a batch against its contract alone.',
    operand: 'BATCH',
    required: ['contract'],
    optional: ['report', 'out', 'model', 'json'],
    example: 'validate batch.csv --contract contract.json',
  },
};

export const commandNames = ['infer', 'check', 'validate'] as const satisfies readonly CommandName[];

/** The command of that name, if there is one. */
export function commandNamed(word: string | undefined): CommandName | undefined {
  return commandNames.find((name) => name === word);
}

/** What holds for every command. */
export const filesInWords =
  'A batch or a reference is a file (CSV, JSON Lines or Parquet), or a directory whose part-… files are one.';

/** By status. */
export const exitStatuses = [
  'nothing to report',
  'rejected or drifted',
  "wrong usage, or a file that can't be used",
] as const;

/** `check BATCH --reference REFERENCE`: a command with what it can't do without. */
export function commandForm(name: CommandName): string {
  const { operand, required } = commands[name];
  return [name, operand, ...required.map((option) => optionForm(option))].join(' ');
}

/** `-o, --output FILE`: an option as it is written. */
export function optionForm(name: OptionName): string {
  const { short, value }: CommandOption = options[name];
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
