/** The first place where a text is no JSON, as a person looks for it in an editor. */
export interface JsonProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

type State = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end';

const spaces = /[ \t\r\n]*/y;
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

const expectations: Readonly<Record<Exclude<State, 'comma or end'>, string>> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  name: 'a name in double quotes',
  'name or }': 'a name in double quotes, or }',
  colon: 'a colon',
};

/** @returns undefined where the text is JSON */
export function jsonProblem(text: string): JsonProblem | undefined {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = skip(text, 0);
  let comma: number | undefined;
  while (at < text.length || open.length > 0 || state !== 'comma or end') {
    const sign = text[at];
    const isName: boolean = state === 'name' || state === 'name or }';
    const isValue: boolean = state === 'value' || state === 'value or ]';
    const closing = open.at(-1) === '{' ? '}' : ']';
    const mayClose = state === 'comma or end' || state.endsWith(closing);
    let end: number | undefined;
    if (sign === closing && open.length > 0 && mayClose) {
      open.pop();
      [end, state] = [at + 1, 'comma or end'];
    } else if (state === 'comma or end') {
      if (sign === ',' && open.length > 0) [end, state] = [at + 1, open.at(-1) === '{' ? 'name' : 'value'];
    } else if (state === 'colon') {
      if (sign === ':') [end, state] = [at + 1, 'value'];
    } else if (sign === '"') {
      end = endOfString(text, at);
      if (end !== undefined) state = isName ? 'colon' : 'comma or end';
    } else if (isValue && (sign === '{' || sign === '[')) {
      open.push(sign);
      [end, state] = [at + 1, sign === '{' ? 'name or }' : 'value or ]'];
    } else if (isValue) {
      end = endOf(plain, text, at);
      if (end !== undefined) state = 'comma or end';
    }
    if (end === undefined) return problemAt(text, at, expectedIn(state, open.at(-1)), comma);
    comma = sign === ',' ? at : undefined;
    at = skip(text, end);
  }
  return undefined;
}

function expectedIn(state: State, open: '{' | '[' | undefined): string {
  if (state !== 'comma or end') return expectations[state];
  if (open === undefined) return 'nothing more';
  return open === '{' ? 'a comma or }' : 'a comma or ]';
}

/** A comma before what closes is what people leave behind most: it is pointed at. */
function problemAt(text: string, at: number, expected: string, comma: number | undefined): JsonProblem {
  const isLeft = comma !== undefined && (text[at] === '}' || text[at] === ']');
  const place = isLeft ? comma : at;
  const before = text.slice(0, place).split('\n');
  return {
    line: before.length,
    column: before.at(-1)!.length + 1,
    expected: isLeft ? `no comma before ${text[at]}` : expected,
    found: isLeft ? 'one' : foundAt(text, at),
  };
}

function foundAt(text: string, at: number): string {
  if (at >= text.length) return 'the end of the file';
  if (text[at] === "'") return 'a single quote: JSON has double quotes';
  if (text.startsWith('//', at) || text.startsWith('/*', at) || text[at] === '#')
    return 'a comment: JSON has none';
  if (text[at] === '"' && endOfString(text, at) === undefined)
    return 'a text that does not end on its line, or has a wrong \\';
  return (
    text
      .slice(at)
      .match(/^(?:"[^"\n]*"?|[\w.+-]+|.)/u)?.[0]
      .slice(0, 40) ?? text[at]!
  );
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function skip(text: string, at: number): number {
  return endOf(spaces, text, at) ?? at;
}

/** Behind the closing quote; undefined where there is none, or something that a text may not have. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') return at + 1;
    if (sign < ' ') return undefined;
    if (sign !== '\\') continue;
    const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
    const end = endOf(escaped, text, at + 1);
    if (end === undefined) return undefined;
    at = end - 1;
  }
  return undefined;
}
