/**
 * What people call a batch: the name of its file, or of its folder with a slash (`day=1/`) where `_SUCCESS` closed it.
 *
 * @param key  of the batch, in the inbox; never trusted
 */
export function batchName(key: string): string {
  const [file = '', folder] = key.split('/').reverse();
  return file === '_SUCCESS' && folder !== undefined ? `${folder}/` : file;
}
