import type { ColumnRequest } from '../block/column-request.ts';
import { columnRequests } from '../contract/column-requests.ts';
import type { Contract } from '../contract/contract.ts';
import { modelRulesSchema } from '../contract/model-rules.ts';
import type { Violation } from '../contract/violation.ts';

/** What is asked of a label file: the columns with the roles label and id, in that order; it may have others. */
export type LabelContract =
  | { readonly status: 'joinable'; readonly contract: Contract; readonly requests: readonly ColumnRequest[] }
  /** Labels can't be joined under the model's contract. */
  | { readonly status: 'not-joinable'; readonly reasons: readonly Violation[] };

/** The part of a model's contract that a label file is held to. */
export function labelContract(contract: Contract): LabelContract {
  const { columns, batch } = contract;
  const label = columns.find(({ role }) => role === 'label');
  const id = columns.find(({ role }) => role === 'id');
  const hasPrediction = columns.some(({ role }) => role === 'prediction');
  if (!label || !id || !hasPrediction) {
    const reasons = [
      ...(id ? [] : [withoutRole('id', 'no label can be joined to a row')]),
      ...(label ? [] : [withoutRole('label', 'nobody knows which column of the file is the label')]),
      ...(hasPrediction ? [] : [withoutRole('prediction', 'there is nothing to hold labels against')]),
    ];
    return { status: 'not-joinable', reasons };
  }
  const [request] = columnRequests({ columns: [label] });
  return {
    status: 'joinable',
    contract: {
      ...contract,
      columns: [label, id].map((column) => ({ ...column, required: true })),
      rules: [],
      batch: { ...batch, extraColumns: 'ignore' },
    },
    requests: [request!, { name: id.name, decoding: 'identity' }],
  };
}

const defaultRules = modelRulesSchema.parse({});

/** So many days after its batch a label may come. */
export function labelWindowDays({ model = defaultRules }: Contract): number {
  return model.labels.windowDays;
}

function withoutRole(role: string, consequence: string): Violation {
  return {
    code: 'invalid-contract',
    message: `no column of the contract has the role ${role}, so ${consequence}: write "role": "${role}" where the contract names it`,
  };
}
