import type { Log } from '../pipeline/ports.ts';
import { writeLine } from './write-line.ts';

/** One JSON object a line on standard output, which Lambda keeps in CloudWatch Logs. */
export function jsonLog(write: (line: string) => void = writeLine): Log {
  const at =
    (level: string) =>
    (event: string, fields: object = {}) =>
      write(JSON.stringify({ level, event, ...fields }));
  return { info: at('info'), warn: at('warn') };
}
