import { account, region } from './account.ts';
import { type AssemblyStack, readAssembly } from './template/assembly.ts';
import { resolve, type Scope, TemplateError } from './template/intrinsics.ts';
import { type ResourceKind, resourceKinds } from './template/resource-kinds.ts';

/** A resource with every reference resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** Physical name: stack and logical id. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A stack as the embedded cloud builds it. */
export interface Template {
  readonly stack: string;
  /** Inert resources and the functions behind custom resources are left out. */
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly assets: ReadonlyMap<string, string>;
  /** As it was synthesized. */
  readonly source: AssemblyStack['template'];
  /** What `Ref` gives, by logical id: of every resource. */
  readonly physicalIds: Readonly<Record<string, string>>;
}

/**
 * Reads the synthesized template of one stack and resolves it for this endpoint.
 *
 * @throws TemplateError naming the resource whose type or whose intrinsic function is not known
 */
export async function readTemplate(options: {
  readonly assembly: string;
  readonly stack?: string | undefined;
  readonly endpoint: string;
}): Promise<Template> {
  const raw = await readAssembly(options.assembly, options.stack);
  const scope = templateScope(raw, options.endpoint);
  const providers = customResourceProviders(raw);
  const resources = Object.entries(raw.template.Resources)
    .filter(([id, resource]) => kindOf(id, resource.Type).inert !== true && !providers.has(id))
    .map(([logicalId, resource]) => buildResource(raw, scope, logicalId, resource));
  const outputs = Object.entries(raw.template.Outputs).map(([name, output]): [string, string] => [
    name,
    String(within(`output ${name}`, () => resolve(output.Value, scope))),
  ]);
  const physicalIds = Object.keys(raw.template.Resources).map((id) => [id, String(scope.ref(id))]);
  return {
    ...{ stack: raw.name, resources, assets: raw.assets, source: raw.template },
    outputs: Object.fromEntries(outputs),
    physicalIds: Object.fromEntries(physicalIds),
  };
}

type RawResource = AssemblyStack['template']['Resources'][string];

function buildResource(raw: AssemblyStack, scope: Scope, logicalId: string, resource: RawResource): Resource {
  return within(`${logicalId} (${resource.Type})`, () => {
    if (resource.Condition !== undefined) throw new TemplateError('conditions are not known');
    const properties = Object.fromEntries(Object.entries(Object(resolve(resource.Properties, scope))));
    return { logicalId, type: resource.Type, name: physicalName(raw, logicalId), properties };
  });
}

function templateScope(raw: AssemblyStack, endpoint: string): Scope {
  const pseudo = new Map([
    ['AWS::Partition', 'aws'],
    ['AWS::Region', region],
    ['AWS::AccountId', account],
  ]);
  return {
    ref(id) {
      if (pseudo.has(id)) return pseudo.get(id);
      const parameter = raw.template.Parameters[id];
      if (parameter?.Default !== undefined) return parameter.Default;
      const name = physicalName(raw, id);
      return kindById(raw, id).ref?.(name, endpoint) ?? name;
    },
    attribute(id, attribute) {
      const read = kindById(raw, id).attributes[attribute];
      if (read === undefined) throw new TemplateError(`the attribute ${attribute} of ${id} is not known`);
      return read(physicalName(raw, id));
    },
  };
}

/** Begins with the name of the stack, as CloudFormation's names do, and ends with what CDK tells ids apart by. */
function physicalName(raw: AssemblyStack, id: string): string {
  const name = `${raw.name}-${id}`;
  if (kindById(raw, id).lowerCase) return name.toLowerCase().slice(-63);
  return name.length <= 64 ? name : `${name.slice(0, 56)}${name.slice(-8)}`;
}

function kindById(raw: AssemblyStack, id: string): ResourceKind {
  const resource = raw.template.Resources[id];
  if (resource === undefined) throw new TemplateError(`nothing is called ${id}`);
  return kindOf(id, resource.Type);
}

function kindOf(id: string, type: string): ResourceKind {
  const kind = resourceKinds[type];
  if (kind === undefined) throw new TemplateError(`${id}: the resource type ${type} is not known`);
  return kind;
}

/** Logical ids of the functions that CDK brings along to create custom resources. */
function customResourceProviders(raw: AssemblyStack): ReadonlySet<string> {
  const tokens = Object.values(raw.template.Resources)
    .filter((resource) => resource.Type.startsWith('Custom::'))
    .map((resource) => JSON.stringify(resource.Properties.ServiceToken));
  const ids = Object.keys(raw.template.Resources);
  return new Set(ids.filter((id) => tokens.some((token) => token?.includes(`"${id}"`))));
}

function within<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`${what}: ${error.message}`);
  }
}
