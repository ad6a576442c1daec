"""Small programs that build a dataset `d`: run by TensorFlow (`golden/datasets/record.py`) and here, they must do the same.

They stand in `programs.txt`: a line with `=` and a name, then its lines. At hand are `tf`, `np`, `collections`, `D`
(tf.data.Dataset) and `E` (tf.data.experimental).
"""

import os


def read_programs():
    """The texts of the programs by name."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs.txt")) as file:
        parts = ("\n" + file.read()).split("\n= ")[1:]
    return dict(part.rstrip("\n").split("\n", 1) for part in parts)
