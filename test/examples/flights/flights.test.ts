import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type FlightStory,
  flightStory,
  labelsOf,
  scored,
  scoredAndLabelled,
} from '../../../examples/flights/batches.ts';
import { chanceOfDelay } from '../../../examples/flights/delay-model.ts';
import { type Flight, readFlights } from '../../../examples/flights/read-flights.ts';
import { tableText } from '../../../examples/weather/table.ts';
import { inboxKeys, resultsKeys } from '../../../lambdas/keys.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const contract = new URL('../../../examples/flights/contract.json', import.meta.url);
const dayMs = 86_400_000;

describe('a model of flights that leave late', () => {
  let story: FlightStory;
  beforeAll(async () => {
    story = flightStory(await readFlights());
  });

  /** Share of flights that the model is right on. */
  function right(flights: readonly Flight[]): number {
    const isRight = (flight: Flight) => chanceOfDelay(story.model, flight) > 0.5 === flight.isLate;
    return flights.filter(isRight).length / flights.length;
  }

  test('is as right on flights that it has not seen as on its reference, and worse than a coin two weeks later', () => {
    expect(right(story.reference)).toBeCloseTo(0.611, 3);
    expect(right(story.usual)).toBeCloseTo(0.606, 3);
    expect(right(story.mornings)).toBeGreaterThan(0.65);
    expect(right(story.february12)).toBeLessThan(0.52);
    expect(right(story.february19)).toBeLessThan(0.48);
  });

  test('is the same each time', async () => {
    expect(flightStory(await readFlights()).model).toEqual(story.model);
  });

  test('shares no flight between what it was trained on, its reference and its batches', () => {
    const { reference, usual, february12, february19 } = story;
    const ids = [...reference, ...usual, ...february12, ...february19].map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has the same flights in batches and in labels', () => {
    const { usual, model } = story;

    const names = labelsOf(usual).rows.map(([flight]) => flight);
    expect(scored(usual, model).rows.map(([flight]) => flight)).toEqual(names);
  });

  test('is told to be worse by its labels, once, and to be right again', async () => {
    const world = buildWorld();
    await world.inbox.put('contracts/flights.json', await readFile(contract));
    world.inbox.put(`${inboxKeys.references('flights')}january.csv`, labelled(story.reference));

    await run(world, 'usual', story.usual);
    expect(lossesIn(world)).toEqual([]);
    await run(world, 'february-12', story.february12);
    await run(world, 'february-19', story.february19);

    expect(lossesIn(world)).toMatchObject([
      { severity: 'critical', loss: { status: 'opened', kind: 'batch', labelled: 1504 } },
      { loss: { status: 'reminder' } },
    ]);
    const page = await world.results.read(resultsKeys.modelPage('flights'));
    expect(new TextDecoder().decode(page?.bytes)).toContain('the model is right in 48');
  });

  async function run(world: World, name: string, flights: readonly Flight[]) {
    world.pass(7 * dayMs);
    return runBatch(world, `batches/flights/${name}.csv`, labelled(flights));
  }

  function labelled(flights: readonly Flight[]): string {
    return tableText(scoredAndLabelled(flights, story.model));
  }

  function lossesIn(world: World) {
    return storedAlerts(world).filter(({ loss }) => loss);
  }
});
