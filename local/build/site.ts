import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudOptions } from '../cloud-options.ts';
import { openEndpoint } from '../server.ts';

/** Where the cloud is: its endpoint, its folders, its clock. */
export type Site = Awaited<ReturnType<typeof openSite>>;

export async function openSite(
  { directory, port = 0, now = () => new Date() }: CloudOptions,
  cleanup: AsyncDisposableStack,
) {
  const endpoint = cleanup.adopt(await openEndpoint(port), ({ stop }) => stop());
  const outbox = join(directory, 'outbox');
  const logs = join(directory, 'logs');
  await rm(outbox, { recursive: true, force: true });
  await Promise.all([outbox, logs].map((path) => mkdir(path, { recursive: true })));
  const objects = await makeScratch(join(directory, 'objects-'), cleanup);
  const code = await makeScratch(join(tmpdir(), 'plumbline-'), cleanup);
  return { endpoint, outbox, logs, objects, code, now };
}

async function makeScratch(prefix: string, cleanup: AsyncDisposableStack): Promise<string> {
  return cleanup.adopt(await mkdtemp(prefix), (path) => rm(path, { recursive: true, force: true }));
}
