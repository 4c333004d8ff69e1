import type { Table } from '../weather/table.ts';
import { chanceOfDelay, type DelayModel, trainDelayModel } from './delay-model.ts';
import type { Flight } from './read-flights.ts';

/** Flights of one model: what it was trained on is in no batch. */
export interface FlightStory {
  readonly model: DelayModel;
  /** Held out of the weeks that the model was trained on, and labelled. */
  readonly reference: readonly Flight[];
  /** Others of the same weeks. */
  readonly usual: readonly Flight[];
  /** Of these, those that leave before ten. */
  readonly mornings: readonly Flight[];
  /** The two weeks from 12 and 19 February on: more flights are late, at the same hours, from the same airports. */
  readonly february12: readonly Flight[];
  readonly february19: readonly Flight[];
}

/** From 22 January on, three weeks: of four flights two train the model, one is reference, one is a batch. */
export function flightStory(flights: readonly Flight[]): FlightStory {
  const known = flights.filter(({ day }) => day >= 21 && day < 42);
  const quarter = (one: number) => known.filter((_, index) => index % 4 === one);
  const usual = quarter(3);
  const week = (from: number) => flights.filter(({ day }) => day >= from && day < from + 7);
  return {
    model: trainDelayModel([...quarter(0), ...quarter(2)]),
    reference: quarter(1),
    usual,
    mornings: usual.filter(({ hour }) => hour >= 4 && hour < 10),
    february12: week(42),
    february19: week(49),
  };
}

const header = ['flight', 'hour', 'distance', 'weekday', 'predicted', 'score'] as const;

/** Flights with what a model predicts of them. */
export function scored(flights: readonly Flight[], model: DelayModel): Table {
  return { header, rows: flights.map((flight) => cellsOf(flight, model)) };
}

/** The same with what became of them, as a reference has it. */
export function scoredAndLabelled(flights: readonly Flight[], model: DelayModel): Table {
  const rows = flights.map((flight) => [...cellsOf(flight, model), late(flight)]);
  return { header: [...header, 'late'], rows };
}

/** What became of flights, days later. */
export function labelsOf(flights: readonly Flight[]): Table {
  return { header: ['flight', 'late'], rows: flights.map((flight) => [nameOf(flight), late(flight)]) };
}

function cellsOf(flight: Flight, model: DelayModel): readonly string[] {
  const score = chanceOfDelay(model, flight);
  const { hour, distance, weekday } = flight;
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][weekday] ?? '';
  const predicted = score > 0.5 ? 'yes' : 'no';
  return [nameOf(flight), hour.toFixed(2), String(distance), day, predicted, score.toFixed(4)];
}

function nameOf({ id }: Flight): string {
  return `F${id}`;
}

function late({ isLate }: Flight): string {
  return isLate ? 'yes' : 'no';
}
