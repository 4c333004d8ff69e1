import { ServiceError } from '../service-error.ts';

/**
 * Reads a `Range` header of one range of bytes.
 *
 * @returns the half-open interval, or undefined when there is no range or one that S3 ignores (malformed, several)
 * @throws ServiceError 416 when the range begins behind the end
 */
export function readRange(
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (from >= size || to <= from) {
    throw new ServiceError(416, 'InvalidRange', 'The requested range is not satisfiable', {
      'content-range': `bytes */${size}`,
    });
  }
  return { from, to };
}
