"""Makes pairwise-correlation.json: Spearman's correlation of columns with ties and missing values, by scipy.

Ranks are over all values that a column has, missing values are left out pair by pair, and a category is the indicator of
itself against everything else. Run with numpy and scipy: python3 pairwise-correlation.py > pairwise-correlation.json
"""
import json

import numpy
import scipy
from scipy.stats import rankdata

random = numpy.random.default_rng(20_26)
rows = 400
z = random.normal(size=rows)
columns = {
    "smooth": numpy.round(z, 6),
    "tied": numpy.round(0.7 * z + random.normal(size=rows)),
    "skewed": numpy.round(numpy.exp(z + random.normal(size=rows)), 6),
    "zeros": numpy.where(random.uniform(size=rows) < 0.6, 0, numpy.round(numpy.abs(z), 3)),
}
for name, share in (("tied", 0.1), ("skewed", 0.25)):
    columns[name][random.uniform(size=rows) < share] = numpy.nan
kind = numpy.where(z > 0.5, "hot", numpy.where(random.uniform(size=rows) < 0.5, "mild", "cold")).astype(object)
kind[random.uniform(size=rows) < 0.05] = None


def ranks(values):
    """Mid-ranks of all values present, missing where they are missing."""
    ranked = numpy.full(len(values), numpy.nan)
    present = ~numpy.isnan(values)
    ranked[present] = rankdata(values[present])
    return ranked


def indicator(category):
    return numpy.array([numpy.nan if value is None else float(value == category) for value in kind])


def correlation(x, y):
    both = ~numpy.isnan(x) & ~numpy.isnan(y)
    return {"rows": int(both.sum()), "coefficient": float(numpy.corrcoef(x[both], y[both])[0, 1])}


variables = {name: ranks(values) for name, values in columns.items()}
variables |= {f"kind = {category}": indicator(category) for category in ("hot", "mild", "cold")}
names = list(variables)
print(
    json.dumps(
        {
            "source": f"numpy {numpy.__version__}, scipy {scipy.__version__}: rankdata, corrcoef",
            "columns": {name: [None if numpy.isnan(v) else v for v in values] for name, values in columns.items()},
            "kind": list(kind),
            "pairs": [
                {"columns": [a, b], **correlation(variables[a], variables[b])}
                for i, a in enumerate(names)
                for b in names[i + 1 :]
                if not (a.startswith("kind") and b.startswith("kind"))
            ],
        }
    )
)
