"""Records what TensorFlow makes of `programs`: run with TensorFlow 1.15.

For each program: the nodes that it adds, what is known of its elements, and the elements of a pass, or its error.
"""

import collections
import json
import os
import sys
import tempfile
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../support/datasets"))
from files import write_files  # noqa: E402
from outcomes import outcome  # noqa: E402
from programs import read_programs  # noqa: E402

tf.compat.v1.logging.set_verbosity("ERROR")


def main():
    target = os.path.join(HERE, "recorded.json")
    os.chdir(tempfile.mkdtemp())
    write_files()
    found = collections.OrderedDict()
    for name, text in read_programs().items():
        print(name, flush=True)
        found[name] = outcome(tf, np, text)
    with open(target, "w") as file:
        json.dump(found, file, indent=1, sort_keys=True)
        file.write("\n")
    with open(os.path.join(HERE, "graph.pb"), "wb") as file:
        file.write(graph().SerializeToString())


def graph():
    """A graph of datasets with functions in functions, branches and loops; `tests/graph/graphdef/test_functions.py` runs it."""
    dataset = tf.data.Dataset
    with tf.Graph().as_default() as graph:
        factors = tf.constant([10, 20], tf.int64)
        batches = dataset.range(4).map(lambda x: x * factors).batch(2)
        tf.identity(batches.make_one_shot_iterator().get_next(), name="batch")
        numbers = dataset.range(4).map(lambda x: tf.cond(x < 2, lambda: x * factors, lambda: factors))
        numbers = numbers.filter(lambda x: x[0] > -1).flat_map(lambda x: dataset.from_tensor_slices(x).map(lambda y: y + x[1]))
        sums = numbers.map(lambda x: tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s + i), [np.int64(0), x])[1])
        tf.identity(sums.make_initializable_iterator().get_next(), name="sum")
        return graph.as_graph_def()


main()
