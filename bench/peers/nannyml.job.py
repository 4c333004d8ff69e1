"""NannyML: univariate drift at its defaults (Jensen and Shannon, ten chunks), and its page. It checks no rows."""

import warnings

import job

warnings.filterwarnings("ignore")
import nannyml

reference, batch = job.read()
columns = list(reference.columns)
calculator = nannyml.UnivariateDriftCalculator(column_names=columns, chunk_number=10).fit(reference)
result = calculator.calculate(batch)
result.plot(kind="drift").write_html(job.PAGE)
frame = result.filter(period="analysis").to_df()
job.finish(name for name in columns if frame[(name, "jensen_shannon", "alert")].any())
