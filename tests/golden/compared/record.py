"""Ask TensorFlow what it makes of the programs of tests/support/compared.

python3.7 tests/golden/compared/record.py [module ...]    # with tensorflow==1.15.5
"""

import importlib
import json
import os
import sys
import types
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
HERE = Path(__file__).resolve().parent
SUPPORT = HERE.parents[1] / "support"
support = sys.modules["support"] = types.ModuleType("support")
support.__path__ = [str(SUPPORT)]

import tensorflow as tf  # noqa: E402
from support import compared  # noqa: E402

tf.logging.set_verbosity(tf.logging.FATAL)
for name in sys.argv[1:] or sorted(path.stem for path in SUPPORT.glob("compared/*.py") if path.stem != "__init__"):
    programs = importlib.import_module("support.compared." + name).PROGRAMS.by_name
    found = {one: compared.observed(tf, program) for one, program in programs.items()}
    lines = ",\n".join(json.dumps(one) + ": " + json.dumps(told, separators=(",", ":")) for one, told in found.items())
    (HERE / (name + ".json")).write_text("{\n" + lines + "\n}\n")
    failed = [one for one, told in found.items() if isinstance(told, dict) and "error" in told]
    print(name, len(found), "programs; these fail:", *failed)
