import { readFile } from 'node:fs/promises';

/** Memory of a process in bytes: now, and the most it ever had. */
export interface MemoryUse {
  readonly current: number;
  readonly peak: number;
}

/** Reads what Linux says of a process; undefined elsewhere and when the process is gone. */
export async function memoryUse(pid: number): Promise<MemoryUse | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return { current: readKilobytes(status, 'VmRSS'), peak: readKilobytes(status, 'VmHWM') };
  } catch {
    return undefined;
  }
}

function readKilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
