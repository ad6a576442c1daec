"""Records what TensorFlow 1.15 makes of random messages of graphs (tests/support/graph_messages).

python1.15 tests/golden/rules/record_random_messages.py
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support"))

import graph_messages.imports  # noqa: E402
import graph_messages.tensors  # noqa: E402
import tensorflow as tf  # noqa: E402

LAWS = {
    "made": (graph_messages.tensors.made, 400),
    "read": (graph_messages.tensors.read, 400),
    "imported": (graph_messages.imports.imported, 200),
}

if __name__ == "__main__":
    found = {name: [law(tf, seed) for seed in range(seeds)] for name, (law, seeds) in LAWS.items()}
    rows = ['"{}": {}'.format(name, json.dumps(one, separators=(",", ":"))) for name, one in found.items()]
    (HERE / "random_messages.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")
    print(found["read"].count("refused"), "refused;", sum(isinstance(one, str) for one in found["imported"]), "not imported")
