"""Records `nets.jsonl` with TensorFlow 1.15.5: `python record.py` with its Python, in this directory."""

import json

import cases
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
with open("nets.jsonl", "w") as file:
    for kind, of, which in (("names", cases.names, cases.PLAIN), ("values", cases.values, cases.VALUES)):
        for name in sorted(which):
            for what, found in sorted(of(tf, name).items()):
                file.write(json.dumps([kind, name, what, found], separators=(",", ":")) + "\n")
