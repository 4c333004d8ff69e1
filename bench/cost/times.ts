import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { RoadSize, RoadStep, StepUse } from './road.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Seconds of a core: to load a function, for its first batch, and for one of many. */
export interface StepTimes {
  readonly start: number;
  readonly first: number;
  readonly later: number;
}

/** The least of so many processes: a machine has other things to do. */
const processes = 3;

export async function timesOfRoad(size: RoadSize): Promise<Readonly<Record<RoadStep, StepTimes>>> {
  const roads: (readonly Readonly<Record<RoadStep, StepUse>>[])[] = [];
  for (let one = 0; one < processes; one++) roads.push(await roadsOfProcess(size));
  const least = (step: RoadStep, pick: (uses: readonly StepUse[]) => number) =>
    Math.min(...roads.map((batches) => pick(batches.map((uses) => uses[step]))));
  const timesOf = async (step: RoadStep): Promise<StepTimes> => ({
    start: await secondsToLoad(step),
    first: least(step, ([first]) => first?.seconds ?? 0),
    later: least(step, (uses) => Math.min(...uses.slice(1).map(({ seconds }) => seconds))),
  });
  const [validate, detect, send] = [
    await timesOf('validate-batch'),
    await timesOf('detect-drift'),
    await timesOf('send-alerts'),
  ];
  return { 'validate-batch': validate, 'detect-drift': detect, 'send-alerts': send };
}

/** In a process of its own: the first batch meets code that was never run. */
async function roadsOfProcess(size: RoadSize): Promise<readonly Readonly<Record<RoadStep, StepUse>>[]> {
  const road = JSON.stringify(join(root, 'bench/cost/road.ts'));
  const script = `
    const { useOfRoad } = await import(${road});
    const all = [];
    for (let one = 0; one < 4; one++) all.push((await useOfRoad(${JSON.stringify(size)})).steps);
    console.log(JSON.stringify(all));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  return JSON.parse(stdout);
}

/** To load the bundle of a function, with the SDK, as it is deployed. */
async function secondsToLoad(step: RoadStep): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-cost-'));
  try {
    const outfile = join(directory, 'index.mjs');
    await build({
      entryPoints: [join(root, `lambdas/handlers/${step}.ts`)],
      ...{ outfile, bundle: true, minify: true, format: 'esm', platform: 'node', target: 'node24' },
      mainFields: ['module', 'main'],
      banner: {
        js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
    });
    const script = `await import(${JSON.stringify(outfile)});
      const { user, system } = process.cpuUsage();
      console.log((user + system) / 1e6);`;
    const seconds: number[] = [];
    for (let one = 0; one < processes; one++) {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
      seconds.push(Number(stdout));
    }
    return Math.min(...seconds);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
