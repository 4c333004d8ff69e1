import { ServiceError } from '../service-error.ts';

/**
 * Takes the `aws-chunked` encoding off a body, signed or unsigned: chunks of `<hex size>[;chunk-signature=…]`, data,
 * a last chunk of size 0, then trailing headers, which are put into `trailers` with names in lower case.
 * Signatures are not verified.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let line = '';
  let remaining = 0;
  let ended = false;
  for await (const chunk of source) {
    let at = 0;
    while (at < chunk.length) {
      if (remaining > 0) {
        const data = chunk.subarray(at, at + remaining);
        remaining -= data.length;
        at += data.length;
        yield data;
        continue;
      }
      const end = chunk.indexOf('\n', at);
      line += chunk.toString('latin1', at, end < 0 ? chunk.length : end);
      at = end < 0 ? chunk.length : end + 1;
      if (end < 0) break;
      const text = line.trim();
      line = '';
      if (ended) readTrailer(text, trailers);
      else if (text !== '') {
        remaining = chunkSize(text);
        ended = remaining === 0;
      }
    }
  }
  if (!ended)
    throw new ServiceError(400, 'IncompleteBody', 'The aws-chunked body ended without its last chunk.');
}

function chunkSize(line: string): number {
  const hex = line.split(';')[0] ?? '';
  if (!/^[0-9a-fA-F]{1,12}$/.test(hex)) {
    throw new ServiceError(
      400,
      'InvalidRequest',
      'A chunk of the aws-chunked body does not begin with its size.',
    );
  }
  return Number.parseInt(hex, 16);
}

function readTrailer(line: string, trailers: Map<string, string>): void {
  const colon = line.indexOf(':');
  if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}
