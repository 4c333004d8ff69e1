import { parseBoolean, parseTimestamp, parseVector } from '../../block/cell-grammar.ts';
import { mostCounted } from '../check/sensitive.ts';
import { addList } from './add-lists.ts';
import type { Found } from './found.ts';
import { nearNumber } from './near-numbers.ts';
import { maximumDistinctKept } from './number-evidence.ts';
import { mostOdd } from './odd-texts.ts';

/** A text that was seen so many times, as whatever it is. */
export function addValue(found: Found, text: string, times: number): void {
  countValue(found, text, times);
  if (found.isText) addReading(found, text, times);
  else if (found.areTexts && parseTimestamp(text) === undefined) addText(found, text, times);
  else {
    if (found.areTexts) found.counts.timestamps += times;
    measure(found, text);
  }
}

function countValue(found: Found, text: string, times: number): void {
  const { distinct } = found;
  // Looked up, very long texts would be compared with one another.
  const known = text.length > mostCounted ? undefined : distinct.get(text);
  if (known !== undefined || times > 1) found.unique = false;
  if (known !== undefined || (distinct.size < maximumDistinctKept && text.length <= mostCounted))
    distinct.set(text, (known ?? 0) + times);
  else found.complete = false;
}

/** What a text of a file of texts is. */
function addReading(found: Found, text: string, times: number): void {
  const { counts } = found;
  const number = found.parseNumber(text);
  const length = number === undefined ? parseVector(text)?.length : undefined;
  if (number !== undefined) {
    counts.numbers += times;
    found.numbers.addOne(number, times);
  } else if (length !== undefined) addList(found, length, times);
  else if (parseTimestamp(text) !== undefined) counts.timestamps += times;
  else if (parseBoolean(text) !== undefined) counts.booleans += times;
  else addText(found, text, times);
  measure(found, text);
}

/** A text that is nothing else. */
export function addText(found: Found, text: string, times: number): void {
  const { counts, odd, near } = found;
  counts.texts += times;
  if (found.formats.length > 0)
    found.formats = found.formats.filter(({ parse }) => parse(text) !== undefined);
  const known = odd.get(text);
  if (known !== undefined || odd.size < mostOdd) odd.set(text, (known ?? 0) + times);
  const nearly = nearNumber(text);
  if (nearly) near[nearly] += times;
  measure(found, text);
}

function measure(found: Found, text: string): void {
  if (text.length > found.longest) found.longest = Math.max(found.longest, [...text].length);
}
