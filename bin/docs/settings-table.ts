import * as z from 'zod';

/** The part of a JSON Schema that a table of settings needs. */
export interface SettingSchema {
  readonly description?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SettingSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: SettingSchema | undefined;
}

const settingSchema: z.ZodType<SettingSchema> = z.lazy(() =>
  z.object({
    description: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.string()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    properties: z.record(z.string(), settingSchema).optional(),
    required: z.array(z.string()).optional(),
    items: settingSchema.optional(),
  }),
);

/**
 * A table in Markdown of all settings that a zod schema takes, nested ones by their path (`columns[].name`).
 *
 * @throws Error naming a setting without a description
 */
export function settingsTable(schema: z.ZodType): string {
  const root = settingSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return ['| setting | value | default | meaning |', '|---|---|---|---|', ...rows(root, '')].join('\n');
}

function rows({ properties = {}, required = [] }: SettingSchema, prefix: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, setting]) => {
    const path = `${prefix}${name}`;
    const isObjects = setting.items?.properties !== undefined;
    return [
      row(path, setting, required.includes(name)),
      ...rows(setting, `${path}.`),
      ...(isObjects ? rows(setting.items, `${path}[].`) : []),
    ];
  });
}

function row(path: string, setting: SettingSchema, isRequired: boolean): string {
  if (setting.description === undefined) throw new Error(`the setting ${path} has no description`);
  const cells = [code(path), allowedValues(setting), defaultOf(setting, isRequired), setting.description];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function allowedValues({ type, enum: choices, const: only, items }: SettingSchema): string {
  if (only !== undefined) return code(JSON.stringify(only));
  if (choices !== undefined) return choices.map((choice) => code(choice)).join(', ');
  if (type === 'array') return `list of ${typesOfItems.get(items?.type) ?? 'objects'}`;
  return [type ?? []].flat().map(typeInWords).join(' or ');
}

const typesOfItems = new Map<unknown, string>([
  ['string', 'texts'],
  ['number', 'numbers'],
]);

function typeInWords(type: string): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return code('true, false');
    default:
      return type;
  }
}

function defaultOf({ default: value, properties }: SettingSchema, isRequired: boolean): string {
  if (isRequired) return '**required**';
  if (value === undefined || properties !== undefined) return '';
  return code(JSON.stringify(value).replaceAll('","', '", "'));
}

function code(text: string): string {
  return `\`${text}\``;
}
