import type { LocalCopies } from './local-copies.ts';
import type { StackCommand } from './parse-stack-command.ts';
import type { Terminal } from './progress.ts';

/** What a command says: in words, and as data for `--json`. */
export interface Answer {
  readonly text: string;
  readonly data: unknown;
  /** Of a verdict that it came to; by default 0. */
  readonly status?: 0 | 1;
}

/** Runs a command; what it needs is loaded with it, so that a check on local files starts without any of it. */
export async function runStackCommand(
  command: StackCommand,
  copies: LocalCopies,
  terminal: Terminal,
): Promise<Answer> {
  switch (command.name) {
    case 'history':
      return (await import('./history.ts')).history(command);
    case 'report':
      return (await import('./report.ts')).report(command);
    case 'diff':
      return (await import('./diff.ts')).diff(command, copies, terminal);
    case 'upload':
      return (await import('./upload.ts')).upload(command, copies, terminal);
    case 'mute':
      return (await import('./edit-contract.ts')).mute(command);
    case 'dismiss':
      return (await import('./edit-contract.ts')).dismiss(command, new Date());
    case 'doctor':
      return (await import('./doctor/doctor.ts')).doctor(command, new Date());
    case 'completion': {
      const text = (await import('./completion.ts')).completion(command.shell);
      return { text, data: text };
    }
    default:
      return command satisfies never;
  }
}
