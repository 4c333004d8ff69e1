"""Writes the Parquet files beside it, and what must be read from each as JSON.

    pip install pyarrow==26.0.1 pandas==3.1.1 && python make-data.py && npm run fix

An expectation is a list of columns: name, decoding, and one cell a row: a value, {"missing": token}, or "unparsable"; tokens are
"" and "NaN". A vector is a list, or says how many numbers it has instead of three. Where another file must give the same, {"same": its name}. The values are computed from the data here, not read back by pyarrow.
"""

import datetime
import decimal
import json
import math
import pathlib
import random
import struct
import uuid

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
ROWS = 60
EPOCH = datetime.datetime(1970, 1, 1)
rng = random.Random(20261122)
null = {"missing": 0}
nan = {"missing": 1}
unparsable = "unparsable"
saved = {}


def with_nulls(values, every):
    return [None if i % every == every - 1 else v for i, v in enumerate(values)]


def cells(values, to=lambda v: v):
    return [null if v is None else to(v) for v in values]


def save(name, table, expected, **options):
    pq.write_table(table, HERE / f"{name}.parquet", **options)
    columns = [{"name": n, "decoding": d, "cells": c} | ({"dimension": 3} if d == "vector" else {}) for n, d, c in expected]
    same = saved.setdefault(json.dumps(columns), name)
    (HERE / f"{name}.json").write_text(json.dumps(columns if same == name else {"same": same}) + "\n")


doubles = [rng.gauss(0, 1) for _ in range(ROWS)]
few = [[0.1, -2.5, 3e300, 5e-324][i % 4] for i in range(ROWS)]
longs = [rng.randrange(-(2**52), 2**52) for _ in range(ROWS)]
ints = [rng.randrange(-(2**31), 2**31) for _ in range(ROWS)]
flags = [rng.random() < 0.5 for _ in range(ROWS)]
words = [["north", "süd", "東", "", "a longer word, said again and again and again"][i % 5] for i in range(ROWS)]
texts = [f"text {rng.randrange(10**9)} {'x' * rng.randrange(40)}" for _ in range(ROWS)]


def basic(every):
    columns = {
        "double": (pa.float64(), "number", with_nulls(doubles, every)),
        "few": (pa.float64(), "number", with_nulls(few, every + 1)),
        "long": (pa.int64(), "integer", with_nulls(longs, every + 2)),
        "int": (pa.int32(), "integer", with_nulls(ints, every)),
        "flag": (pa.bool_(), "boolean", with_nulls(flags, every)),
        "word": (pa.string(), "category", with_nulls(words, every)),
        "text": (pa.string(), "text", with_nulls(texts, every)),
    }
    table = pa.table({n: pa.array(v, t) for n, (t, _, v) in columns.items()})

    def cell(v):
        return null if v == "" else str(v).lower() if isinstance(v, bool) else v

    return table, [(n, d, cells(v, cell)) for n, (_, d, v) in columns.items()]


table, expected = basic(7)
for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    save(f"codec-{codec}", table, expected, compression=codec)
for version in ["1.0", "2.0"]:
    for dictionary in [True, False]:
        name = f"page-v{version[0]}-{'dictionary' if dictionary else 'plain'}"
        save(name, table, expected, data_page_version=version, use_dictionary=dictionary, data_page_size=100,
             write_batch_size=8, write_page_checksum=True)
save("row-groups", table, expected, row_group_size=13)
save("dictionary-fallback", table, expected, dictionary_pagesize_limit=200, write_batch_size=8, data_page_size=100)
save("delta", table, expected, use_dictionary=False, data_page_version="2.0", column_encoding={
    "long": "DELTA_BINARY_PACKED", "int": "DELTA_BINARY_PACKED", "double": "BYTE_STREAM_SPLIT", "few": "BYTE_STREAM_SPLIT",
    "word": "DELTA_BYTE_ARRAY", "text": "DELTA_LENGTH_BYTE_ARRAY", "flag": "RLE"})
required = pa.schema([pa.field(f.name, f.type, nullable=False) for f in table.schema])
table, expected = basic(1000)
save("required", table.cast(required), expected, use_dictionary=False, compression="none")
save("required-dictionary", table.cast(required), expected)

