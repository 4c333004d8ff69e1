import { describe, expect, test } from '@jest/globals';
import type { ObjectStore } from '../../lambdas/pipeline/ports.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** What a store has where a write takes time, so that another one can be under way. */
interface Races {
  /** Has the next writes of a key, so many of them, meet another one that is not over. */
  meetOthers(key: string, times: number): void;
}

/** More often than any store tries again. */
const forEver = 1_000;

/** What every object store must do. @param open  gives the store; keys of each test are its own */
export function describeObjectStore(name: string, open: () => ObjectStore, races?: Races): void {
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

    test.each([
      ['one request takes', 1],
      ['several take', 12],
    ])('stores nothing of pieces that end in an error, no more than %s', async (_, megabytes) => {
      const store = open();
      const key = `g/broken-${megabytes}`;
      const pieces = async function* () {
        for (let n = 0; n < megabytes; n++) yield new Uint8Array(1024 * 1024);
        throw new Error('the pieces broke');
      };

      await expect(store.createFrom(key, pieces())).rejects.toThrow('the pieces broke');

      expect(await store.read(key)).toBeUndefined();
    });

    test('tells what lies at its top', async () => {
      const store = open();
      for (const key of ['top.txt', 'top/one', 'top/two/three']) await store.create(key, bytesOf('x'));

      const { objects, folders } = await store.top();

      expect(objects.map(({ key }) => key)).toContain('top.txt');
      expect(folders.filter((folder) => folder.startsWith('top'))).toEqual(['top/']);
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

  if (races) describeRaces(name, open, races);
}

// A write that met another one (409) was taken for one that found the object there (412): whoever asked went on as if the
// object existed, and it was lost where the other write failed or was a deletion.
function describeRaces(name: string, open: () => ObjectStore, { meetOthers }: Races): void {
  describe(`${name} where a write meets another one`, () => {
    test('creates when the other one is over', async () => {
      const store = open();
      meetOthers('j', 3);

      expect(await store.create('j', bytesOf('mine'))).toBe('created');

      expect(textOf((await store.read('j'))?.bytes)).toBe('mine');
    });

    test('finds what the other one created', async () => {
      const store = open();
      await store.create('k', bytesOf('theirs'));
      meetOthers('k', 2);

      expect(await store.create('k', bytesOf('mine'))).toBe('exists');

      expect(textOf((await store.read('k'))?.bytes)).toBe('theirs');
    });

    test('replaces when the other one is over, or finds that it was faster', async () => {
      const store = open();
      await store.create('l', bytesOf('one'));
      const etag = (await store.read('l'))?.etag ?? '';

      meetOthers('l', 2);
      expect(await store.replace('l', etag, bytesOf('two'))).toBe('replaced');
      meetOthers('l', 2);
      expect(await store.replace('l', etag, bytesOf('three'))).toBe('conflict');

      expect(textOf((await store.read('l'))?.bytes)).toBe('two');
    });

    test('fails when there is always another one: it says neither that the object exists nor that it does not', async () => {
      const store = open();
      await store.create('m', bytesOf('one'));
      const etag = (await store.read('m'))?.etag ?? '';
      for (const key of ['m', 'n']) meetOthers(key, forEver);

      await expect(store.create('n', bytesOf('x'))).rejects.toThrow('conflict');
      await expect(store.replace('m', etag, bytesOf('two'))).rejects.toThrow('conflict');

      expect(await store.read('n')).toBeUndefined();
    });

    test.each([
      ['one request', 1],
      ['several', 12],
    ])('fails where pieces of %s were sent: they are gone, and must be made anew', async (_, megabytes) => {
      const store = open();
      const key = `o/${megabytes}`;
      const pieces = async function* () {
        for (let n = 0; n < megabytes; n++) yield new Uint8Array(1024 * 1024);
      };
      meetOthers(key, 1);

      await expect(store.createFrom(key, pieces())).rejects.toThrow('conflict');
      expect(await store.createFrom(key, pieces())).toBe('created');
    });
  });
}
