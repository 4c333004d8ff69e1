import { maximumColumns } from '../limits.ts';
import type { FileFacts } from './file-facts.ts';

/** The program that wrote a file, as far as the file tells: what a change of library shows in. */
export interface WriterFacts {
  /** `parquet-cpp-arrow version 15.0.2`, `parquet-mr version 1.12.3 (build …)`, `DuckDB version v1.1.3 …` */
  readonly createdBy?: string;
  readonly pandasVersion?: string;
  /** The library that pandas wrote with: `pyarrow`, `fastparquet`. */
  readonly library?: string;
  readonly libraryVersion?: string;
  readonly sparkVersion?: string;
  /** Set where an Arrow library left its schema. */
  readonly arrowSchema?: true;
  /** What pandas held each column as: `float64`, `Int64`, `category`. */
  readonly dtypes?: readonly { readonly column: string; readonly dtype: string }[];
}

/** Characters of a text that are kept. */
const maximumLength = 200;

/** Larger metadata is not looked into: 16 Mi characters. */
const maximumJsonLength = 16_777_216;

/**
 * What a file tells of its writer.
 *
 * @returns undefined where it tells nothing; what is not as it should be is left out
 */
export function writerFacts({ createdBy, keyValues }: FileFacts): WriterFacts | undefined {
  const pandas = parsedObject(keyValues.get('pandas'));
  const creator = objectIn(pandas, 'creator');
  const dtypes = pandasDtypes(pandas);
  const facts: Record<keyof WriterFacts, unknown> = {
    createdBy: shortText(createdBy),
    pandasVersion: shortText(pandas?.get('pandas_version')),
    library: shortText(creator?.get('library')),
    libraryVersion: shortText(creator?.get('version')),
    sparkVersion: shortText(keyValues.get('org.apache.spark.version')),
    arrowSchema: keyValues.has('ARROW:schema') ? true : undefined,
    dtypes: dtypes.length === 0 ? undefined : dtypes,
  };
  const told = Object.entries(facts).filter(([, fact]) => fact !== undefined);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** The columns that pandas wrote its index into, by their names in the file. */
export function pandasIndexColumns({ keyValues }: Pick<FileFacts, 'keyValues'>): readonly string[] {
  const columns = parsedObject(keyValues.get('pandas'))?.get('index_columns');
  if (!Array.isArray(columns)) return [];
  return columns.slice(0, maximumColumns).filter((name: unknown) => typeof name === 'string');
}

function pandasDtypes(pandas: Fields | undefined): readonly { column: string; dtype: string }[] {
  const columns = pandas?.get('columns');
  if (!Array.isArray(columns)) return [];
  return columns.slice(0, maximumColumns).flatMap((item: unknown) => {
    const fields = fieldsOf(item);
    const column = shortText(fields?.get('name')) ?? shortText(fields?.get('field_name'));
    const dtype = shortText(fields?.get('numpy_type'));
    return column === undefined || dtype === undefined ? [] : [{ column, dtype }];
  });
}

type Fields = ReadonlyMap<string, unknown>;

function parsedObject(json: string | undefined): Fields | undefined {
  if (json === undefined || json.length > maximumJsonLength) return undefined;
  try {
    return fieldsOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function objectIn(fields: Fields | undefined, name: string): Fields | undefined {
  return fieldsOf(fields?.get(name));
}

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, maximumLength) : undefined;
}
