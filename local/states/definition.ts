import type { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { TemplateError } from '../template/intrinsics.ts';

/** As the interpreter takes it. */
export type Definition = ConstructorParameters<typeof StateMachine>[0];

/** A map over a list that lies in S3: what the interpreter does not know. All that is not here is refused. */
const distributedMapSchema = z.strictObject({
  Type: z.literal('Map'),
  Label: z.string().max(40),
  MaxConcurrency: z.int().min(1),
  ToleratedFailureCount: z.literal(0),
  ItemReader: z.strictObject({
    Resource: z.literal('arn:aws:states:::s3:getObject'),
    ReaderConfig: z.strictObject({ InputType: z.literal('JSON') }),
    Parameters: z.strictObject({ Bucket: z.string(), 'Key.$': z.string().regex(/^\$\.\w+$/) }),
  }),
  ItemSelector: z.record(z.string(), z.string()),
  ItemProcessor: z.strictObject({
    ProcessorConfig: z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.literal('STANDARD') }),
    StartAt: z.string(),
    States: z.record(z.string(), z.unknown()),
  }),
  ResultPath: z.null(),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
});

export type DistributedMap = z.infer<typeof distributedMapSchema>;

const taskSchema = z.looseObject({ Type: z.literal('Task'), Resource: z.string() });

const definitionSchema = z.looseObject({ States: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** A definition as it is run here: distributed maps are tasks, which somebody does in their place. */
export interface ReadDefinition {
  readonly definition: Definition;
  readonly maps: ReadonlyMap<string, DistributedMap>;
  /** ARN of the function of each task, at any depth, by the name of its state. */
  readonly tasks: ReadonlyMap<string, string>;
}

/** @throws TemplateError naming what is not known of it */
export function readDefinition(owner: string, text: string): ReadDefinition {
  const parsed = definitionSchema.parse(JSON.parse(text));
  const maps = new Map<string, DistributedMap>();
  for (const [name, state] of Object.entries(parsed.States)) {
    if (state.Type !== 'Map') continue;
    const map = distributedMapSchema.safeParse(state);
    if (!map.success) throw new TemplateError(`${owner}, ${name}: ${z.prettifyError(map.error)}`);
    maps.set(name, map.data);
  }
  const lowered = Object.entries(parsed.States).map(([name, state]) => [name, asTask(state, maps.get(name))]);
  const definition = { ...parsed, States: Object.fromEntries(lowered) } as unknown as Definition;
  const inner = [...maps.values()].flatMap(({ ItemProcessor }) => Object.entries(ItemProcessor.States));
  const tasks = [...Object.entries(parsed.States), ...inner].flatMap(([name, state]) => {
    const task = taskSchema.safeParse(state);
    return task.success ? [[name, task.data.Resource] as const] : [];
  });
  return { definition, maps, tasks: new Map(tasks) };
}

function asTask(state: object, map: DistributedMap | undefined): object {
  if (!map) return state;
  const { Next, End, ResultPath } = map;
  return { Type: 'Task', Resource: 'arn:aws:states:::distributed-map', ResultPath, Next, End };
}

/** The same map over a list that is part of its input. */
export function inlineMap({ MaxConcurrency, ItemSelector, ItemProcessor }: DistributedMap): Definition {
  const { StartAt, States } = ItemProcessor;
  const map = {
    Type: 'Map',
    ItemsPath: '$.itemsOfMap',
    MaxConcurrency,
    ItemSelector,
    ItemProcessor: { StartAt, States },
    End: true,
  };
  return { StartAt: 'Map', States: { Map: map } } as unknown as Definition;
}
