import { describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../../lambdas/pipeline/ports.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** What every object store must do. @param open  gives the store; keys of each test are its own */
export function describeObjectStore(name: string, open: () => ObjectStore): void {
  describe(`${name} as an object store`, () => {
    test('gives back what was created, byte by byte', async () => {
      const store = open();

      await store.create('a/plain.txt', bytesOf('hällo'));

      const stored = await store.read('a/plain.txt');
      expect(textOf(stored?.bytes)).toBe('hällo');
      expect(stored).toMatchObject({ key: 'a/plain.txt', sizeBytes: 6 });
    });

    test('creates once: the second finds it there and changes nothing', async () => {
      const store = open();

      expect(await store.create('b', bytesOf('first'))).toBe('created');
      expect(await store.create('b', bytesOf('second'))).toBe('exists');

      expect(textOf((await store.read('b'))?.bytes)).toBe('first');
    });

    test('lets one of many creators at once win', async () => {
      const store = open();

      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => store.create('c', bytesOf(`${n}`))),
      );

      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    });

    test('replaces only what was read', async () => {
      const store = open();
      await store.create('d', bytesOf('one'));
      const read = await store.read('d');

      expect(await store.replace('d', read?.etag ?? '', bytesOf('two'))).toBe('replaced');
      expect(await store.replace('d', read?.etag ?? '', bytesOf('three'))).toBe('conflict');

      expect(textOf((await store.read('d'))?.bytes)).toBe('two');
    });

    test('lets one of many replacers at once win', async () => {
      const store = open();
      await store.create('e', bytesOf('zero'));
      const etag = (await store.read('e'))?.etag ?? '';

      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => store.replace('e', etag, bytesOf(`${n}`))),
      );

      expect(outcomes.filter((outcome) => outcome === 'replaced')).toHaveLength(1);
    });

    test('has nothing to open or read where nothing is', async () => {
      const store = open();

      expect(await store.open('nowhere')).toBeUndefined();
      expect(await store.read('nowhere')).toBeUndefined();
    });

    test('opens one version for reading in pieces and ranges', async () => {
      const store = open();
      await store.create('f', bytesOf('0123456789'));

      const opened = await store.open('f');

      const pieces = await Array.fromAsync(opened?.source.stream(2, 5) ?? []);
      expect(Buffer.concat(pieces).toString()).toBe('234');
      expect(textOf(await opened?.source.slice(8, 10))).toBe('89');
      expect(opened?.source.size).toBe(10);
      expect(Buffer.concat(await Array.fromAsync(opened?.source.stream() ?? [])).toString()).toBe(
        '0123456789',
      );
    });

    test('creates from pieces, more than one request takes', async () => {
      const store = open();
      const piece = new Uint8Array(1024 * 1024).fill(65);
      async function* pieces() {
        for (let n = 0; n < 12; n++) yield piece;
      }

      expect(await store.createFrom('g/large', pieces())).toBe('created');
      expect(await store.createFrom('g/large', pieces())).toBe('exists');

      expect((await store.open('g/large'))?.sizeBytes).toBe(12 * 1024 * 1024);
    });

    test('lists what begins with a prefix, in the order of keys', async () => {
      const store = open();
      await store.create('h/2 b', bytesOf(''));
      await store.create('h/1', bytesOf('x'));
      await store.create('hx', bytesOf('x'));

      const listed = await Array.fromAsync(store.list('h/'));

      expect(listed.map(({ key, sizeBytes }) => [key, sizeBytes])).toEqual([
        ['h/1', 1],
        ['h/2 b', 0],
      ]);
    });

    test('takes keys as they are', async () => {
      const store = open();
      const key = 'i/ü +%2B?&=<>"\'.json';

      await store.create(key, bytesOf('x'));

      expect(await store.read(key)).toMatchObject({ key });
      expect((await Array.fromAsync(store.list('i/'))).map((object) => object.key)).toEqual([key]);
    });
  });
}