wide = [-(2**63), 2**63 - 1, -(2**53) - 1, 2**53 + 1, 0, None]
unsigned = [0, 2**63, 2**64 - 1, 1, None, 2**53 + 1]
halves = [0.5, -2.0, 65504.0, 6e-8, math.nan, None]
floats = [0.1, -0.0, math.nan, math.inf, -math.inf, None]
single = [struct_float for struct_float in pa.array(floats, pa.float32()).to_pylist()]
half = pa.array([None if v is None else v for v in halves], pa.float16())
mixed = ["1", "NaN", "2024-05-06", "", "2024-05-06T07:08:09.123456+02:00", None]
small = [-1, 255 - 256, 127, -128, 0, None]
bytes_u32 = [0, 2**32 - 1, 2**31, 1, None, 5]
table = pa.table({
    "wide": pa.array(wide, pa.int64()), "unsigned": pa.array(unsigned, pa.uint64()), "half": half,
    "float": pa.array(floats, pa.float64()), "single": pa.array(floats, pa.float32()), "mixed": pa.array(mixed, pa.string()),
    "small": pa.array(small, pa.int8()), "u32": pa.array(bytes_u32, pa.uint32()), "none": pa.nulls(6),
    "latin": pa.array([b"caf\xe9", b"cafe", b"", None, b"\xff", b"x"], pa.binary()),
    "whole": pa.array([1.0, 2.5, -3.0, 1e300, None, math.nan], pa.float64()),
    "uuid": pa.array([uuid.UUID(int=i).bytes for i in range(5)] + [None], pa.uuid()),
})


def number(v):
    return nan if math.isnan(v) else unparsable if math.isinf(v) else v


def as_text(v):
    return nan if math.isnan(v) else unparsable if math.isinf(v) else {0.1: "0.1", 0.0: "0"}[v]


save("numbers", table, [
    ("wide", "number", cells(wide, float)), ("wide", "category", cells(wide, str)), ("wide", "text", cells(wide, lambda v: unparsable)),
    ("unsigned", "integer", cells(unsigned, float)), ("unsigned", "category", cells(unsigned, str)),
    ("half", "number", cells(half.to_pylist(), lambda v: number(float(v)))),
    ("float", "number", cells(floats, number)), ("float", "category", cells(floats, as_text)),
    ("single", "number", cells(single, number)), ("float", "boolean", cells(floats, lambda v: nan if math.isnan(v) else unparsable)),
    ("mixed", "number", [unparsable, nan, unparsable, null, unparsable, null]),
    ("mixed", "timestamp", [unparsable, nan, 1714953600000, null, 1714972089123, null]),
    ("mixed", "category", ["1", nan, mixed[2], null, mixed[4], null]),
    ("mixed", "boolean", [unparsable, nan, unparsable, null, unparsable, null]),
    ("small", "integer", cells(small)), ("u32", "integer", cells(bytes_u32)), ("u32", "category", cells(bytes_u32, str)),
    ("none", "number", [null] * 6), ("none", "category", [null] * 6), ("none", "text", [null] * 6),
    ("latin", "category", [unparsable, "cafe", null, null, unparsable, "x"]),
    ("latin", "text", [unparsable, "cafe", null, null, unparsable, "x"]),
    ("whole", "integer", [1, unparsable, -3, 1e300, null, nan]),
    ("uuid", "category", [str(uuid.UUID(int=i)) for i in range(5)] + [null]),
    ("uuid", "text", [str(uuid.UUID(int=i)) for i in range(5)] + [null]),
    ("nowhere", "number", ["no such column"] * 6),
])

D = decimal.Decimal
amounts = [D("0.10"), D("-0.01"), D("12345.67"), D("99999.99"), None, D("0.00")]
huge = [D("0.1000000000"), D("-1234567890123456789012345678.0123456789"), D("9007199254740993.0000000001"), D("0E-10"), None, D("1E-10")]
save("decimals", pa.table({
    "d32": pa.array(amounts, pa.decimal128(7, 2)), "d64": pa.array(amounts, pa.decimal128(15, 2)),
    "d128": pa.array(huge, pa.decimal128(38, 10)), "d256": pa.array(huge, pa.decimal256(60, 10)),
    "d0": pa.array([D(1), D(-2), D(3), None, D(2**53 + 1), D(0)], pa.decimal128(20, 0)),
}), [
    ("d32", "number", cells(amounts, float)), ("d32", "category", cells(amounts, str)),
    ("d64", "number", cells(amounts, float)), ("d64", "integer", cells(amounts, lambda v: 0.0 if v == 0 else unparsable)),
    ("d128", "number", cells(huge, float)), ("d128", "category", cells(huge, lambda v: f"{v:.10f}")),
    ("d256", "number", cells(huge, float)), ("d256", "category", cells(huge, lambda v: f"{v:.10f}")),
    ("d0", "integer", [1, -2, 3, null, float(2**53 + 1), 0]), ("d0", "category", ["1", "-2", "3", null, str(2**53 + 1), "0"]),
    ("d32", "text", cells(amounts, lambda v: unparsable)),
], store_decimal_as_integer=True)

