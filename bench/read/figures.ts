import type { BenchFormat } from './bench-files.ts';
import type { Measurement, Task } from './task.ts';

/** What was measured of one format. */
export interface FormatFigures {
  readonly format: BenchFormat;
  readonly sizeBytes: number;
  /** Absent: not measured, as what it needs is not there. */
  readonly jobs: ReadonlyMap<Task['job'], Measurement>;
}

/** All that one run of the bench found. */
export interface Figures {
  readonly rows: number;
  readonly columns: number;
  readonly formats: readonly FormatFigures[];
  /** The whole pass over CSV of more rows. */
  readonly large: { readonly rows: number; readonly measurement: Measurement } | undefined;
  readonly python:
    | { readonly versions: string; readonly rows: number; readonly secondsForRow: number }
    | undefined;
  /** Sentences on what was left out. */
  readonly leftOut: readonly string[];
  readonly machine: string;
}
