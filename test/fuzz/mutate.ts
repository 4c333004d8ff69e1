import type { Random } from '../support/random.ts';

/** Bytes that mean something in some format: quotes, line ends, brackets, signs, ends of ranges, a byte order mark. */
const telling = Buffer.from('",;\t|\n\r\\{}[]:-+eE.0N\0\x7f\x80\xff\xef\xbb\xbf\x15\x19\x1c', 'latin1');

/** Numbers that break lengths and counts. */
const lengths = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] as const;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** A stretch of the bytes, at least one long where there is one: [from, to). */
function stretch(bytes: Buffer, random: Random, longest = 64): readonly [number, number] {
  const from = random.integer(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random.integer(longest))];
}

function randomBytes(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(256)));
}

const mutations: readonly Mutation[] = [
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.integer(copy.length)]! ^= 1 << random.integer(8);
    return copy;
  },
  function setTellingByte(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.integer(copy.length)] = telling[random.integer(telling.length)]!;
    return copy;
  },
  function setLength(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length >= 4) {
      copy.writeUInt32LE(lengths[random.integer(lengths.length)]!, random.integer(copy.length - 3));
    }
    return copy;
  },
  function insert(bytes, random) {
    const at = random.integer(bytes.length + 1);
    const inserted = randomBytes(1 + random.integer(16), random);
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  function remove(bytes, random) {
    const [from, to] = stretch(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const [from, to] = stretch(bytes, random, 256);
    const times = 1 + random.integer(200);
    const again = new Array<Buffer>(times).fill(bytes.subarray(from, to));
    return Buffer.concat([bytes.subarray(0, to), ...again, bytes.subarray(to)]);
  },
  function swap(bytes, random) {
    const [from, to] = stretch(bytes, random);
    const [from2, to2] = stretch(bytes, random);
    const copy = Buffer.from(bytes);
    bytes.copy(copy, from2, from, to);
    bytes.copy(copy, from, from2, to2);
    return copy;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.integer(bytes.length + 1));
  },
  function behead(bytes, random) {
    return bytes.subarray(random.integer(bytes.length + 1));
  },
];

/** One to four mutations of a file. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let count = 1 + random.integer(4); count > 0; count--) {
    mutated = mutations[random.integer(mutations.length)]!(mutated, random);
  }
  return mutated;
}

/** Bytes of no format, some of them behind the first bytes of one. */
export function noise(heads: readonly Buffer[], random: Random): Buffer {
  const head = heads[random.integer(heads.length)]!;
  const kept = random.uniform() < 0.5 ? 0 : random.integer(16);
  const tail = random.uniform() < 0.5 ? 0 : random.integer(16);
  return Buffer.concat([
    head.subarray(0, kept),
    randomBytes(random.integer(2_000), random),
    head.subarray(head.length - tail),
  ]);
}
