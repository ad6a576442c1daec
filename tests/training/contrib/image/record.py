"""Records `image.jsonl` with TensorFlow 1.15.5: `python record.py` with its Python, in this directory."""

import json

import cases
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
with open("image.jsonl", "w") as file:
    for text in cases.PROGRAMS:
        file.write(json.dumps([text, cases.outcome(tf, text)], separators=(",", ":")) + "\n")
