import { RE2JS, RE2JSSyntaxException } from 're2js';

/**
 * A contract's pattern, to be held against whole texts. Whatever the pattern, the time grows with the length of the text and
 * no faster: docs/decisions/029-patterns.md.
 *
 * @throws RE2JSSyntaxException where {@link patternProblem} finds something
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const expression = RE2JS.compile(pattern);
  return (text) => expression.testExact(text);
}

/** What was expected of a pattern that can't be used, with the engine's reason; undefined for one that can. */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return `a regular expression in the syntax of RE2, which has no look-around and no back-references (RE2 says "${error.error}")`;
  }
}
