/** A bar on a terminal for work that takes a while; nothing where there is no terminal. */
export interface Progress {
  add(bytes: number): void;
  /** Wipes the bar. */
  end(): void;
}

/** The part of a terminal that a bar needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Work below this size is over before a bar is read. */
const worthShowingBytes = 8 * 1024 * 1024;

/** Steps of the bar. */
const width = 30;

/** @param totalBytes  all bytes that will be read */
export function showProgress(label: string, totalBytes: number, terminal: Terminal): Progress {
  if (terminal.isTTY !== true || totalBytes < worthShowingBytes) return { add: () => {}, end: () => {} };
  let done = 0;
  let shown = -1;
  return {
    add(bytes) {
      done = Math.min(totalBytes, done + bytes);
      const percent = Math.floor((100 * done) / totalBytes);
      if (percent === shown) return;
      shown = percent;
      const full = Math.round((width * percent) / 100);
      terminal.write(`\r${label} [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent} %`);
    },
    end() {
      if (shown >= 0) terminal.write(`\r${' '.repeat(label.length + width + 10)}\r`);
    },
  };
}
