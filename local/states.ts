import { setTimeout as wait } from 'node:timers/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import type { Access } from './access.ts';
import { arn } from './account.ts';
import type { LambdaFunction } from './lambda.ts';
import { readBody } from './s3/bodies.ts';
import { type Bucket, currentVersion, objectArn } from './s3/buckets.ts';
import { readText, type Service, type ServiceReply } from './service.ts';
import { notImplemented, ServiceError } from './service-error.ts';
import { type DistributedMap, inlineMap, readDefinition } from './states/definition.ts';
import type { AnnounceRun, Execution } from './states/execution.ts';
import type { DeclaredStateMachine } from './template/declarations.ts';
import { TemplateError } from './template/intrinsics.ts';

export interface RunningMachine {
  readonly arn: string;
  readonly executions: ReadonlyMap<string, Execution>;
  /** @throws ServiceError ExecutionAlreadyExists where there was one of that name with another input, or that is over */
  start(name: string, input: string): Execution;
  /** Executions that are not over, or of which not everybody has been told. */
  running(): number;
}

export interface MachineParts {
  readonly access: Access;
  readonly functions: readonly LambdaFunction[];
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly retryDelayMs: number;
  /** Tells who listens that a run is over. */
  readonly announce: AnnounceRun;
  changed(): void;
}

type Json = Parameters<StateMachine['run']>[0];
type Handlers = Readonly<Record<string, (input: Json) => Promise<Json>>>;

/** What Step Functions calls the failure of a child of a map. */
class MapFailure extends Error {
  override readonly name = 'States.ExceedToleratedFailureThreshold';
}

/** What a function failed with, by the name of its error. */
class TaskFailure extends Error {
  override readonly name: string;

  constructor(error: string) {
    const { errorType = 'Error', errorMessage = '' } = JSON.parse(error);
    super(errorMessage);
    this.name = errorType;
  }
}

/**
 * Runs a state machine of the template: an interpreter of Amazon States Language does the states, and what it does not know of distributed maps
 * is done here: their list is read from S3, and one child that fails fails them.
 *
 * @throws TemplateError where AWS would refuse to create it, or its role may not do what its states do
 */
export function runMachine(declared: DeclaredStateMachine, parts: MachineParts): RunningMachine {
  const { logicalId, properties, name } = declared;
  const { definition, maps, tasks } = readDefinition(logicalId, properties.DefinitionString);
  const role = parts.access.role(properties.RoleArn);
  const machineArn = arn('states', `stateMachine:${name}`);
  const demand = (action: string, resource: string) => {
    if (!parts.access.isAllowed(role, { action, resource }))
      throw new TemplateError(`${logicalId}: its role does not allow ${action} on ${resource}`);
  };
  if (maps.size > 0) demand('states:StartExecution', machineArn);
  const handlers: Record<string, Handlers[string]> = {};
  for (const [state, resource] of tasks) {
    const run = parts.functions.find((one) => one.arn === resource);
    if (!run) throw new TemplateError(`${logicalId}, ${state}: ${resource} is no function`);
    demand('lambda:InvokeFunction', resource);
    handlers[state] = (input) => invoke(run, input);
  }
  const retryIntervalOverrides = Object.fromEntries(
    [...tasks.keys()].map((state) => [state, parts.retryDelayMs]),
  );
  const overrides = (own: Handlers) => ({ taskResourceLocalHandlers: own, retryIntervalOverrides });
  for (const [state, map] of maps)
    handlers[state] = async (input) => {
      const itemsOfMap = await readItems(map, input, parts, demand);
      const children = new StateMachine(inlineMap(map), { validationOptions: { noValidate: true } });
      await children
        .run({ ...Object(input), itemsOfMap }, { overrides: overrides({ ...handlers }) })
        .result.catch((cause: unknown) => {
          throw new MapFailure('The specified tolerated failure threshold was exceeded', { cause });
        });
      return null;
    };
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  return executionsOf(
    machineArn,
    parts,
    (input) => machine.run(input, { overrides: overrides(handlers) }).result,
  );
}

async function invoke(run: LambdaFunction, input: Json): Promise<Json> {
  const result = await run.invoke(JSON.stringify(input));
  if (!result.ok) throw new TaskFailure(result.error);
  return JSON.parse(result.payload);
}

async function readItems(
  { ItemReader: { Parameters } }: DistributedMap,
  input: Json,
  { buckets }: MachineParts,
  demand: (action: string, resource: string) => void,
): Promise<Json[]> {
  const bucket = buckets.get(Parameters.Bucket);
  const key: unknown = Object(input)[Parameters['Key.$'].slice(2)];
  const version = bucket && typeof key === 'string' ? currentVersion(bucket, key) : undefined;
  if (!bucket || !version) throw new Error(`States.ItemReaderFailed: there is no ${key}`);
  demand('s3:GetObject', objectArn(bucket, version.key));
  return z
    .array(z.json())
    .parse(JSON.parse(await readText(readBody(version.segments, 0, version.size)))) as Json[];
}

function executionsOf(
  machineArn: string,
  { announce, changed }: Pick<MachineParts, 'announce' | 'changed'>,
  run: (input: Json) => Promise<unknown>,
): RunningMachine {
  const executions = new Map<string, Execution>();
  const underWay = new Set<Execution>();
  return {
    arn: machineArn,
    executions,
    running: () => underWay.size,
    start(name, input) {
      const known = executions.get(name);
      if (known?.status === 'RUNNING' && known.input === input) return known;
      if (known) throw new ServiceError(400, 'ExecutionAlreadyExists', `Execution Already Exists: '${name}'`);
      const execution: Execution = { name, input, status: 'RUNNING' };
      executions.set(name, execution);
      underWay.add(execution);
      void follow(execution, () => run(JSON.parse(input)))
        .then(() => announce(machineArn, execution))
        .then(() => underWay.delete(execution))
        .then(changed);
      return execution;
    },
  };
}

async function follow(execution: Execution, run: () => Promise<unknown>): Promise<void> {
  try {
    await wait(0);
    await run();
    execution.status = 'SUCCEEDED';
  } catch (error) {
    execution.status = 'FAILED';
    execution.cause = String(error);
  }
}

const startSchema = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().regex(/^[\w-]{1,80}$/),
  input: z.string(),
});

/** Step Functions in its JSON protocol: what functions ask of it. */
export function createStates(machines: readonly RunningMachine[], access: Access): Service {
  return {
    async handle({ headers, body, caller }) {
      const target = headers['x-amz-target']?.toString() ?? '';
      if (target !== 'AWSStepFunctions.StartExecution') throw notImplemented(`${target} of Step Functions`);
      const { stateMachineArn, name, input } = startSchema.parse(JSON.parse(await readText(body)));
      access.demand(caller, { action: 'states:StartExecution', resource: stateMachineArn });
      const machine = machines.find((one) => one.arn === stateMachineArn);
      if (!machine)
        throw new ServiceError(400, 'StateMachineDoesNotExist', `There is no ${stateMachineArn}.`);
      machine.start(name, input);
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      return reply(200, { executionArn, startDate: Date.now() / 1000 });
    },
    renderError: ({ status, code, message }) => reply(status, { __type: code, message }),
  };
}

function reply(status: number, body: unknown): ServiceReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
