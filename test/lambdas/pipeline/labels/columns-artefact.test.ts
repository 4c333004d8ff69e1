import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ArtefactError } from '../../../../lambdas/pipeline/json-artefact.ts';
import { decodeColumns, encodeColumns } from '../../../../lambdas/pipeline/labels/columns-artefact.ts';

const schema = z.object({ name: z.string() });
const columns = [
  Uint8Array.of(1, 2, 3),
  Uint16Array.of(4, 5, 65_535),
  Uint32Array.of(6, 7, 0xffffffff),
  Float64Array.of(0.1, Number.NaN, -0),
];

test.each(['', 'x', 'ünï'.repeat(30)])(
  'columns behind a header %p are read as they were written',
  async (name) => {
    const read = await decodeColumns(schema, 'key', await encodeColumns({ name }, columns));

    expect(read.header).toEqual({ name });
    const { uint8, uint16, uint32, float64 } = read.columns;
    expect([uint8(3), uint16(3), uint32(3), float64(3)]).toEqual(columns);
  },
);

test('hashes are read behind the other columns', async () => {
  const hashes = [Uint32Array.of(8, 9), Uint32Array.of(10, 11)];

  const read = await decodeColumns(
    schema,
    'key',
    await encodeColumns({ name: 'a' }, [Uint8Array.of(1)], hashes),
  );

  expect([read.columns.uint8(1), read.columns.uint32(2), read.columns.uint32(2)]).toEqual([
    Uint8Array.of(1),
    ...hashes,
  ]);
});

test('what is cut off, or has fewer columns than its reader asks for, is named', async () => {
  const whole = await encodeColumns({ name: 'a' }, columns);
  const cut = gzipSync(gunzipSync(whole).subarray(0, 12));

  await expect(decodeColumns(schema, 'scores/a.gz', cut)).rejects.toThrow(ArtefactError);
  const read = await decodeColumns(schema, 'scores/a.gz', whole);
  expect(() => read.columns.float64(1000)).toThrow('scores/a.gz has');
  await expect(decodeColumns(z.object({ other: z.string() }), 'scores/a.gz', whole)).rejects.toThrow('other');
});
