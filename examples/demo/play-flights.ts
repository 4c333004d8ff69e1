import { readFile } from 'node:fs/promises';
import type { Cloud } from '../../local/cloud.ts';
import { type FlightStory, flightStory, labelsOf, scored, scoredAndLabelled } from '../flights/batches.ts';
import { type Flight, readFlights } from '../flights/read-flights.ts';
import { type Table, tableText } from '../weather/table.ts';
import { say } from './console.ts';
import type { Monitor } from './monitor.ts';
import { toldSubjects } from './outcome.ts';

const contract = new URL('../flights/contract.json', import.meta.url);

/** An upload of the second story, and what people must be told of it, from the subjects of the messages; undefined where nothing. */
interface FlightChapter {
  readonly file: string;
  readonly flights: (story: FlightStory) => readonly Flight[];
  /** Of the batch, which has no labels, and of its labels, which come later. */
  readonly told: { readonly batch: RegExp | undefined; readonly labels: RegExp | undefined };
}

/** The drift that everybody sees does no harm; what does harm no column shows. */
const chapters: readonly FlightChapter[] = [
  { file: 'usual.csv', flights: ({ usual }) => usual, told: { batch: undefined, labels: undefined } },
  {
    file: 'mornings.csv',
    flights: ({ mornings }) => mornings,
    told: { batch: /drifted$/, labels: undefined },
  },
  {
    file: 'february-12.csv',
    flights: ({ february12 }) => february12,
    told: { batch: /^INFO .*back to normal/, labels: /^CRITICAL .*right in 50/ },
  },
  {
    file: 'february-19.csv',
    flights: ({ february19 }) => february19,
    // People know that the model is worse.
    told: { batch: undefined, labels: undefined },
  },
];

/** Plays the story of a model whose accuracy falls. @returns what is not as the story has it, a sentence each */
export async function playFlights(cloud: Cloud, monitor: Monitor): Promise<readonly string[]> {
  const story = flightStory(await readFlights());
  await monitor.uploadContract(await readFile(contract));
  await monitor.uploadReference('january.csv', tableBytes(scoredAndLabelled(story.reference, story.model)));
  await cloud.settled();
  const problems: string[] = [];
  for (const { file, flights, told } of chapters) {
    const rows = flights(story);
    const uploads = [
      [file, told.batch, () => monitor.uploadBatch(file, tableBytes(scored(rows, story.model)))],
      [`its labels, later`, told.labels, () => monitor.uploadLabels(file, tableBytes(labelsOf(rows)))],
    ] as const;
    for (const [name, expected, upload] of uploads) {
      const before = cloud.outbox.length;
      await upload();
      await cloud.settled();
      const subjects = toldSubjects({ deliveries: cloud.outbox.slice(before) });
      say(`${name.padEnd(22)}${subjects.join('; ') || 'nothing'}`);
      const isExpected = expected
        ? subjects.length === 1 && expected.test(subjects[0] ?? '')
        : subjects.length === 0;
      if (!isExpected)
        problems.push(
          `${file}: expected ${expected ?? 'nothing'}, told ${subjects.join('; ') || 'nothing'}.`,
        );
    }
  }
  return problems;
}

function tableBytes(table: Table): Uint8Array {
  return new TextEncoder().encode(tableText(table));
}
