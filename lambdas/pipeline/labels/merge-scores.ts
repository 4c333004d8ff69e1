import { noVersion } from '../../core/signals/performance/scored-rows.ts';
import type { Scores } from './scores.ts';

/** Rows of a batch that are kept for labels to come; of a larger one none is: so many take 200 MB. */
export const maximumScoredRows = 5_000_000;

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** The rows of several parts of a batch, one behind the other. */
export function mergeScores(parts: readonly Scores[]): Scores {
  const rows = parts.reduce((sum, { scored }) => sum + scored.rows, 0);
  const join = <Joined extends Column>(whole: Joined, columnOf: (part: Scores) => Joined): Joined => {
    let at = 0;
    for (const part of parts) {
      whole.set(columnOf(part), at);
      at += part.scored.rows;
    }
    return whole;
  };
  const versions = versionNames(parts);
  return {
    ids: {
      low: join(new Uint32Array(rows), ({ ids }) => ids.low),
      high: join(new Uint32Array(rows), ({ ids }) => ids.high),
    },
    scored: {
      rows,
      leaf: join(new Uint8Array(rows), ({ scored }) => scored.leaf),
      segment: join(new Uint8Array(rows), ({ scored }) => scored.segment),
      version: join(new Uint16Array(rows), ({ scored }) => versions.codesOf(scored)),
      score: join(new Float64Array(rows), ({ scored }) => scored.score),
      prediction: join(new Float64Array(rows), ({ scored }) => scored.prediction),
      versions: versions.names,
      odd: {
        outside: parts.reduce((sum, { scored }) => sum + scored.odd.outside, 0),
        unsummed: parts.reduce((sum, { scored }) => sum + scored.odd.unsummed, 0),
      },
    },
    labels: parts.some(({ labels }) => labels)
      ? join(new Float64Array(rows), ({ labels, scored }) => labels ?? noneOf(scored.rows))
      : undefined,
  };
}

function noneOf(rows: number): Float64Array<ArrayBuffer> {
  return new Float64Array(rows).fill(Number.NaN);
}

/** The versions of all parts by one count; parts of one file count them alike. */
function versionNames(parts: readonly Scores[]) {
  const names = [...new Set(parts.flatMap(({ scored }) => scored.versions))];
  const codes = new Map(names.map((name, code) => [name, code]));
  return {
    names,
    codesOf({ version, versions }: Scores['scored']): Uint16Array {
      if (versions.every((name, code) => names[code] === name)) return version;
      return version.map((code) => (code === noVersion ? noVersion : codes.get(versions[code]!)!));
    },
  };
}
