import { benchColumns } from './columns.ts';

/** As much of `@duckdb/node-api` as the bench needs: it is type-checked where that is not installed. */
interface DuckDbModule {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<{ connect(): Promise<DuckDb> }>;
  };
}

/** A connection to a database in memory. */
export interface DuckDb {
  runAndReadAll(sql: string): Promise<{ getRowsJson(): readonly (readonly unknown[])[] }>;
}

/** A variable, so that the compiler does not look for the package. */
const packageName: string = '@duckdb/node-api';

/** @returns undefined where DuckDB is not installed */
async function importDuckDb(): Promise<DuckDbModule | undefined> {
  try {
    const module: DuckDbModule = await import(packageName);
    return module;
  } catch {
    return undefined;
  }
}

/** Whether DuckDB is there to be compared with. */
export async function hasDuckDb(): Promise<boolean> {
  return (await importDuckDb()) !== undefined;
}

/** Opens DuckDB on one thread. @throws Error where it is not installed */
export async function openDuckDb(): Promise<DuckDb> {
  const module = await importDuckDb();
  if (!module) throw new Error('openDuckDb: @duckdb/node-api is not installed');
  const instance = await module.DuckDBInstance.create(':memory:', { threads: '1' });
  const database = await instance.connect();
  await database.runAndReadAll('SET threads=1');
  return database;
}

/** SQL that reads a file. */
export type TableSql = (path: string) => string;

/** How DuckDB reads each kind of file. */
export const tableSql = {
  csv: (path) => `read_csv('${quoted(path)}', header = true)`,
  json: (path) => `read_json('${quoted(path)}', format = 'newline_delimited')`,
  parquet: (path) => `read_parquet('${quoted(path)}')`,
} as const satisfies Record<string, TableSql>;

/** Counts the rows: the least that a scan can do. */
export function countSql(table: string): string {
  return `SELECT count(*) FROM ${table}`;
}

/** Decodes every column: the sum of each numeric one, the number of distinct values of each categorical one. */
export function decodeSql(table: string): string {
  const decoded = benchColumns.map(({ name, kind }) =>
    kind === 'categorical' ? `count(DISTINCT ${name})` : `sum(${name})`,
  );
  return `SELECT ${decoded.join(', ')} FROM ${table}`;
}

/** Writes a CSV file again as Parquet: numbers as doubles, integers as 64-bit integers. */
export function copyToParquetSql(from: string, to: string, compression: 'snappy' | 'zstd'): string {
  const types = { numeric: 'DOUBLE', integer: 'BIGINT', categorical: 'VARCHAR' } as const;
  const columns = benchColumns.map(({ name, kind }) => `'${name}': '${types[kind]}'`).join(', ');
  return `COPY (SELECT * FROM read_csv('${quoted(from)}', header = true, columns = {${columns}}))
    TO '${quoted(to)}' (FORMAT parquet, COMPRESSION ${compression})`;
}

function quoted(path: string): string {
  return path.replaceAll("'", "''");
}
