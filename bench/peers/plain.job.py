"""The plain way: pandas reads, pydantic checks row by row, scipy compares each column (KS, chi-square; p below 0.05). No page."""

from typing import Literal, Optional

import job
import pandas
import pydantic
from scipy.stats import chi2_contingency, ks_2samp


def field(column):
    """The pydantic field of a column, with what the contract asks of it."""
    if column["kind"] == "categorical":
        return (Literal[tuple(column["values"])], ...)
    bounds = pydantic.Field(ge=column.get("min"), le=column.get("max"), default=None)
    number = int if column["kind"] == "integer" else float
    return (Optional[number] if column["nullable"] else number, bounds)


def is_valid(row, model):
    try:
        model(**row)
        return True
    except pydantic.ValidationError:
        return False


def p_value(column, reference, valid):
    one, other = reference[column["name"]].dropna(), valid[column["name"]].dropna()
    if column["kind"] != "categorical":
        return ks_2samp(one, other, method="asymp").pvalue
    counts = pandas.DataFrame({"one": one.value_counts(), "other": other.value_counts()})
    return chi2_contingency(counts.fillna(0)).pvalue


reference, batch = job.read()
row_model = pydantic.create_model("Row", **{column["name"]: field(column) for column in job.COLUMNS})
rows = batch.astype(object).where(batch.notna(), None).to_dict("records")
valid = batch[[is_valid(row, row_model) for row in rows]]
job.finish(column["name"] for column in job.COLUMNS if p_value(column, reference, valid) < 0.05)
