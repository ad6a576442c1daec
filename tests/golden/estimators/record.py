"""Record what TensorFlow 1.15.5 makes of the programs of tests/support/estimators: python tests/golden/estimators/record.py"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support" / "estimators"))
import programs  # noqa: E402


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")


def clusters():
    found = {}
    for name, config in programs.cluster_cases().items():
        os.environ["TF_CONFIG"] = json.dumps(config)
        error = programs.said(lambda: programs.cluster_of(tf, None))
        found[name] = {"error": error} if error else programs.cluster_of(tf, config)
    del os.environ["TF_CONFIG"]
    return found


if __name__ == "__main__":
    write("course.json", programs.course(tf, tempfile.mkdtemp()))
    write("refusals.json", programs.refusals(tf))
    write("clusters.json", clusters())
