/** What the definition names. */
export interface DefinitionParts {
  /** ARNs of functions. */
  readonly countPart: string;
  readonly profilePart: string;
  readonly mergeParts: string;
  readonly resultsBucket: string;
  /** Parts that are read at once. */
  readonly maxConcurrency: number;
}

/** A state of Amazon States Language, with JSONPath. */
type State = Readonly<Record<string, unknown>>;

const batch = { 'model.$': '$.model', 'batchId.$': '$.batchId' };

/** Five attempts within some minutes; but what is no longer what it was stays so. Jitter, for thousands would come again at once. */
const retry = [
  { ErrorEquals: ['ChangedUploadError'], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 5,
    BackoffRate: 3,
    MaxAttempts: 4,
    MaxDelaySeconds: 300,
    JitterStrategy: 'FULL',
  },
];

/**
 * The run of a batch that is larger than one function, in Amazon States Language. Its input is
 * `{ model, batchId, stretchesKey, partsKey, groupsKey }`, and `rangesKey` where the contract has unique columns; no state holds more than that, whatever the number of parts.
 * Nothing is caught: a run that fails can be redriven, and begins where it failed.
 */
export function largeBatchesDefinition(parts: DefinitionParts): { readonly [name: string]: unknown } {
  const { countPart, profilePart, mergeParts } = parts;
  return {
    Comment:
      'Checks a batch in parts: counts its rows, profiles the parts side by side, merges them and judges it.',
    StartAt: 'CountRows',
    TimeoutSeconds: 86_400,
    States: {
      CountRows: forEach('$.stretchesKey', 'CountPart', countPart, parts, { Next: 'PlaceParts' }),
      PlaceParts: { ...once('place', mergeParts), Next: 'AsksForUniqueValues' },
      AsksForUniqueValues: {
        Type: 'Choice',
        Choices: [{ Variable: '$.rangesKey', IsPresent: true, Next: 'IdentifyParts' }],
        Default: 'ProfileParts',
      },
      IdentifyParts: forEach(
        '$.partsKey',
        'IdentifyPart',
        profilePart,
        parts,
        { Next: 'FindRepeats' },
        { task: 'identify' },
      ),
      FindRepeats: forEach(
        '$.rangesKey',
        'FindRepeatsOfRange',
        mergeParts,
        parts,
        { Next: 'ProfileParts' },
        { task: 'repeats' },
      ),
      ProfileParts: forEach('$.partsKey', 'ProfilePart', profilePart, parts, { Next: 'MergeGroups' }),
      MergeGroups: forEach(
        '$.groupsKey',
        'MergeGroup',
        mergeParts,
        parts,
        { Next: 'FinishBatch' },
        { task: 'merge' },
      ),
      FinishBatch: { ...once('finish', mergeParts), End: true },
    },
  };
}

function once(task: string, resource: string): State {
  const Parameters = { ...batch, task };
  return { Type: 'Task', Resource: resource, Parameters, ResultPath: null, Retry: retry };
}

/** Each item of a list that lies in the results, so many at once. None may fail: a batch without one of its parts has no verdict. */
function forEach(
  list: string,
  name: string,
  resource: string,
  { resultsBucket, maxConcurrency }: DefinitionParts,
  then: State,
  input: State = {},
): State {
  return {
    Type: 'Map',
    Label: name,
    MaxConcurrency: maxConcurrency,
    ToleratedFailureCount: 0,
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { Bucket: resultsBucket, 'Key.$': list },
    },
    ItemSelector: { ...batch, ...input, 'item.$': '$$.Map.Item.Value' },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: name,
      States: { [name]: { Type: 'Task', Resource: resource, Retry: retry, End: true } },
    },
    ResultPath: null,
    ...then,
  };
}
