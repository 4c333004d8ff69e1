import type { BenchFormat } from './bench-files.ts';
import type { Measurement, Task } from './task.ts';
import type { WholeJob } from './whole-job.ts';

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
  readonly job: WholeJob;
  readonly formats: readonly FormatFigures[];
  /** Peaks of one whole pass over CSV, of few rows and of many. */
  readonly memory: readonly { readonly rows: number; readonly peakBytes: number }[];
  readonly python:
    | { readonly versions: string; readonly rows: number; readonly secondsForRow: number }
    | undefined;
  /** Sentences on what was left out. */
  readonly leftOut: readonly string[];
  readonly machine: string;
}
