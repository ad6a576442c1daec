"""Record what TensorFlow 1.15.5 makes of tests/support/estimators/canned.py: python tests/golden/estimators/record_canned.py

For each model a checkpoint after three steps, what it is evaluated and predicted to, and its variables three steps later.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support" / "estimators"))
import canned  # noqa: E402
import programs  # noqa: E402


def record(name):
    directory = tempfile.mkdtemp()
    kind, estimator = canned.made(tf, name, directory)
    estimator.train(canned.inputs(tf, kind, None), steps=3)
    kept = HERE / "checkpoints" / name
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for path in [*glob.glob(directory + "/model.ckpt-3.index"), *glob.glob(directory + "/model.ckpt-3.data*")]:
        shutil.copy(path, kept)
    (kept / "checkpoint").write_text('model_checkpoint_path: "model.ckpt-3"\nall_model_checkpoint_paths: "model.ckpt-3"\n')
    found = {
        "tags": canned.tags(tf, directory),
        "evaluated": programs.plain(estimator.evaluate(canned.inputs(tf, kind, 1))),
        "predicted": [programs.plain(canned.keyed(one)) for one in estimator.predict(canned.inputs(tf, None, 1))][:4],
        "signatures": canned.signatures(tf, estimator, os.path.join(directory, "export")),
    }
    if name == "combined_classifier":
        (path,) = glob.glob(directory + "/export/*")
        found["served"] = programs.plain(canned.served(tf, path))
        shutil.rmtree(HERE / "exported", ignore_errors=True)
        shutil.copytree(path, HERE / "exported")
    estimator.train(canned.inputs(tf, kind, None), steps=3)
    found["variables"] = programs.variables_of(estimator)
    shutil.rmtree(directory)
    return found


if __name__ == "__main__":
    names = sys.argv[1:] or list(canned.cases(tf))
    path = HERE / "canned.json"
    found = json.loads(path.read_text()) if path.exists() and sys.argv[1:] else {}
    found.update({name: record(name) for name in names})
    path.write_text(json.dumps(found, sort_keys=True) + "\n")
