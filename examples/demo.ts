import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../lambdas/core/text/in-words.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { synthesize } from '../local/synthesize.ts';
import { say, whileBusy } from './demo/console.ts';
import { type Monitor, openMonitor } from './demo/monitor.ts';
import { type Outcome, surprises } from './demo/outcome.ts';
import { terminalPaint as paint } from './demo/paint.ts';
import { playChapter } from './demo/play-chapter.ts';
import { playFlights } from './demo/play-flights.ts';
import { renderOutcome, renderOutcomeHead, seconds } from './demo/render-outcome.ts';
import { showMessages } from './demo/show-messages.ts';
import { showPlaces } from './demo/show-places.ts';
import { referenceDays } from './weather/batches.ts';
import { parquetFile } from './weather/parquet.ts';
import { readWeather } from './weather/read-weather.ts';
import { chapters, referenceWriter } from './weather/story.ts';
import type { Table } from './weather/table.ts';

/**
 * `npm run demo`: real weather takes the whole road, from an upload to an alert that people read. Exit status 0 when
 * every batch came to what the story expects.
 */
const root = join(import.meta.dirname, '..');
const directory = join(root, '.plumbline/demo');
let cloud: Promise<Cloud> | undefined;
let isInterrupted = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void interrupt(signal));

try {
  await tellStory();
} catch (error) {
  if (!isInterrupted) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} finally {
  if (!isInterrupted) await stop();
}

async function tellStory(): Promise<void> {
  const begun = performance.now();
  await rm(directory, { recursive: true, force: true });
  const running = await start();
  const monitor = openMonitor(running, 'weather');
  const weather = await readWeather();
  await teach(weather, running, monitor);
  const outcomes = await play(weather, running, monitor);
  say('\nA model of flights: contract uploaded, predictions in the batches, labels days later.');
  const flights = await playFlights(running, openMonitor(running, 'flights'));
  say('');
  showMessages(outcomes);
  await showPlaces(running, monitor, directory);
  conclude(outcomes, flights, running, performance.now() - begun);
}

async function start(): Promise<Cloud> {
  const assembly = await whileBusy('synthesizing', synthesize('local'));
  cloud = startCloud({ assembly, directory });
  const running = await whileBusy('starting', cloud);
  const { functions, queues, buckets } = running;
  const counts = `${count(buckets)} buckets, ${count(functions)} functions, ${count(queues)} queues`;
  say(`The stack that ${paint('cyan', 'cdk deploy')} ships runs on this machine: ${counts}.`);
  return running;
}

async function teach(weather: Table, running: Cloud, monitor: Monitor): Promise<void> {
  const reference = referenceDays(weather);
  await monitor.uploadReference('reference.parquet', parquetFile(reference, referenceWriter));
  await whileBusy('building the reference', running.settled());
  const rows = formatCount(reference.rows.length);
  say(
    `Uploaded a reference, ${rows} days of weather in two cities, no contract: one is drafted from it, and announced.\n`,
  );
}

async function play(weather: Table, running: Cloud, monitor: Monitor): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  say(renderOutcomeHead(paint));
  for (const chapter of chapters) {
    const outcome = await whileBusy(chapter.file, playChapter(chapter, weather, running, monitor));
    say(renderOutcome(outcome, paint));
    outcomes.push(outcome);
  }
  return outcomes;
}

function conclude(
  outcomes: readonly Outcome[],
  flights: readonly string[],
  running: Cloud,
  took: number,
): void {
  const lost = running.deadLetters().map(({ queue }) => `A message was given up: ${queue}.`);
  const problems = [...outcomes.flatMap(surprises), ...flights, ...lost];
  if (problems.length === 0) {
    const next = `${paint('cyan', 'npm run local')} takes files of your own`;
    say(
      `${paint('green', `All ${outcomes.length} batches came to what they should`)}, in ${seconds(took)}. Next: ${next}.`,
    );
    return;
  }
  process.exitCode = 1;
  say(`${paint('red', 'Not as the story has it')}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

async function interrupt(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  isInterrupted = true;
  say('\nStopping.');
  await stop();
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** A cloud that is still starting is stopped as soon as it is up; one that failed to start has nothing to stop. */
async function stop(): Promise<void> {
  const running = await cloud?.catch(() => undefined);
  await running?.stop();
}

function count(resources: Readonly<Record<string, string>>): number {
  return Object.keys(resources).length;
}
