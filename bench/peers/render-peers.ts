import { plantedDrift } from '../read/columns.ts';
import type { JobFigures } from '../read/whole-job.ts';

/** What one tool took for a batch of so many rows. */
export interface PeerFigures {
  readonly tool: string;
  readonly rows: number;
  readonly job: JobFigures;
}

const names: Readonly<Record<string, string>> = {
  plumbline: 'Plumbline',
  evidently: 'Evidently 0.7.23',
  nannyml: 'NannyML 0.13.1',
  whylogs: 'whylogs 1.6.4',
  plain: 'pandas, pydantic, scipy',
};

/** As a table. A ratio is to Plumbline's processor seconds for the same rows. */
export function renderPeers(figures: readonly PeerFigures[]): string {
  const own = new Map(
    figures.flatMap(({ tool, rows, job }) => (tool === 'plumbline' ? [[rows, job] as const] : [])),
  );
  return [
    '| rows | tool | s | processor s | ratio | peak MB | of the 4 planted | others flagged |',
    '|---:|---|---:|---:|---:|---:|---:|---:|',
    ...figures.map(({ tool, rows, job }) => {
      const found = job.flagged.filter((name) => plantedDrift.includes(name)).length;
      const ofOwn = own.get(rows);
      const cells = [
        rows.toLocaleString('en-US'),
        names[tool] ?? tool,
        job.seconds.toFixed(1),
        job.cpuSeconds.toFixed(1),
        ofOwn ? (job.cpuSeconds / ofOwn.cpuSeconds).toFixed(1) : '',
        (job.peakBytes / 1e6).toFixed(0),
        String(found),
        String(job.flagged.length - found),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}
