import { describe, expect, test } from '@jest/globals';
import { readReferencePointer } from '../../../../lambdas/pipeline/reference/reference-artefact.ts';
import { customersContract, customersCsv } from '../../../support/build-csv.ts';
import { settling } from '../../../support/settle.ts';
import { buildWorld, storedAlerts, type World } from '../../../support/world.ts';

const large = customersCsv({ rows: 4000, seed: 1 });

interface Guarded extends World {
  upload(key: string, content: string): Promise<void>;
  /** The upload that is in force. */
  inForce(): Promise<string | undefined>;
}

async function worldWith(reference: string): Promise<Guarded> {
  const world = buildWorld();
  const { upload } = settling(world);
  await upload('contracts/customers.json', JSON.stringify(customersContract));
  await upload('references/customers/first.csv', reference);
  world.pass(60_000);
  return {
    ...world,
    upload,
    inForce: async () => (await readReferencePointer(world.results, 'customers'))?.pointer.source.key,
  };
}

const replaced = (world: World) => storedAlerts(world).filter(({ kind }) => kind === 'reference-replaced');

describe('a new reference', () => {
  test('that is like the one before and about as large is not told', async () => {
    const world = await worldWith(large);

    await world.upload('references/customers/second.csv', customersCsv({ rows: 3000, seed: 2 }));

    expect(await world.inForce()).toBe('references/customers/second.csv');
    expect(replaced(world)).toEqual([]);
  });

  test('that is much smaller is told with what it costs', async () => {
    const world = await worldWith(large);

    await world.upload('references/customers/second.csv', customersCsv({ rows: 150, seed: 2 }));

    const [alert, ...others] = replaced(world);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      severity: 'warning',
      fact: 'the new reference is much smaller',
      findings: [],
    });
    expect(alert?.summary).toMatch(
      /second\.csv \(150 rows\) has taken the place of .*first\.csv \(4,000 rows\).* showed a shift of 8 % of the rows before; now it takes 19\.7 %/,
    );
    expect(alert?.nextSteps.join()).toMatch(/promote --undo s3:\/\/inbox\/references\/customers\//);
  });

  test('that is very different is told with what differs', async () => {
    const world = await worldWith(large);
    const other = customersCsv({ rows: 4000, seed: 3, older: 30 })
      .replaceAll('free', 'pro')
      .replaceAll('true', 'false');

    await world.upload('references/customers/second.csv', other);

    const [alert] = replaced(world);
    expect(alert?.fact).toBe('the new reference is very different');
    expect(alert?.findings.map(({ column }) => column).sort()).toEqual(['active', 'age', 'plan']);
  });

  test('announced twice is told once', async () => {
    const world = await worldWith(large);
    const { upload } = settling(world, 2);

    await upload('references/customers/second.csv', customersCsv({ rows: 150, seed: 2 }));

    expect(replaced(world)).toHaveLength(1);
  });

  test('that comes a moment after another is in force, whichever is announced first', async () => {
    const world = await worldWith(large);
    world.inbox.put('references/customers/second.csv', customersCsv({ rows: 3000, seed: 2 }));
    world.pass(20_000);
    await world.upload('references/customers/third.csv', customersCsv({ rows: 3500, seed: 3 }));

    await settling(world).announceAgain('references/customers/second.csv');

    expect(await world.inForce()).toBe('references/customers/third.csv');
    expect(replaced(world)).toEqual([]);
  });

  test('is compared with the one before though its contract is another', async () => {
    const world = await worldWith(large);
    await world.upload(
      'contracts/customers.json',
      JSON.stringify({ ...customersContract, drift: { minEffect: 0.2 } }),
    );

    expect(replaced(world)).toEqual([]);
  });
});

describe('a reference that was deleted', () => {
  test('gives way to the one before from the next batch on', async () => {
    const world = await worldWith(large);
    await world.upload('references/customers/second.csv', customersCsv({ rows: 150, seed: 2 }));
    world.inbox.remove('references/customers/second.csv');

    await world.upload('batches/customers/a.csv', customersCsv({ rows: 400, seed: 4 }));

    expect(await world.inForce()).toBe('references/customers/first.csv');
    // Back to more rows is no news.
    expect(replaced(world)).toHaveLength(1);
  });

  test('stays in force where it was the only one', async () => {
    const world = await worldWith(large);
    world.inbox.remove('references/customers/first.csv');

    await world.upload('batches/customers/a.csv', customersCsv({ rows: 400, seed: 4 }));

    const { pointer } = (await readReferencePointer(world.results, 'customers')) ?? {};
    expect(pointer?.source.key).toBe('references/customers/first.csv');
    const record = world.results.objects().find(({ key }) => key.startsWith('history/'));
    expect(JSON.parse(new TextDecoder().decode(record?.bytes)).referenceVersion).toBe(pointer?.version);
  });
});
