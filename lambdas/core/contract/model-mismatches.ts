import type { ContractMismatch } from './contract-mismatches.ts';
import { type MetricName, type ModelRules, metricsOfTask, type Task } from './model-rules.ts';
import type { Kind } from './terms.ts';

/** A column as far as it concerns what the model does. */
export interface ModelColumn {
  readonly name: string;
  readonly kind: Kind;
  readonly role: string;
  readonly class?: string | undefined;
}

/** The parts of a contract that say what a model does. */
export interface ModelParts {
  readonly columns: readonly ModelColumn[];
  readonly model?: ModelRules | undefined;
}

/** Roles that one column can have. */
const single = ['prediction', 'label', 'modelVersion'] as const;

const numbers: readonly Kind[] = ['numeric', 'integer'];
const classes: readonly Kind[] = ['categorical', 'boolean'];

/** What a column of predictions or labels may hold, for them to be held against each other. */
export const predictedKinds: readonly Kind[] = [...numbers, ...classes];

/** Roles, task and settings of the model that can't stand beside each other; what is expected says what to write. */
export function modelMismatches(parts: ModelParts): readonly ContractMismatch[] {
  const ofColumns = [...repeatedRoles(parts), ...confidences(parts), ...unlikeLabels(parts)];
  return ofColumns.length > 0 || !parts.model ? ofColumns : ofSettings(parts, parts.model);
}

function repeatedRoles({ columns }: ModelParts): readonly ContractMismatch[] {
  return single.flatMap((role) => {
    const [first, ...others] = indexed(columns).filter(({ column }) => column.role === role);
    return others.map(({ index }) => ({
      path: ['columns', index, 'role'],
      expected: `one column with the role ${role}, and ${first?.column.name} has it: write "role": "feature" here or there`,
      found: role,
    }));
  });
}

function indexed(columns: readonly ModelColumn[]) {
  return columns.map((column, index) => ({ column, index }));
}

function confidences({ columns }: ModelParts): readonly ContractMismatch[] {
  const all = indexed(columns);
  const strangers = all
    .filter(({ column }) => column.class !== undefined && column.role !== 'confidence')
    .map(({ column, index }) => ({
      path: ['columns', index, 'class'],
      expected: 'a class only together with "role": "confidence"',
      found: column.class,
    }));
  const ofRole = all.filter(({ column }) => column.role === 'confidence');
  const wrongKind = ofRole
    .filter(({ column }) => !numbers.includes(column.kind))
    .map(({ column, index }) => ({
      path: ['columns', index, 'kind'],
      expected: 'numeric for the role confidence: a probability from 0 to 1',
      found: column.kind,
    }));
  return [...strangers, ...wrongKind, ...(ofRole.length > 1 ? withoutClass(ofRole) : [])];
}

/** Of several columns each says of which class it is. */
function withoutClass(several: ReturnType<typeof indexed>): readonly ContractMismatch[] {
  const seen = new Set<string>();
  return several.flatMap(({ column, index }): readonly ContractMismatch[] => {
    const path = ['columns', index, 'class'];
    if (column.class === undefined)
      return [
        {
          path,
          expected: `the class that the probabilities are of, as there are ${several.length} columns with the role confidence: write "class": "<class>" in each`,
          found: undefined,
        },
      ];
    const isNew = !seen.has(column.class);
    seen.add(column.class);
    return isNew ? [] : [{ path, expected: 'another class in each column', found: column.class }];
  });
}

/** Predictions and labels of kinds that are never equal. */
function unlikeLabels({ columns }: ModelParts): readonly ContractMismatch[] {
  const prediction = columns.find(({ role }) => role === 'prediction');
  const index = columns.findIndex(({ role }) => role === 'label');
  const label = columns[index];
  if (!prediction || !label) return [];
  if (![prediction, label].every(({ kind }) => predictedKinds.includes(kind))) return [];
  if (numbers.includes(prediction.kind) === numbers.includes(label.kind)) return [];
  return [
    {
      path: ['columns', index, 'kind'],
      expected: `the kind of the predictions, which ${prediction.name} has: write "kind": "${prediction.kind}" here, or "kind": "${label.kind}" there`,
      found: label.kind,
    },
  ];
}

function ofSettings({ columns }: ModelParts, model: ModelRules): readonly ContractMismatch[] {
  const prediction = columns.find(({ role }) => role === 'prediction');
  if (!prediction) {
    const expected =
      'a column of predictions for the model: write "role": "prediction" where the contract names it';
    return [{ path: ['model'], expected, found: undefined }];
  }
  return [
    ...ofTask(prediction, model),
    ...ofMetric(model, columns),
    ...ofClasses(model, prediction),
    ...ofCosts(model),
  ];
}

function ofTask({ kind, name }: ModelColumn, { task }: ModelRules): readonly ContractMismatch[] {
  if (task === undefined) return [];
  const allowed = task === 'regression' ? numbers : predictedKinds;
  if (allowed.includes(kind)) return [];
  const expected = `a task for predictions of kind ${kind}, which ${name} has: ${
    classes.includes(kind) ? 'write "binary" or "multiclass"' : 'none fits'
  }`;
  return [{ path: ['model', 'task'], expected, found: task }];
}

function ofMetric(
  { task, primaryMetric }: ModelRules,
  columns: readonly ModelColumn[],
): readonly ContractMismatch[] {
  if (primaryMetric === undefined) return [];
  const path = ['model', 'primaryMetric'];
  if (task !== undefined && !metricsOf(task).includes(primaryMetric))
    return [{ path, expected: `one of ${metricsOf(task).join(', ')} for ${task}`, found: primaryMetric }];
  const needsScores: readonly MetricName[] = metricsOfTask.binary.slice(4);
  if (!needsScores.includes(primaryMetric) || columns.some(({ role }) => role === 'confidence')) return [];
  const expected = 'a column of probabilities for this metric: write "role": "confidence" where it is named';
  return [{ path, expected, found: primaryMetric }];
}

function metricsOf(task: Task): readonly MetricName[] {
  return metricsOfTask[task];
}

function ofClasses(
  { task, positiveClass, costs }: ModelRules,
  { kind }: ModelColumn,
): readonly ContractMismatch[] {
  const found: ContractMismatch[] = [];
  if (positiveClass !== undefined && (task === 'regression' || task === 'multiclass'))
    found.push({
      path: ['model', 'positiveClass'],
      expected: 'one only for "task": "binary"',
      found: positiveClass,
    });
  if (positiveClass !== undefined && kind === 'boolean' && !['true', 'false'].includes(positiveClass))
    found.push({
      path: ['model', 'positiveClass'],
      expected: '"true" or "false" for predictions of kind boolean',
      found: positiveClass,
    });
  if (costs !== undefined && task === 'regression')
    found.push({ path: ['model', 'costs'], expected: 'none for "task": "regression"', found: costs });
  return found;
}

function ofCosts({ costs }: ModelRules): readonly ContractMismatch[] {
  if (costs === undefined || Object.values(costs).some((row) => Object.keys(row).length > 0)) return [];
  return [
    {
      path: ['model', 'costs'],
      expected: 'a cost, such as { "yes": { "no": 12.5 } }',
      found: costs,
    },
  ];
}
