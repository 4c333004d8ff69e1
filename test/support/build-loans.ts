import { seededRandom } from './build-csv.ts';

/** The contract of a model that says whether loans are repaid; what becomes of them is known later. */
export const loansContract = {
  schemaVersion: 1,
  columns: [
    { name: 'loan', kind: 'text', role: 'id' },
    { name: 'income', kind: 'numeric' },
    { name: 'predicted', kind: 'categorical', role: 'prediction', values: ['yes', 'no'] },
    { name: 'score', kind: 'numeric', role: 'confidence', min: 0, max: 1 },
    { name: 'repaid', kind: 'categorical', role: 'label', required: false, nullable: true },
  ],
  model: { positiveClass: 'yes' },
} as const;

export interface LoansOptions {
  readonly rows: number;
  readonly seed: number;
  /** Of the ids. */
  readonly prefix?: string;
  /** Whether what became of them is in the file. */
  readonly isLabelled?: boolean;
}

interface Loan {
  readonly loan: string;
  readonly income: number;
  readonly score: number;
  readonly predicted: 'yes' | 'no';
  readonly repaid: 'yes' | 'no';
}

/** Loans of which nine in ten are predicted right. */
function loans({ rows, seed, prefix = `b${seed}` }: LoansOptions): readonly Loan[] {
  const random = seededRandom(seed);
  return Array.from({ length: rows }, (_, row) => {
    const income = 1000 + 4000 * random();
    const score = income > 3000 ? 0.9 : 0.1;
    const predicted = score > 0.5 ? 'yes' : 'no';
    return { loan: `${prefix}-${row}`, income, score, predicted, repaid: random() < score ? 'yes' : 'no' };
  });
}

/** A batch or, with labels, a reference. */
export function loansCsv(options: LoansOptions): string {
  const lines = loans(options).map(
    ({ loan, income, predicted, score, repaid }) =>
      `${loan},${income.toFixed(2)},${predicted},${score}${options.isLabelled ? `,${repaid}` : ''}`,
  );
  const header = `loan,income,predicted,score${options.isLabelled ? ',repaid' : ''}`;
  return `${[header, ...lines].join('\n')}\n`;
}

export interface LabelsOptions {
  /** Rows [from, until) have a label; all by default. */
  readonly from?: number;
  readonly until?: number;
  /** Whether every other label says the contrary of what is true. */
  readonly isTwisted?: boolean;
}

/** What became of the loans of a batch. */
export function loanLabelsCsv(
  batch: LoansOptions,
  { from = 0, until = batch.rows, isTwisted = false }: LabelsOptions = {},
): string {
  const other = { yes: 'no', no: 'yes' } as const;
  const lines = loans(batch)
    .slice(from, until)
    .map(({ loan, repaid }, row) => `${loan},${isTwisted && row % 2 === 0 ? other[repaid] : repaid}`);
  return `${['loan,repaid', ...lines].join('\n')}\n`;
}
