"""The plain Python way: pandas reads, pydantic checks row by row, scipy compares each numeric column.

Usage: python-job.py BATCH REFERENCE ROWS COLUMNS, where COLUMNS is JSON like [{"name": "age", "kind": "integer"}].
Prints one line of JSON: {"rows": ..., "seconds": ...}. Imports are not measured, nor is reading the reference.
"""

import json
import sys
import time
from typing import Literal, Optional

import pandas
import pydantic
from scipy.stats import ks_2samp


def field(column):
    """The pydantic field of a column, with what the contract asks of it."""
    if column["kind"] == "categorical":
        return (Literal[tuple(column["values"])], ...)
    bounds = pydantic.Field(ge=column.get("min"), le=column.get("max"), default=None)
    number = int if column["kind"] == "integer" else float
    return (Optional[number] if column["nullable"] else number, bounds)


def run(batch, reference, rows, columns):
    row_model = pydantic.create_model("Row", **{column["name"]: field(column) for column in columns})
    started = time.process_time()
    frame = pandas.read_csv(batch, nrows=rows)
    accepted = []
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        try:
            row_model(**row)
            accepted.append(True)
        except pydantic.ValidationError:
            accepted.append(False)
    valid = frame[accepted]
    for column in columns:
        if column["kind"] != "categorical":
            ks_2samp(reference[column["name"]].dropna(), valid[column["name"]].dropna(), method="asymp")
    return {"rows": len(frame), "seconds": time.process_time() - started}


if __name__ == "__main__":
    batch, reference, rows, columns = sys.argv[1:]
    print(json.dumps(run(batch, pandas.read_csv(reference), int(rows), json.loads(columns))))
