import { createHash, type Hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { notImplemented, ServiceError } from '../service-error.ts';

/** Checksum algorithms of S3 that are known. */
export type ChecksumAlgorithm = 'crc32' | 'sha1' | 'sha256';

/** A checksum as S3 keeps and echoes it. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a multipart upload the checksum of the parts' checksums, `-` and their number. */
  readonly value: string;
}

/** MD5 and, where the client sends one, a checksum of a body that passes by. */
export interface Digests {
  update(chunk: Buffer): void;
  md5(): Buffer;
  checksum(): Checksum | undefined;
}

const known: readonly ChecksumAlgorithm[] = ['crc32', 'sha1', 'sha256'];

/** The algorithm that the headers of an upload name. @throws ServiceError 501 on one that is not known */
export function checksumAlgorithm(headers: IncomingHttpHeaders): ChecksumAlgorithm | undefined {
  const trailer = String(headers['x-amz-trailer'] ?? '').replace('x-amz-checksum-', '');
  const named =
    Object.keys(headers)
      .find((name) => /^x-amz-checksum-(crc|sha|xx|md)/.test(name))
      ?.slice('x-amz-checksum-'.length) ??
    (trailer || String(headers['x-amz-checksum-algorithm'] ?? '').toLowerCase());
  if (named === '') return undefined;
  const algorithm = known.find((one) => one === named);
  if (algorithm === undefined) throw notImplemented(`the checksum algorithm ${named}`);
  return algorithm;
}

export function createDigests(algorithm: ChecksumAlgorithm | undefined): Digests {
  const md5 = createHash('md5');
  const other = algorithm === undefined ? undefined : createChecksum(algorithm);
  return {
    update(chunk) {
      md5.update(chunk);
      other?.update(chunk);
    },
    md5: () => md5.digest(),
    checksum: () =>
      algorithm === undefined || other === undefined ? undefined : { algorithm, value: other.digest() },
  };
}

/** A running checksum; the digest is base64. */
export function createChecksum(algorithm: ChecksumAlgorithm): {
  update(chunk: Buffer): void;
  digest(): string;
} {
  if (algorithm !== 'crc32') {
    const hash: Hash = createHash(algorithm);
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
  }
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

/** @throws ServiceError BadDigest when the client announced another value than the body has */
export function verifyDigests(
  announced: { readonly md5: string | undefined; readonly checksum: string | undefined },
  found: { readonly md5: Buffer; readonly checksum: Checksum | undefined },
): void {
  if (announced.md5 !== undefined && announced.md5 !== found.md5.toString('base64')) {
    throw new ServiceError(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  if (announced.checksum !== undefined && announced.checksum !== found.checksum?.value) {
    throw new ServiceError(
      400,
      'BadDigest',
      `The ${found.checksum?.algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
}
