"""Writes one table by many programs. Needs pandas, pyarrow, fastparquet, polars and duckdb; `python make-files.py` in this folder.

Spark, MySQL, PostgreSQL, Hive, BigQuery and Excel are written as they write: backslashes before quotes, `\\N`, `t` and `f`, `\\u0001`, whole
numbers as texts, a mark and semicolons.
"""

import datetime
import json

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.csv
import pyarrow.parquet

rows = 120
random = numpy.random.default_rng(7)
begin = datetime.datetime(2024, 1, 1)
words = ['plain', 'a "quoted" one', 'with, comma', 'späte Größe', 'two\nlines']

table = pandas.DataFrame(
    {
        'order_id': [10_000 + 7 * row for row in random.permutation(rows)],
        'amount': numpy.round(random.normal(50, 9, rows), 2),
        'count': random.integers(0, 40, rows),
        'share': [None if row % 11 == 3 else round(float(random.random()), 3) for row in range(rows)],
        'colour': random.choice(['red', 'green', 'blue'], rows),
        'note': [words[row % len(words)] for row in range(rows)],
        'flag': random.random(rows) < 0.3,
        'at': [begin + datetime.timedelta(hours=5 * row) for row in range(rows)],
    }
)
shuffled = table.sample(frac=1, random_state=1)
lists = table.assign(point=[[float(row), 2.5] for row in range(rows)])

table.to_csv('pandas.csv', date_format='%Y-%m-%d %H:%M:%S')
table.to_csv('pandas-german.csv', sep=';', decimal=',', index=False, date_format='%d.%m.%Y %H:%M')
table.to_csv('pandas-gzip.csv.gz', index=False, compression={'method': 'gzip', 'mtime': 1})
table.to_json('pandas-records.jsonl', orient='records')
lists.to_json('pandas-lines.jsonl', orient='records', lines=True, date_format='iso')
lists.set_index('order_id').loc[shuffled.order_id].to_parquet('pandas-index.parquet')
shuffled.to_parquet('pandas-shuffled.parquet')
table.to_parquet('fastparquet.parquet', engine='fastparquet', compression='gzip')

arrow = pyarrow.Table.from_pandas(lists, preserve_index=False)
pyarrow.csv.write_csv(arrow.drop(['point']), 'pyarrow.csv')
pyarrow.parquet.write_table(arrow, 'pyarrow.parquet', compression='zstd', row_group_size=50)
pyarrow.parquet.write_table(arrow, 'pyarrow-int96.parquet', use_deprecated_int96_timestamps=True, data_page_version='2.0')

frame = polars.from_arrow(arrow)
frame.drop('point').write_csv('polars.csv')
frame.write_ndjson('polars.jsonl')
frame.with_columns(polars.col('colour').cast(polars.Categorical)).write_parquet('polars.parquet')

connection = duckdb.connect()
connection.register('source', arrow)
connection.sql("COPY (SELECT * EXCLUDE (point) FROM source) TO 'duckdb.csv' (HEADER)")
connection.sql("COPY source TO 'duckdb.jsonl'")
connection.sql("COPY source TO 'duckdb.parquet' (FORMAT parquet, PARQUET_VERSION v2)")


def write(name, header, row, mark=''):
    with open(name, 'w', encoding='utf-8', newline='') as file:
        file.write(mark + header)
        for one in table.to_dict('records'):
            file.write(row(one))


def escaped(text):
    return text.replace('\\', '\\\\').replace('"', '\\"')


def missing(value, token=''):
    return token if pandas.isna(value) else str(value)


names = list(table.columns)
write(
    'spark.csv',
    ','.join(names) + '\n',
    lambda one: f'{one["order_id"]},{one["amount"]},{one["count"]},{missing(one["share"])},{one["colour"]},"{escaped(one["note"])}",'
    f'{str(one["flag"]).lower()},{one["at"].isoformat()}.000Z\n',
)
write(
    'mysql.tsv',
    '\t'.join(names) + '\n',
    lambda one: '\t'.join(
        [
            str(one['order_id']),
            str(one['amount']),
            str(one['count']),
            missing(one['share'], '\\N'),
            one['colour'],
            one['note'].replace('\\', '\\\\').replace('\n', '\\\n'),
            str(int(one['flag'])),
            str(one['at']),
        ]
    )
    + '\n',
)
write(
    'hive.csv',
    '\x01'.join(names) + '\n',
    lambda one: '\x01'.join(
        [
            str(one['order_id']),
            str(one['amount']),
            str(one['count']),
            missing(one['share'], '\\N'),
            one['colour'],
            one['note'].replace('\n', ' ').replace('"', "'"),
            str(one['flag']).lower(),
            str(one['at']),
        ]
    )
    + '\n',
)
write(
    'postgres.csv',
    ','.join(names) + '\n',
    lambda one: f'{one["order_id"]},{one["amount"]},{one["count"]},{missing(one["share"])},{one["colour"]},"'
    + one['note'].replace('"', '""')
    + f'",{"t" if one["flag"] else "f"},{one["at"]}+00\n',
)
write(
    'bigquery.jsonl',
    '',
    lambda one: json.dumps(
        {
            **one,
            'order_id': str(one['order_id']),
            'share': None if pandas.isna(one['share']) else one['share'],
            'at': f'{one["at"]} UTC',
        },
        ensure_ascii=False,
    )
    + '\n',
)
write(
    'excel.csv',
    ';'.join(names) + '\r\n',
    lambda one: f'{one["order_id"]};{one["amount"]:.2f};{one["count"]};{missing(one["share"])};'.replace('.', ',')
    + f'{one["colour"]};"'
    + one['note'].replace('"', '""')
    + f'";{"WAHR" if one["flag"] else "FALSCH"};{one["at"]:%d.%m.%Y %H:%M}\r\n',
    mark='\ufeff',
)
