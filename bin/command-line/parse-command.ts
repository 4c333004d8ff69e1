import { parseArgs } from 'node:util';
import { isModelName, modelNameRule } from '../../lambdas/keys.ts';
import { UsageError } from './usage.ts';

/** What the user wants. Paths are as given. */
export type Command =
  /** Asked for, or the answer to no command at all. */
  | { readonly name: 'help'; readonly isAsked: boolean }
  | { readonly name: 'version' }
  | { readonly name: 'infer'; readonly reference: string; readonly output: string | undefined }
  | CheckCommand;

/** `check`, or `validate`, which is a check without a reference. */
export interface CheckCommand {
  readonly name: 'check';
  readonly batch: string;
  readonly reference: string | undefined;
  readonly contract: string | undefined;
  readonly out: string | undefined;
  /** Where to write the report alone. */
  readonly report: string | undefined;
  readonly model: string;
  readonly json: boolean;
}

/** @throws UsageError saying what is missing or unknown */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true || args.length === 0) return { name: 'help', isAsked: args.length > 0 };
  if (values.version === true) return { name: 'version' };
  const [name, file, ...rest] = positionals;
  if (rest.length > 0)
    throw new UsageError(`one file at a time: don't know what to do with ${rest.join(', ')}`);
  switch (name) {
    case 'infer':
      allowOnly(values, name, ['output']);
      return { name, reference: fileGiven(file, 'infer REFERENCE'), output: values.output };
    case 'check':
      allowOnly(values, name, ['reference', 'contract', 'out', 'report', 'model', 'json']);
      return checkCommand(values, fileGiven(file, 'check BATCH --reference REFERENCE'), ['reference']);
    case 'validate':
      allowOnly(values, name, ['contract', 'out', 'report', 'model', 'json']);
      return checkCommand(values, fileGiven(file, 'validate BATCH --contract CONTRACT'), ['contract']);
    default:
      throw new UsageError(
        `${name === undefined ? 'no command given' : `no command "${name}"`}: infer, check or validate`,
      );
  }
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        reference: { type: 'string' },
        contract: { type: 'string' },
        out: { type: 'string' },
        report: { type: 'string' },
        output: { type: 'string', short: 'o' },
        model: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function checkCommand(
  values: Values,
  batch: string,
  required: readonly ('reference' | 'contract')[],
): CheckCommand {
  for (const option of required) {
    if (values[option] === undefined) throw new UsageError(`--${option} FILE is missing`);
  }
  const model = values.model ?? 'local';
  if (!isModelName(model)) throw new UsageError(`--model "${model}": ${modelNameRule}`);
  const { reference, contract, out, report, json = false } = values;
  return { name: 'check', batch, reference, contract, out, report, model, json };
}

function fileGiven(file: string | undefined, form: string): string {
  if (file === undefined) throw new UsageError(`no file given: plumbline ${form}`);
  return file;
}

function allowOnly(values: Values, command: string, allowed: readonly string[]): void {
  const other = Object.keys(values).find((option) => !allowed.includes(option));
  if (other !== undefined) throw new UsageError(`${command} knows no option --${other}`);
}
