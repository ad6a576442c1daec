"""Records what TensorFlow 1.15 makes of random TensorProtos (tests/support/tensor_messages.py).

python1.15 tests/golden/rules/record_random_tensors.py
"""

import importlib.util
import json
import os
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf

HERE = Path(__file__).resolve().parent
SEEDS = 400

if __name__ == "__main__":
    path = HERE.parents[1] / "support" / "tensor_messages.py"
    spec = importlib.util.spec_from_file_location("tensor_messages", str(path))
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    found = {
        "made": [messages.made(tf, seed) for seed in range(SEEDS)],
        "read": [messages.read(tf, seed) for seed in range(SEEDS)],
    }
    (HERE / "random_tensors.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")
    print(found["read"].count("refused"), "refused of", SEEDS)
