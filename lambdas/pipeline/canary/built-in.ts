import type { Result } from '../../core/result/result-schema.ts';
import { canaryModel, inboxKeys } from '../../keys.ts';

/** What the canary is held to. */
const contract = {
  schemaVersion: 1,
  batch: { maxRejectedShare: 0.05 },
  columns: [
    { name: 'temperature', kind: 'numeric', min: -60, max: 60 },
    { name: 'sky', kind: 'categorical', values: ['clear', 'cloudy', 'rain'] },
  ],
} as const;

const skies = ['clear', 'cloudy', 'rain'];

/** Rows without chance: temperatures spread evenly from `warmest - 20` to `warmest`, each sky as often as the others. */
function csv(rows: number, warmest: number, broken: readonly string[] = []): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const temperature = warmest - ((row * 7919) % 201) / 10;
    return `${temperature.toFixed(1)},${skies[row % skies.length]}`;
  });
  return `temperature,sky\n${[...lines, ...broken].join('\n')}\n`;
}

/** What lies in the inbox for good: a contract and a reference. */
export const canaryBasis: readonly { readonly key: string; readonly text: string }[] = [
  { key: inboxKeys.contract(canaryModel), text: `${JSON.stringify(contract, undefined, 2)}\n` },
  { key: `${inboxKeys.references(canaryModel)}reference.csv`, text: csv(900, 20) },
];

/** Ten degrees warmer than the reference, under the same skies, with two rows that no contract lets pass. */
export const canaryBatch = csv(300, 30, ['300.0,clear', '12.0,lava']);

/**
 * How a verdict differs from the only right one: accepted, two rows set aside for what is wrong with them, the temperature drifted and
 * nothing else.
 *
 * @returns a sentence without its point for each difference; none where it is right
 */
export function differencesOf({ validation, drift }: Result): readonly string[] {
  const drifted = drift.features
    .filter(({ verdict }) => verdict.status === 'drifted')
    .map(({ name }) => name);
  const codes = validation.violations.map(({ code }) => code).sort();
  const seen = {
    'the batch is': validation.status,
    'rows set aside': validation.rows.quarantined,
    'they broke': codes.join(', '),
    'its drift is': drift.status,
    'what drifted': drifted.join(', '),
  };
  const right: typeof seen = {
    'the batch is': 'accepted',
    'rows set aside': 2,
    'they broke': 'out-of-range, unknown-category',
    'its drift is': 'drifted',
    'what drifted': 'temperature',
  };
  return Object.entries(right).flatMap(([what, value]) => {
    const found = Object.entries(seen).find(([name]) => name === what)?.[1];
    return found === value ? [] : [`${what} "${found}", not "${value}"`];
  });
}
