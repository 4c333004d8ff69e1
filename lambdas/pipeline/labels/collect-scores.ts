import { type ColumnBlock, cellState, type IdentityColumn } from '../../core/block/column-block.ts';
import type { Ids } from '../../core/labels/id-index.ts';
import type { ScoredRows } from '../../core/signals/performance/scored-rows.ts';
import { maximumScoredRows, mergeScores } from './merge-scores.ts';
import type { Scores } from './scores.ts';

/** Running {@link Scores}: of each block first its ids, then its scored rows. */
export interface ScoresCollector {
  begin(block: ColumnBlock, refused: Uint8Array): void;
  add(rows: ScoredRows, labels: Float64Array | undefined): void;
  /** Undefined where there are more than {@link maximumScoredRows}. */
  scores(): Scores | undefined;
}

/** @param place  of the id's identities among the columns of a block */
export function collectScores(place: number): ScoresCollector {
  const blocks: Scores[] = [];
  let kept: Uint32Array = new Uint32Array(0);
  let ids: IdentityColumn | undefined;
  let rows = 0;
  return {
    begin({ columns, rowCount }, refused) {
      kept = keptRows(rowCount, refused);
      const column = columns[place];
      ids = column?.type === 'identities' ? column : undefined;
    },
    add(scored, labels) {
      rows += kept.length;
      if (rows > maximumScoredRows) blocks.length = 0;
      else blocks.push(keptScores(kept, ids, scored, labels));
    },
    scores: () => (rows > maximumScoredRows ? undefined : mergeScores(blocks)),
  };
}

function keptScores(
  kept: Uint32Array,
  ids: IdentityColumn | undefined,
  { leaf, segment, version, score, prediction, versions, odd }: ScoredRows,
  labels: Float64Array | undefined,
): Scores {
  const rows = kept.length;
  return {
    ids: keptIds(kept, ids),
    scored: {
      rows,
      leaf: pick(new Uint8Array(rows), leaf, kept),
      segment: pick(new Uint8Array(rows), segment, kept),
      version: pick(new Uint16Array(rows), version, kept),
      score: pick(new Float64Array(rows), score, kept),
      prediction: pick(new Float64Array(rows), prediction, kept),
      versions,
      odd,
    },
    labels: labels && pick(new Float64Array(rows), labels, kept),
  };
}

/** Both halves are 0 where a row has no id. */
function keptIds(kept: Uint32Array, ids: IdentityColumn | undefined): Ids {
  const rows = kept.length;
  const [low, high] = [new Uint32Array(rows), new Uint32Array(rows)];
  if (!ids) return { low, high };
  pick(low, ids.low, kept);
  pick(high, ids.high, kept);
  for (let at = 0; at < rows; at++) if (ids.states[kept[at]!] !== cellState.present) low[at] = high[at] = 0;
  return { low, high };
}

type Entries = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** Copies the entries of the rows that are kept. */
function pick<Column extends Entries>(into: Column, from: Column, kept: Uint32Array): Column {
  const rows = kept.length;
  for (let at = 0; at < rows; at++) into[at] = from[kept[at]!]!;
  return into;
}

/** The rows of a block that were not refused. */
function keptRows(rowCount: number, refused: Uint8Array): Uint32Array {
  const kept = new Uint32Array(rowCount);
  let rows = 0;
  for (let row = 0; row < rowCount; row++) if (refused[row] === 0) kept[rows++] = row;
  return kept.subarray(0, rows);
}
