"""Evidently: the preset for drift at its defaults, and its page. It checks no rows."""

import job
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

reference, batch = (Dataset.from_pandas(frame, data_definition=DataDefinition()) for frame in job.read())
snapshot = Report([DataDriftPreset()]).run(batch, reference)
snapshot.save_html(job.PAGE)


def drifts(value, config):
    is_probability = "p_value" in config["method"] or "p-value" in config["method"]
    return value <= config["threshold"] if is_probability else value >= config["threshold"]


metrics = [metric for metric in snapshot.dict()["metrics"] if metric["config"]["type"].endswith(":ValueDrift")]
job.finish(one["config"]["column"] for one in metrics if drifts(float(one["value"]), one["config"]))
