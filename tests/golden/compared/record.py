"""Records what TensorFlow 1.15.5 makes of modules of programs (tests/support/compared), in a JSON file beside each.

python tests/golden/compared/record.py MODULE.PY ...     # a Python with TensorFlow 1.15.5
"""

import json
import os
import sys
import types
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
support = sys.modules["support"] = types.ModuleType("support")
support.__path__ = [str(Path(__file__).resolve().parents[2] / "support")]

import tensorflow as tf  # noqa: E402
from support import compared  # noqa: E402

tf.logging.set_verbosity(tf.logging.FATAL)
for path in sys.argv[1:]:
    programs = compared.programs_of(path)
    found = {name: programs.seen(tf, name) for name in programs}
    rows = [json.dumps(name) + ": " + json.dumps(one, separators=(",", ":")) for name, one in found.items()]
    compared.recording_of(path).write_text("{\n" + ",\n".join(rows) + "\n}\n")
    failed = [name for name, one in found.items() if isinstance(one, dict) and "error" in one]
    print(path, len(found), "programs; these fail:", *failed)
