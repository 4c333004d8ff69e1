import type { Services } from '../../lambdas/pipeline/ports.ts';
import { buildWorld, copyWorld, type World } from './world.ts';

/** A world that says which references were read. */
export interface WatchedWorld extends World {
  /** Keys of references whose bytes were read, in this order. */
  readonly read: string[];
}

export function buildWatched(): WatchedWorld {
  return watch(buildWorld());
}

function watch(world: World): WatchedWorld {
  const read: string[] = [];
  const open: Services['inbox']['open'] = async (key, versionId) => {
    const object = await world.inbox.open(key, versionId);
    if (!object || !key.startsWith('references/')) return object;
    const stream = (from?: number, to?: number) => {
      read.push(key);
      return object.source.stream(from, to);
    };
    return { ...object, source: { ...object.source, stream } };
  };
  return { ...world, services: { ...world.services, inbox: { ...world.inbox, open } }, read };
}

/** A world with the same objects, at the same time, of which nothing was read yet. */
export function copyWatched(world: World): WatchedWorld {
  return watch(copyWorld(world));
}
