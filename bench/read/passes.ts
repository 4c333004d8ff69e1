import { readFile } from 'node:fs/promises';
import { compileCheck } from '../../lambdas/core/contract/check/check-block.ts';
import { checkColumns } from '../../lambdas/core/contract/check/check-columns.ts';
import { columnRequests } from '../../lambdas/core/contract/column-requests.ts';
import { yardstickSchema } from '../../lambdas/core/profile/yardstick.ts';
import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import type { OpenBatch } from '../../lambdas/readers/batch-reader.ts';
import { UnreadableBatchError } from '../../lambdas/readers/unreadable-batch-error.ts';
import { benchContract } from './bench-contract.ts';
import { openFile } from './bench-files.ts';
import { countSql, decodeSql, openDuckDb, tableSql } from './duckdb.ts';
import type { Task } from './task.ts';

/** Reads a file once and says how many rows it has. */
export type Pass = () => Promise<number>;

/** Prepares what is not measured. @throws UnreadableBatchError where the file is not opened */
export async function preparePass({ job, path, table, referencePath }: Task): Promise<Pass> {
  switch (job) {
    case 'decode':
      await openReadable(path);
      return async () => decode(await openReadable(path));
    case 'check':
      await openReadable(path);
      return async () => check(await openReadable(path));
    case 'profile': {
      await openReadable(path);
      const yardstick = yardstickSchema.parse(JSON.parse(await readFile(referencePath, 'utf8')));
      return async () => {
        const pass = await profileRows(await openReadable(path), benchContract, yardstick, {
          quarantine: noQuarantine,
        });
        if (pass.unreadable) throw pass.unreadable;
        return pass.profile.rows.read;
      };
    }
    case 'duckdb-count':
      return duckDbPass(countSql(tableSql[table](path)));
    case 'duckdb-decode':
      return duckDbPass(decodeSql(tableSql[table](path)));
    default:
      return job satisfies never;
  }
}

/** A file that is opened as something else than it is has none of the columns: that is a refusal, too. */
async function openReadable(path: string): Promise<OpenBatch> {
  const batch = await openBatch(await openFile(path));
  const [broken] = checkColumns(benchContract, batch.columnNames);
  if (broken)
    throw new UnreadableBatchError('unsupported-format', `read as ${batch.format}: ${broken.message}`);
  return batch;
}

async function decode(batch: OpenBatch): Promise<number> {
  let rows = 0;
  for await (const block of batch.blocks(columnRequests(benchContract), benchContract))
    rows += block.rowCount;
  return rows;
}

async function check(batch: OpenBatch): Promise<number> {
  const checkBlock = compileCheck(benchContract);
  let rows = 0;
  for await (const block of batch.blocks(columnRequests(benchContract), benchContract))
    rows += checkBlock(block).length;
  return rows;
}

async function duckDbPass(sql: string): Promise<Pass> {
  const database = await openDuckDb();
  return async () => {
    const rows = (await database.runAndReadAll(sql)).getRowsJson();
    return Number(rows[0]?.[0]);
  };
}
