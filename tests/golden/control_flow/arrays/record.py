"""Record what TensorFlow makes of the programs about TensorArrays: `python tests/golden/control_flow/arrays/record.py`.

Recorded with TensorFlow 1.15.5, on Python 3.7.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from support.tensor_arrays.programs import outcome, texts  # noqa: E402

tf.logging.set_verbosity(tf.logging.FATAL)
for kind in ("programs", "functional"):
    outcomes = {name: outcome(tf, text) for name, text in texts(f"{kind}.txt").items()}
    lines = [f"{json.dumps(name)}: {json.dumps(found)}" for name, found in outcomes.items()]
    (HERE / f"{kind}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
