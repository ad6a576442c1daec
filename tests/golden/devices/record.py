"""Ask TensorFlow what it makes of the programs of tests/support/device_programs.py.

python3.7 tests/golden/devices/record.py    # with tensorflow==1.15.5: tf115.json
python tests/golden/devices/record.py       # then with tensorflow 2.21: tf221.json, what is not as in 1.15
"""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))

try:
    import tensorflow.compat.v1 as tf
except ImportError:
    import tensorflow as tf
import device_programs

RANDOM = 100


@contextlib.contextmanager
def captured():
    """The lines that C code writes to the standard output."""
    lines = []
    sys.stdout.flush()
    kept = os.dup(1)
    with tempfile.TemporaryFile("w+") as file:
        os.dup2(file.fileno(), 1)
        try:
            yield lines
        finally:
            import ctypes

            ctypes.CDLL(None).fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
            file.seek(0)
            lines += file.read().splitlines()


def _difference(found, first):
    """The parts that are not as in 1.15; of an error, whose words differ throughout, only the class counts."""
    found["error"] = found.get("error", [None])[0]
    first["error"] = first.get("error", [None])[0]
    return {part: value for part, value in found.items() if value != first[part]}


def main():
    tf.disable_v2_behavior()
    tf.logging.set_verbosity(tf.logging.FATAL)
    told = {}
    for name, build, config in device_programs.written(tf):
        told[name] = device_programs.observed(tf, build, config, captured)
    for seed in range(RANDOM):
        made = device_programs.Made(tf, seed)
        told["random " + str(seed)] = device_programs.observed(tf, made.build, made.config, captured)
    failed = sum("error" in found for found in told.values())
    if tf.__version__ > "2":
        first = json.loads((Path(__file__).parent / "tf115.json").read_text())
        told = {name: _difference(found, first[name]) for name, found in told.items()}
        told = {name: difference for name, difference in told.items() if difference}
    lines = ",\n".join(json.dumps(name) + ": " + json.dumps(found, separators=(",", ":")) for name, found in told.items())
    name = "tf" + "".join(tf.__version__.split(".")[:2]) + ".json"
    (Path(__file__).parent / name).write_text("{\n" + lines + "\n}\n")
    print(name, len(told), "programs,", failed, "fail")


main()
