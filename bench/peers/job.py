"""What the jobs have in common: arguments, reading, and one line of JSON on standard output in the end.

Usage of each job: python JOB.py REFERENCE BATCH PAGE COLUMNS, where COLUMNS is JSON like [{"name": "age", "kind": "integer"}].
"""

import json
import os
import resource
import sys

# None of them is to tell anybody that it runs.
os.environ.update(DO_NOT_TRACK="1", NML_DISABLE_USAGE_LOGGING="1", WHYLOGS_NO_ANALYTICS="True")

REFERENCE, BATCH, PAGE = sys.argv[1:4]
COLUMNS = json.loads(sys.argv[4])


def read():
    """Reference and batch as data frames; the empty cell alone is missing."""
    import pandas

    return [pandas.read_csv(path, keep_default_na=False, na_values=[""]) for path in (REFERENCE, BATCH)]


def finish(flagged):
    """Prints the columns that were found to drift, and what the process took."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "cpuSeconds": sum(one.ru_utime + one.ru_stime for one in usage),
                "peakBytes": max(one.ru_maxrss for one in usage) * 1024,
                "flagged": sorted(flagged),
            }
        )
    )
