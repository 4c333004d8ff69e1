import { parseSeason, type Season, type SeasonKind, seasonKinds } from '../../core/contract/seasons.ts';

/** Which of a model's references an upload is. */
export type ReferenceName =
  | { readonly status: 'default' }
  | { readonly status: 'season'; readonly season: Season }
  /** In a folder that is named as one for a season, but after none. */
  | { readonly status: 'unknown'; readonly folder: string; readonly kind: SeasonKind };

/**
 * Reads the first folder below the model: `month=december/`, `month=12/`, `weekday=monday/`, or the name of one alone. All
 * other folders, those of parts too, are of the default reference; `month=decembr/` is neither, and must not become it.
 *
 * @param path  below the model
 */
export function referenceName(path: string): ReferenceName {
  const folder = path.slice(0, Math.max(0, path.indexOf('/')));
  const kind = seasonKinds.find((one) => folder.toLowerCase().startsWith(`${one}=`));
  const season = kind ? parseSeason(kind, folder.slice(kind.length + 1)) : seasonNamed(folder);
  if (season) return { status: 'season', season };
  return kind ? { status: 'unknown', folder, kind } : { status: 'default' };
}

/** A number alone may be anything: a run, a version, an hour. */
function seasonNamed(folder: string): Season | undefined {
  if (/^\d/.test(folder)) return undefined;
  return parseSeason('month', folder) ?? parseSeason('weekday', folder);
}
