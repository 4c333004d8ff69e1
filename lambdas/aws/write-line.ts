/**
 * Writes a line to standard output as it is. `console.log` on Lambda puts a time and a request id before it, and then
 * the line is JSON no more, and no metric.
 */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
