"""Records in which words TensorFlow refuses operations when they are built: `refused.json`, from the lines of `refused.txt`.

    python3.7 tests/golden/shapes/record_refused.py     # with TensorFlow 1.15

tests/graph/core/test_refusals.py reads it. A line that TensorFlow accepts is recorded with None.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent


def main():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    found = {}
    for line in (HERE / "refused.txt").read_text().splitlines():
        with tf.Graph().as_default():
            x, u = tf.placeholder(tf.float32, [2, 3]), tf.placeholder(tf.float32, [None, 3])
            s = tf.placeholder(tf.int32, [2])
            try:
                eval(line, {"tf": tf, "np": np, "x": x, "u": u, "s": s})
                found[line] = None
            except ValueError as error:
                found[line] = str(error)
    (HERE / "refused.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
