"""Record what TensorFlow makes of programs that are texts.

    python tests/golden/record_programs.py [topic ...]           # with TensorFlow 1.15.5, on Python 3.7
    python tests/golden/record_programs.py --endless [first]     # no record: random programs held against TensorFlow 2.x,
                                                                 # beside which headrace is, until stopped

A topic is a file of support/program_texts; "generated" are random programs by seed.
"""

import argparse
import itertools
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support.program_texts import generating  # noqa: E402
from support.program_texts.running import leaves, outcome, texts  # noqa: E402

tf = tensorflow.compat.v1
tf.disable_v2_behavior()
tf.logging.set_verbosity(tf.logging.FATAL)

PLACES = {
    "arrays": "control_flow/arrays",
    "functional": "control_flow/arrays",
    "generated": "control_flow/arrays",
    "ctc": "ctc",
}
"""Where what comes of the programs of a topic stands."""

WITHOUT_NODES = {"generated"}
GRADIENTS_APART = {"functional"}
"""Whose nodes of gradients are held to TensorFlow's elsewhere."""

GENERATED = 120


def record(topic):
    lines = []
    generated = {str(seed): generating.program(seed) for seed in range(GENERATED)}
    for name, text in (generated if topic == "generated" else texts(f"{topic}.txt")).items():
        found = outcome(tf, text)
        nodes = found.pop("nodes", {})
        if topic in GRADIENTS_APART:
            nodes = {name: words for name, words in nodes.items() if not name.startswith("gradients")}
        if nodes and topic not in WITHOUT_NODES:
            found["nodes"] = nodes
        if topic == "generated":
            if "error" in found:
                continue  # a shape that a loop does not keep
            found["text"] = text
            for leaf in leaves(found["values"]):
                leaf["elements"] = [float(f"{element:.8g}") for element in leaf["elements"]]
        lines.append(f"{json.dumps(name)}: {json.dumps(found)}")
    (HERE / PLACES[topic] / f"{topic}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def endless(first):
    import headrace

    for seed in itertools.count(first):
        text = generating.program(seed)
        expected, found = outcome(tf, text), outcome(headrace, text)
        if "error" in expected:
            continue
        if not generating.alike(leaves(found.get("values")), leaves(expected["values"])):
            print(f"{seed}: {found.get('error')} {found.get('words')}\n{text}\n", flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("topics", nargs="*", default=list(PLACES))
parser.add_argument("--endless", type=int, nargs="?", const=GENERATED)
options = parser.parse_args()
if options.endless is not None:
    endless(options.endless)
for topic in options.topics:
    record(topic)
