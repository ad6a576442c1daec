"""Records what TensorFlow 1.15 makes of programs: `python record.py CASES.PY ...` writes a .json beside each.

python tests/support/beside/record.py tests/training/contrib/metrics/cases.py
"""

import importlib.util
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

_SPEC = importlib.util.spec_from_file_location(
    "running", os.path.join(os.path.dirname(os.path.abspath(__file__)), "running.py")
)
running = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(running)


def main(paths):
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.FATAL)
    for path in paths:
        found = {name: running.described(tf, program) for name, program in running.cases(path).items()}
        rows = ["{}: {}".format(json.dumps(name), json.dumps(one, separators=(",", ":"))) for name, one in found.items()]
        with open(os.path.splitext(path)[0] + ".json", "w") as file:
            file.write("{\n" + ",\n".join(rows) + "\n}\n")
        for name, one in found.items():
            if "error" in one:
                print(path, name, one["error"])


if __name__ == "__main__":
    main(sys.argv[1:])
