import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured } from '../../bin/docs/cost/cost-sections.ts';
import { roadSteps, useOfRoad } from './road.ts';
import { timesOfRoad } from './times.ts';

/** `npm run bench:cost`: what a batch uses of S3, SNS and a core, for docs/cost.md. Then: node bin/write-docs.ts. */
const columns = 20;
const sizes = [1_000, 100_000];

const batches: Measured['batches'][number][] = [];
for (const rows of sizes) {
  const { steps, keptBytes } = await useOfRoad({ rows, columns });
  const times = await timesOfRoad({ rows, columns });
  const short = (seconds: number) => Number(seconds.toPrecision(2));
  batches.push({
    rows,
    keptKb: Math.round(keptBytes / 1024),
    steps: roadSteps.map((step) => {
      const { start, first, later } = times[step];
      const { seconds: _, ...calls } = steps[step];
      return { step, ...calls, warmSeconds: short(later), coldSeconds: short(start + first) };
    }),
  });
}
const measured: Measured = { measuredOn: new Date().toISOString().slice(0, 10), columns, batches };
const path = join(import.meta.dirname, '../../bin/docs/cost/measured.json');
await writeFile(path, `${JSON.stringify(measured, undefined, 2)}\n`);
process.stdout.write(`${JSON.stringify(measured, undefined, 2)}\n`);
