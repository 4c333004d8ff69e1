"""whylogs: a profile of each file, drift by its default thresholds, and its page. It checks no rows."""

import os

import job
import whylogs
from whylogs.viz import NotebookProfileVisualizer
from whylogs.viz.drift.column_drift_algorithms import calculate_drift_scores

reference, batch = (whylogs.log(frame).view() for frame in job.read())
scores = calculate_drift_scores(target_view=batch, reference_view=reference, with_thresholds=True)
visualizer = NotebookProfileVisualizer()
visualizer.set_profiles(target_profile_view=batch, reference_profile_view=reference)
folder, name = os.path.split(job.PAGE)
visualizer.write(
    rendered_html=visualizer.summary_drift_report(),
    preferred_path=folder,
    html_file_name=name.removesuffix(".html"),
)
job.finish(name for name, score in scores.items() if score and score["drift_category"] == "DRIFT")
