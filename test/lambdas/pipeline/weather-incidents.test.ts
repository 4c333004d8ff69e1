import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { columnIndex, parseTable, type Table, tableText } from '../../../examples/weather/table.ts';
import { renderEmail } from '../../../lambdas/core/alert/render/render-email.ts';
import type { Result } from '../../../lambdas/core/result/result-schema.ts';
import { buildWorld, runBatch, storedAlerts, type World } from '../../support/world.ts';

const weather = parseTable(readFileSync('node_modules/vega-datasets/data/weather.csv', 'utf8'));
const dayMs = 86_400_000;

const contract = {
  schemaVersion: 1,
  columns: [
    { name: 'date', kind: 'timestamp', role: 'timestamp' },
    ...['temp_max', 'temp_min', 'wind'].map((name) => ({ name, kind: 'numeric' })),
  ],
  // Days are too few to be learned from, and what is usual is not what is looked at here.
  reference: { learnFrom: 0 },
};

function daysThat(isKept: (day: number, month: number) => boolean): Table {
  const date = columnIndex(weather, 'date');
  const rows = weather.rows.filter((row) => {
    const moment = Date.parse(row[date]!);
    return isKept(Math.round(moment / dayMs), new Date(moment).getUTCMonth() + 1);
  });
  return { ...weather, rows };
}

/** Every sixth day, none of them in the reference: like it, and too few to say so of every column. */
const sound = [2, 3, 4, 5].map((rest) => daysThat((day) => day % 6 === rest));
const winter = daysThat((day, month) => day % 6 > 1 && (month === 12 || month <= 2));

function tripled(table: Table, column: string): Table {
  const index = columnIndex(table, column);
  return { ...table, rows: table.rows.map((row) => row.with(index, (3 * Number(row[index])).toFixed(1))) };
}

/** Runs batches an hour apart. */
async function runHours(world: World, tables: readonly Table[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const table of tables) {
    world.pass(3_600_000);
    const key = `batches/weather/${world.services.now().toISOString().slice(0, 13)}.csv`;
    results.push(await runBatch(world, key, tableText(table)));
  }
  return results;
}

// Winter was told, four sound batches of which none was plainly stable did not end it, and the next winter was told to
// nobody; nor was another column, three times its size, in it.
test('each of three drifts of the weather is told, and the incidents end', async () => {
  const world = buildWorld();
  world.inbox.put('contracts/weather.json', JSON.stringify(contract));
  world.inbox.put('references/weather/2012.csv', tableText(daysThat((day) => day % 6 < 2)));

  const first = await runHours(world, [winter, ...sound]);
  const second = await runHours(world, [winter, tripled(winter, 'wind'), tripled(winter, 'wind'), ...sound]);

  const told = storedAlerts(world).map((alert) => [
    alert.batch?.id,
    alert.incident?.status,
    renderEmail(alert).subject,
  ]);
  expect(told).toEqual([
    [first[0]?.batch.id, 'opened', '[test] CRITICAL weather: 3 of 4 columns drifted'],
    [first[1]?.batch.id, 'recovered', '[test] INFO weather: back to normal after 1 batch with drift'],
    [second[0]?.batch.id, 'opened', '[test] CRITICAL weather: 3 of 4 columns drifted'],
    [
      second[1]?.batch.id,
      'escalated',
      '[test] CRITICAL weather: 3 of 4 columns drifted, wind now critical, 2 batches so far',
    ],
    [second[3]?.batch.id, 'recovered', '[test] INFO weather: back to normal after 3 batches with drift'],
  ]);
  expect(storedAlerts(world)[3]?.incident?.changes).toEqual([
    { change: 'now-critical', names: ['wind'], count: 1 },
  ]);
  expect(new Set([...first, ...second].map(({ drift }) => drift.status))).not.toContain('skipped');
});
