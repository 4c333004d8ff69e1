import { rareOf } from './draft-bounds.ts';
import { isOfNumbers } from './draft-classes.ts';
import type { ColumnEvidence } from './evidence/column-evidence.ts';
import type { NumberEvidence } from './evidence/number-evidence.ts';
import type { Kind } from './terms.ts';
import { quoteFound } from './violation.ts';

/** What stands apart from the rest of a column: rare categories, and numbers that look like fillers. */
export function rareInWords(kind: Kind, evidence: ColumnEvidence): readonly string[] {
  if (isOfNumbers(kind)) return fillersInWords(evidence.numbers);
  return kind === 'categorical' ? categoriesInWords(evidence) : [];
}

function categoriesInWords({ distinct, complete }: ColumnEvidence): readonly string[] {
  const rare = complete ? rareOf([...distinct.values()]) : 0;
  if (rare === 0) return [];
  const [[value, cells] = ['', 0]] = [...distinct].toSorted(
    ([a, inA], [b, inB]) => inA - inB || (a < b ? -1 : 1),
  );
  const seen = `\`${quoteFound(value)}\` ${cells === 1 ? 'once' : `${cells} times`}`;
  return [
    `${rare} of its ${distinct.size} values ${rare === 1 ? 'is' : 'are'} rare (${seen}): others may come, and no list of values is asked for`,
  ];
}

/** How people and programs write a number that is none: -999, 9999, -99.9. */
const filler = /^-?9{2,}(?:\.9+)?$/;

/** A filler is farther from the nearest number than all others are from each other, this many times. */
const apart = 1;

function fillersInWords({ sample }: NumberEvidence): readonly string[] {
  const ends = [sample, sample.toReversed()];
  return ends.flatMap((values) => {
    const [first = 0] = values;
    const next = values.find((value) => value !== first);
    const last = values.at(-1) ?? first;
    if (next === undefined || !filler.test(String(first))) return [];
    if (Math.abs(next - first) <= apart * Math.abs(last - next)) return [];
    return [
      `\`${first}\` is far from all its other numbers: if it stands for a missing one, add it to "missingTokens"`,
    ];
  });
}