nanos = [0, 1_714_972_089_123_456_789, -1, -1_000_000, -999_999, 2**63 - 1, -(2**62), None]
micros = [None if v is None else v // 1000 for v in nanos]
millis = [None if v is None else v // 10**6 for v in nanos]
days = [0, 19_849, -1, 2_932_896, -719_162, 1, 2, None]
clock = [0, 1, 86_399_999_999, 3_600_000_000, 60_000_000, 1_000_000, 1_001_000, None]
times = [
    ("s", pa.timestamp("s"), [None if v is None else v // 10**9 for v in nanos], lambda v: v * 1000),
    ("ms", pa.timestamp("ms"), millis, lambda v: v), ("us", pa.timestamp("us", "UTC"), micros, lambda v: v // 1000),
    ("ns", pa.timestamp("ns"), nanos, lambda v: v // 10**6), ("date", pa.date32(), days, lambda v: v * 86_400_000),
]
table = pa.table({n: pa.array(v, t) for n, t, v, _ in times} | {"time": pa.array(clock, pa.time64("us"))})
expected = [(n, "timestamp", cells(v, to)) for n, _, v, to in times]
expected += [("ns", "number", cells(nanos, lambda v: unparsable)), ("date", "category", cells(days, lambda v: unparsable))]
expected += [("time", "category", cells(clock, lambda v: (EPOCH + datetime.timedelta(microseconds=v)).strftime("%H:%M:%S.%f")))]
save("times", table, expected, version="2.6")
recent = [v for v in nanos if v is None or abs(v) < 2**62]
save("int96", pa.table({"t": pa.array(recent, pa.timestamp("ns"))}), [("t", "timestamp", cells(recent, lambda v: v // 10**6))],
     use_deprecated_int96_timestamps=True)

table = pa.table({
    "home": pa.array([{"city": "Bern", "at": {"x": 1.5}}, None, {"city": None, "at": None}, {"city": "Genf", "at": {"x": None}}]),
    "tags": pa.array([["a"], [], None, ["b", "c"]], pa.list_(pa.string())),
    "map": pa.array([[("k", 1)], [], None, [("l", 2)]], pa.map_(pa.string(), pa.int32())),
    "lists": pa.array([[[1.0]], [], None, [[2.0], []]]), "after": pa.array([1, 2, 3, 4]),
})
save("nested", table, [
    ("home.city", "category", ["Bern", null, null, "Genf"]), ("home.at.x", "number", [1.5, null, null, null]),
    ("home", "category", [unparsable] * 4), ("tags", "text", [unparsable] * 4), ("map", "number", [unparsable] * 4),
    ("lists", "boolean", [unparsable] * 4), ("after", "integer", [1, 2, 3, 4]),
])

table, _ = basic(7)
empty = [(n, "category", []) for n in table.column_names]
save("zero-rows", table.slice(0, 0), empty)
with pq.ParquetWriter(HERE / "zero-row-groups.parquet", table.schema):
    pass
(HERE / "zero-row-groups.json").write_text(json.dumps({"same": "zero-rows"}) + "\n")

frame = pd.DataFrame({"a": [1, 2], "b": pd.Series([1, None], dtype="Int64"), "c": pd.Series(["x", "y"], dtype="category")})
frame.to_parquet(HERE / "pandas.parquet")
(HERE / "pandas.json").write_text(json.dumps([
    {"name": "a", "decoding": "integer", "cells": [1, 2]}, {"name": "b", "decoding": "integer", "cells": [1, null]},
    {"name": "c", "decoding": "category", "cells": ["x", "y"]}]) + "\n")

# The same rows as CSV and as Parquet, for the same profile.
rows = [
    {"age": rng.randrange(18, 90), "income": round(rng.gauss(3e4, 1e4), 2), "ratio": rng.random(), "plan": rng.choice(["free", "basic", "pro"]),
     "active": rng.random() < 0.5, "since": EPOCH + datetime.timedelta(milliseconds=rng.randrange(10**12, 2 * 10**12)),
     "note": f"n{rng.randrange(50)}"} for _ in range(200)
]
for i in range(0, 200, 9):
    rows[i][rng.choice(["income", "ratio", "plan", "note"])] = None
frame = pd.DataFrame(rows)
frame.to_parquet(HERE / "same-rows.parquet", row_group_size=70)
frame.to_csv(HERE / "same-rows.csv", index=False)
(HERE / "same-rows.json").write_text(json.dumps([
    {"name": "age", "decoding": "integer", "cells": [r["age"] for r in rows]},
    {"name": "plan", "decoding": "category", "cells": [null if r["plan"] is None else r["plan"] for r in rows]}]) + "\n")

# Lists as vectors of three numbers: what is no list of finite numbers is unparsable, as in JSON.
vectors = [[0.1, -2.5, 3e300], [], None, [1.0, 2.0], [1.0, None, 3.0], [math.nan, 1.0, 2.0], [1.0, math.inf, 0.0], [5e-324, -0.0, 7.0]]
vectors += [[rng.gauss(0, 1) for _ in range(3)] for _ in range(ROWS - len(vectors))]


def vector(v):
    if any(x is None or not math.isfinite(x) for x in v):
        return unparsable
    return v if len(v) == 3 else f"{len(v)} numbers"


def whole(v):
    return None if v is None else [None if x is None or not math.isfinite(x) or abs(x) > 2**31 else int(x) for x in v]


wholes = [whole(v) for v in vectors]
singles = pa.array(vectors, pa.list_(pa.float32())).to_pylist()
full = [v if v and len(v) == 3 and None not in v else [1.0, 2.0, 3.0] for v in vectors]
lists = pa.table({
    "double": pa.array(vectors, pa.list_(pa.float64())), "float": pa.array(vectors, pa.list_(pa.float32())),
    "int": pa.array(wholes, pa.list_(pa.int32())), "long": pa.array(wholes, pa.large_list(pa.int64())),
    "fixed": pa.array(full, pa.list_(pa.float64(), 3)), "word": pa.array([["1", "2", "3"], []] * (ROWS // 2), pa.list_(pa.string())),
    "required": pa.array(full, pa.list_(pa.field("element", pa.float64(), nullable=False))),
    "home": pa.array([None if v is None else {"at": v} for v in vectors], pa.struct([("at", pa.list_(pa.float64()))])),
    "points": pa.array([[{"x": 1.0}]] * ROWS, pa.list_(pa.struct([("x", pa.float64())]))),
    "nested": pa.array([[[1.0, 2.0, 3.0]]] * ROWS, pa.list_(pa.list_(pa.float64()))),
    "scalar": pa.array([1.0, None] * (ROWS // 2)),
})
lists = lists.set_column(6, pa.field("required", lists.schema.field("required").type, nullable=False), lists["required"])
expected = [
    ("double", "vector", cells(vectors, vector)), ("float", "vector", cells(singles, vector)),
    ("int", "vector", cells(wholes, vector)), ("long", "vector", cells(wholes, vector)), ("fixed", "vector", cells(full, vector)),
    ("word", "vector", [unparsable, "0 numbers"] * (ROWS // 2)), ("required", "vector", cells(full, vector)),
    ("home.at", "vector", cells(vectors, vector)), ("points", "vector", [unparsable] * ROWS), ("nested", "vector", [unparsable] * ROWS),
    ("scalar", "vector", [unparsable, null] * (ROWS // 2)), ("double", "number", [unparsable] * ROWS),
]
save("lists", lists, expected)
save("lists-plain", lists, expected, use_dictionary=False, compression="none", data_page_size=64, write_batch_size=5)
save("lists-v2", lists, expected, data_page_version="2.0", data_page_size=100, write_batch_size=7, compression="zstd", row_group_size=13)
save("lists-delta", lists.select(["int", "long"]), expected[2:4], use_dictionary=False, column_encoding="DELTA_BINARY_PACKED")
save("lists-old-names", lists, expected, use_compliant_nested_type=False)
save("lists-empty", lists.slice(0, 0), [(n, d, []) for n, d, _ in expected])
wide = [[rng.gauss(0, 1) for _ in range(700)] for _ in range(5)]
save("lists-wide", pa.table({"v": pa.array(wide, pa.list_(pa.float64()))}), [("v", "vector", ["700 numbers"] * 5)],
     data_page_size=1024, write_batch_size=64, use_dictionary=False)


# Lists as older programs wrote them, which pyarrow reads but does not write: by hand, and read back by pyarrow.
def varint(n):
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + varint(n >> 7)


class Long(int):
    """An i64; other ints are i32."""


def thrift(value):
    """Compact protocol: texts are binary, lists of one type, dicts structs by field id."""
    if isinstance(value, int):
        return varint(value * 2 if value >= 0 else -value * 2 - 1)
    if isinstance(value, str):
        return varint(len(value)) + value.encode()
    if isinstance(value, list):
        return bytes([len(value) << 4 | thrift_type(value[0])]) + b"".join(map(thrift, value))
    fields, last = b"", 0
    for key, item in value.items():
        fields += bytes([(key - last) << 4 | thrift_type(item)]) + thrift(item)
        last = key
    return fields + b"\0"


def thrift_type(value):
    return 6 if isinstance(value, Long) else 5 if isinstance(value, int) else 8 if isinstance(value, str) else 9 if isinstance(value, list) else 12


def levels(values):
    """Runs of one; three levels at most take a byte each."""
    runs = b"".join(b"\x02" + bytes([v]) for v in values)
    return len(runs).to_bytes(4, "little") + runs


def old_lists(schema, columns, rows):
    data, chunks = b"PAR1", []
    for path, repetition, definition, values in columns:
        body = levels(repetition) + levels(definition) + b"".join(struct.pack("<d", v) for v in values)
        page = thrift({1: 0, 2: len(body), 3: len(body), 5: {1: len(definition), 2: 0, 3: 3, 4: 3}}) + body
        size = Long(len(page))
        chunks.append({2: Long(len(data)), 3: {1: 5, 2: [0], 3: path, 4: 0, 5: Long(len(definition)), 6: size, 7: size, 9: Long(len(data))}})
        data += page
    footer = thrift({1: 1, 2: schema, 3: Long(rows), 4: [{1: chunks, 2: Long(len(data)), 3: Long(rows)}]})
    return data + footer + len(footer).to_bytes(4, "little") + b"PAR1"


REQUIRED, OPTIONAL, REPEATED, LIST = 0, 1, 2, 3
schema = [
    {4: "root", 5: 4},
    {1: 5, 3: REPEATED, 4: "repeated"},
    {3: OPTIONAL, 4: "two", 5: 1, 6: LIST}, {1: 5, 3: REPEATED, 4: "array"},
    {3: OPTIONAL, 4: "bag", 5: 1, 6: LIST}, {3: REPEATED, 4: "bag", 5: 1}, {1: 5, 3: OPTIONAL, 4: "array_element"},
    {3: REQUIRED, 4: "tuple", 5: 1, 6: LIST}, {3: REPEATED, 4: "tuple_tuple", 5: 1}, {1: 5, 3: REQUIRED, 4: "x"},
]
three = [1.5, 2.5, 3.5]
old = [
    (["repeated"], [0, 1, 1, 0, 0], [1, 1, 1, 0, 1], three + [4.5]),
    (["two", "array"], [0, 0, 0, 1, 1], [0, 1, 2, 2, 2], three),
    (["bag", "bag", "array_element"], [0, 1, 1, 0, 1, 1, 0], [3, 3, 3, 3, 2, 3, 0], three + [1.0, 2.0]),
    (["tuple", "tuple_tuple", "x"], [0, 0, 0], [1, 1, 1], three),
]
(HERE / "lists-old.parquet").write_bytes(old_lists(schema, old, 3))
assert pq.read_table(HERE / "lists-old.parquet").to_pydict() == {
    "repeated": [three, [], [4.5]], "two": [None, [], three], "bag": [three, [1.0, None, 2.0], None], "tuple": [[{"x": v}] for v in three]}
(HERE / "lists-old.json").write_text(json.dumps([{"name": n, "decoding": "vector", "dimension": 3, "cells": c} for n, c in [
    ("repeated", [three, "0 numbers", "1 numbers"]), ("two", [null, "0 numbers", three]), ("bag", [three, unparsable, null]),
    ("tuple", [unparsable] * 3)]]) + "\n")

# The same rows as JSON Lines and as Parquet: vectors, some of them wrong, beside texts.
rows = [{"embedding": [round(rng.gauss(0, 1), 6) for _ in range(3)], "note": " ".join(rng.choice(["süß", "ok", "no. 7", "東京", "fine"])
         for _ in range(rng.randrange(1, 9)))} for _ in range(300)]
for i, bad in [(3, None), (50, []), (51, [1.0]), (120, [1.0, None, 3.0]), (200, [1.0, 2.0, 3.0, 4.0]), (299, None)]:
    rows[i]["embedding"] = bad
rows[7]["note"] = None
pq.write_table(pa.Table.from_pylist(rows), HERE / "same-lists.parquet", row_group_size=70, data_page_size=128, write_batch_size=16)
(HERE / "same-lists.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
(HERE / "same-lists.json").write_text(json.dumps([{"name": "embedding", "decoding": "vector", "dimension": 3, "cells": cells(
    [r["embedding"] for r in rows], vector)}]) + "\n")
