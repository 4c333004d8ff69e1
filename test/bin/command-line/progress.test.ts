import { describe, expect, test } from '@jest/globals';
import { showProgress } from '../../../bin/command-line/progress.ts';

const megabyte = 1024 * 1024;

function buildTerminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  test('shows a bar that fills, each percent once, and wipes it', () => {
    const terminal = buildTerminal(true);
    const progress = showProgress('checking', 100 * megabyte, terminal);

    progress.add(50 * megabyte);
    progress.add(1);
    progress.end();

    expect(terminal.written).toEqual([
      `\rchecking [${'#'.repeat(15)}${'.'.repeat(15)}] 50 %`,
      `\r${' '.repeat(48)}\r`,
    ]);
  });

  test.each([
    ['no terminal', false, 100 * megabyte],
    ['little work', true, megabyte],
  ])('shows nothing with %s', (_, isTTY, bytes) => {
    const terminal = buildTerminal(isTTY);
    const progress = showProgress('checking', bytes, terminal);

    progress.add(bytes);
    progress.end();

    expect(terminal.written).toEqual([]);
  });
});
