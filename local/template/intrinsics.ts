/** What references in a template stand for. */
export interface Scope {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): string;
}

type Evaluate = (argument: unknown, scope: Scope) => unknown;

const intrinsics: Readonly<Record<string, Evaluate>> = {
  Ref: (argument, scope) => scope.ref(text(argument, 'Ref')),
  'Fn::GetAtt': getAttribute,
  'Fn::Join': join,
  'Fn::Sub': substitute,
};

/**
 * Replaces Ref, Fn::GetAtt, Fn::Join and Fn::Sub by what they stand for, at any depth.
 *
 * @throws TemplateError on any other intrinsic function
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && isIntrinsic(first[0])) return call(first, scope);
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, scope)]));
}

/** The template holds something that the embedded cloud does not know, or is broken. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key === 'Condition' || key.startsWith('Fn::');
}

function call([name, argument]: [string, unknown], scope: Scope): unknown {
  const evaluate = intrinsics[name];
  if (evaluate === undefined) throw new TemplateError(`the intrinsic function ${name} is not known`);
  return evaluate(argument, scope);
}

function getAttribute(argument: unknown, scope: Scope): string {
  const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt');
  return scope.attribute(text(id, 'Fn::GetAtt'), rest.map((part) => text(part, 'Fn::GetAtt')).join('.'));
}

function join(argument: unknown, scope: Scope): string {
  const [separator, parts] = list(argument, 'Fn::Join');
  const pieces = list(resolve(parts, scope), 'Fn::Join');
  return pieces.map((piece) => text(piece, 'Fn::Join')).join(text(separator, 'Fn::Join'));
}

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = new Map(Object.entries(Object(resolve(given, scope))));
  return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (variables.has(name)) return text(variables.get(name), 'Fn::Sub');
    return text(name.includes('.') ? getAttribute(name, scope) : scope.ref(name), 'Fn::Sub');
  });
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TemplateError(`${where} needs text, found ${JSON.stringify(value)}`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`${where} needs a list, found ${JSON.stringify(value)}`);
}
