"""Records `stereograms.jsonl` with TensorFlow 1.15.5: `python record_stereograms.py` with its Python, in this directory."""

import json
import subprocess
import sys

import numpy as np
import tensorflow as tf
from stereogram_cases import CASES


def main():
    if sys.argv[1:]:  # a process for each, since the dots go on where those of the last picture ended
        depths, kind, settings = CASES[int(sys.argv[1])]
        with tf.Session() as session:
            picture = session.run(tf.contrib.image.single_image_random_dot_stereograms(np.array(depths, kind), **settings))
        print(json.dumps([list(picture.shape), picture.tobytes().hex()], separators=(",", ":")))
        return
    with open("stereograms.jsonl", "w") as file:
        for number in range(len(CASES)):
            said = subprocess.run([sys.executable, __file__, str(number)], stdout=subprocess.PIPE, check=True).stdout
            file.write(said.decode().splitlines()[-1] + "\n")


main()
