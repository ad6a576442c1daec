"""Records `opt.jsonl` with TensorFlow 1.15.5: `python record.py` with its Python, in this directory."""

import json

import cases
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
with open("opt.jsonl", "w") as file:
    for name in cases.optimizers(tf):
        file.write(json.dumps([name, *cases.taken(tf, name)], separators=(",", ":")) + "\n")
