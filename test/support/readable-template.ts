import * as z from 'zod';

const parts = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const reference = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z
    .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((get) => get['Fn::GetAtt'].join('.')),
]);

/** Properties that hold JSON as text. */
const jsonTexts: ReadonlySet<string> = new Set(['DashboardBody', 'Input']);

/** A template with its references as `Fn::Sub` writes them (`${Bucket.Arn}/*`), and JSON that is kept as text in full. */
export function readable(value: unknown): unknown {
  const referred = reference.safeParse(value);
  if (referred.success) return `\${${referred.data}}`;
  const joined = parts.safeParse(value);
  if (joined.success) {
    const [between, texts] = joined.data['Fn::Join'];
    return texts.map(readable).join(between);
  }
  if (Array.isArray(value)) return value.map(readable);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const read = readable(inner);
      return [key, jsonTexts.has(key) && typeof read === 'string' ? JSON.parse(read) : read];
    }),
  );
}

/** JSON with keys in order, every value on one line where it fits. */
export function render(value: unknown, indent = ''): string {
  const line = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 120) return line;
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const lines = isList
    ? value.map((item) => render(item, inner))
    : sorted(value).map(([key, item]) => `${key}: ${render(item, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${lines.map((text) => `${inner}${text}\n`).join('')}${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'absent';
  return `{ ${sorted(value)
    .map(([key, item]) => `${key}: ${oneLine(item)}`)
    .join(', ')} }`;
}

/** Resources of a template by logical id. */
type Resources = Readonly<Record<string, { readonly Type: string }>>;

/**
 * In what a template differs from another, a line for each difference and those who have it:
 * `AWS::Logs::LogGroup.DeletionPolicy: "Retain" → "Delete"  (all 9)`. Resources that only it has are shown in full.
 */
export function describeDifferences(from: Resources, to: Resources): string {
  const gone = Object.entries(from).filter(([id]) => to[id] === undefined);
  const added = Object.entries(to).filter(([id]) => from[id] === undefined);
  const changed = Object.entries(to).flatMap(([id, resource]) =>
    from[id] === undefined
      ? []
      : [...new Set(differing(from[id], resource, resource.Type))].map((what) => ({ what, id })),
  );
  const groups = Map.groupBy(changed, ({ what }) => what);
  const lines = [
    ...[...groups].map(([what, group]) => `${what}  (${whose(group, to)})`),
    ...gone.map(([id, { Type }]) => `${Type} gone: ${id}`),
    ...added.map(([id, resource]) => `${id}: ${render(resource)}`),
  ];
  return lines.sort().join('\n');
}

function whose(group: readonly { readonly id: string }[], resources: Resources): string {
  const type = resources[group[0]?.id ?? '']?.Type;
  const all = Object.values(resources).filter((one) => one.Type === type).length;
  if (group.length === all && all > 1) return `all ${all}`;
  return group.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).join(', ');
}

/** `path: from → to` for every place at which two values differ; of lists of unequal length what only one has. */
function differing(from: unknown, to: unknown, path: string): readonly string[] {
  if (oneLine(from) === oneLine(to)) return [];
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return keys.flatMap((key) => differing(from[key], to[key], `${path}.${key}`));
  }
  if (!Array.isArray(from) || !Array.isArray(to)) return [`${path}: ${oneLine(from)} → ${oneLine(to)}`];
  if (from.length === to.length)
    return from.flatMap((item, index) => differing(item, to[index], `${path}[]`));
  const [before, after] = [from.map(oneLine), to.map(oneLine)];
  const told = [
    ...before.filter((item) => !after.includes(item)).map((item) => `${path}[] gone: ${item}`),
    ...after.filter((item) => !before.includes(item)).map((item) => `${path}[] added: ${item}`),
  ];
  return told.length > 0 ? told : [`${path}: ${oneLine(from)} → ${oneLine(to)}`];
}

function sorted(value: object): readonly [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
