import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';
import type { Profile } from '../../lambdas/core/profile/profile.ts';
import type { Yardstick } from '../../lambdas/core/profile/yardstick.ts';
import type { PerformanceResult } from '../../lambdas/core/result/performance-schema.ts';
import { measurePerformance } from '../../lambdas/core/signals/performance/measure.ts';
import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { readReferenceRows } from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import { memorySource } from '../../lambdas/readers/byte-source.ts';
import { seededRandom } from './random.ts';

/** A reference that is read, as functions read it. */
export interface ModelWorld {
  readonly contract: Contract;
  readonly yardstick: Yardstick;
  readonly reference: Profile;
  /** What is told of a batch. */
  measure(csv: string): Promise<PerformanceResult | null>;
}

/** @throws Error when the reference is refused */
export async function modelWorld(contractInput: object, csv: string): Promise<ModelWorld> {
  const contract = contractSchema.parse({ schemaVersion: 1, ...contractInput });
  const read = await readReferenceRows(await open(csv), contract);
  if (read.status !== 'usable') throw new Error(JSON.stringify(read.reasons));
  const { yardstick, profile: reference } = read;
  return {
    contract,
    yardstick,
    reference,
    async measure(batch) {
      const { profile } = await profileRows(await open(batch), contract, yardstick, {
        quarantine: noQuarantine,
      });
      const both = {
        reference: { profile: reference, violations: [] },
        current: { profile, violations: [] },
      };
      return measurePerformance({ contract, yardstick, ...both }, undefined);
    },
  };
}

function open(csv: string) {
  return openBatch({ key: 'rows.csv', source: memorySource(new TextEncoder().encode(csv)) });
}

/** Loans whose model is sure where it should be, but in the south, where fewer are repaid than it says. */
export interface LoanSetting {
  readonly rows: number;
  readonly seed: number;
  /** Share of rows of the south; by default 0.3. */
  readonly south?: number;
  /** In which share of the rows the opposite of what was to be expected is true; by default 0. */
  readonly worse?: number;
  /** Which rows have a label; by default all. */
  readonly isLabelled?: (row: { readonly said: string; readonly row: number }) => boolean;
}

/** The columns of {@link loans}. */
export const loanColumns = [
  { name: 'id', kind: 'text', role: 'id' },
  { name: 'income', kind: 'numeric' },
  { name: 'region', kind: 'categorical' },
  { name: 'sure', kind: 'numeric', role: 'confidence' },
  { name: 'said', kind: 'categorical', role: 'prediction' },
  { name: 'repaid', kind: 'categorical', role: 'label', required: false, nullable: true },
] as const;

/** Rows as CSV, and how right they are in truth. */
export function loans({ rows, seed, south = 0.3, worse = 0, isLabelled = () => true }: LoanSetting) {
  const random = seededRandom(seed);
  const lines = ['id,income,region,sure,said,repaid'];
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const region = random.uniform() < south ? 'south' : 'north';
    const income = Math.round(20_000 + 60_000 * random.uniform());
    const sure = Math.min(0.99, Math.max(0.01, (income - 20_000) / 60_000 + 0.15 * random.normal()));
    const chance = Math.min(1, Math.max(0, sure - (region === 'south' ? 0.35 * sure : 0)));
    const repaid = random.uniform() < chance === random.uniform() >= worse ? 'yes' : 'no';
    const said = sure >= 0.5 ? 'yes' : 'no';
    right += repaid === said ? 1 : 0;
    lines.push(
      `${seed}-${row},${income},${region},${sure.toFixed(4)},${said},${isLabelled({ said, row }) ? repaid : ''}`,
    );
  }
  return { csv: `${lines.join('\n')}\n`, accuracy: right / rows };
}
