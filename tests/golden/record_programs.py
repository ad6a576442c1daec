"""Record what TensorFlow makes of programs that are texts: `python tests/golden/record_programs.py [topic ...]`.

Recorded with TensorFlow 1.15.5, on Python 3.7.
"""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support.program_texts.running import outcome, texts  # noqa: E402

PLACES = {"arrays": "control_flow/arrays", "functional": "control_flow/arrays", "ctc": "ctc"}
"""Where what comes of the programs of a topic stands."""

WITHOUT_NODES = {"ctc"}

tf.logging.set_verbosity(tf.logging.FATAL)
for topic in sys.argv[1:] or PLACES:
    outcomes = {name: outcome(tf, text) for name, text in texts(f"{topic}.txt").items()}
    if topic in WITHOUT_NODES:
        for found in outcomes.values():
            found.pop("nodes", None)
    lines = [f"{json.dumps(name)}: {json.dumps(found)}" for name, found in outcomes.items()]
    (HERE / PLACES[topic] / f"{topic}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
