"""Records graphs that TensorFlow wrote and what it makes of them, and looks for graphs that headrace makes something else of.

    python3.7 tests/golden/graphs/record.py older              # in older ops, with TensorFlow 1.15
    python3.7 tests/golden/graphs/record.py functional         # of functions, with TensorFlow 1.15
    python tests/golden/graphs/record.py journeys SEED ...     # of random programs that train, with 1.15 or 2.x
    python tests/golden/graphs/record.py endless               # with 2.x beside headrace's own needs: random ones, both ways

tests/graph/graphdef/test_older_forms.py, tests/graph/graphdef/test_functional.py and tests/training/test_journeys.py read the
files.
"""

from __future__ import annotations

import argparse
import base64
import collections
import gzip
import importlib.util
import itertools
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent.parent


def load_support():
    """As tests/conftest.py does; headrace comes from this checkout, and is not needed for what TensorFlow writes."""
    sys.path.insert(0, str(TESTS.parent))
    spec = importlib.util.spec_from_file_location(
        "support", str(TESTS / "support" / "__init__.py"), submodule_search_locations=[str(TESTS / "support")]
    )
    support = importlib.util.module_from_spec(spec)
    sys.modules["support"] = support
    spec.loader.exec_module(support)


def tensorflow():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    tf.logging.set_verbosity(tf.logging.ERROR)
    return tf


def plain(value):
    """A value as JSON holds it."""
    array = np.asarray(value, object if isinstance(value, bytes) else None)
    if array.dtype == object:
        return ["string", list(array.shape), [base64.b64encode(one).decode() for one in array.ravel().tolist()]]
    numbers = [float(f"{one:.7g}") if isinstance(one, float) else one for one in array.ravel().tolist()]
    return [array.dtype.name, list(array.shape), numbers]


def older(tf):
    from support.journeys.older import FILES, PROGRAMS

    found = {}
    for name, program in PROGRAMS.items():
        with tf.Graph().as_default() as graph, tempfile.TemporaryDirectory() as directory:
            os.chdir(directory)
            for path, data in FILES.items():
                Path(path).write_bytes(data)
            old = tf.GraphDef()
            old.node.add(name="old", op="NoOp")
            old.versions.producer = 6  # the graph is of that version from now on: no op has been removed
            tf.import_graph_def(old, name="")
            runs = [run if isinstance(run, list) else [run] for run in map(listed, program(tf))]
            with tf.Session() as session:
                values = [[plain(v) for v in session.run(run) if v is not None] for run in runs]
            names = [[one.name for one in run] for run in runs]
            data = graph.as_graph_def().SerializeToString()
        found[name] = {"graph": base64.b64encode(data).decode(), "runs": names, "values": values}
    write("older.json.gz", found)


def functional(tf):
    from support.journeys.functional import NUMBERS, PROGRAMS, fed, written

    found = {}
    for name, program in PROGRAMS.items():
        with tf.Graph().as_default() as graph, tf.Session() as session:
            alone, names = written(tf, program)
            values = [[plain(value) for value in session.run(names, fed(n))] for n in NUMBERS]
            graphs = [base64.b64encode(one.SerializeToString()).decode() for one in (alone, graph.as_graph_def())]
        found[name] = {"alone": graphs[0], "with gradients": graphs[1], "values": values}
    write("functional.json.gz", found)


def journeys(tf, seeds):
    from support.journeys.travel import departed, kept

    found = {}
    for seed in seeds:
        with tempfile.TemporaryDirectory() as directory:
            found[str(seed)] = departed(tf, seed, directory)
    name = "journeys_{}_{}.json.gz".format(*tf.__version__.split("."))
    (HERE / name).write_bytes(kept(found))
    print(f"{name}: {len(found)}, {(HERE / name).stat().st_size} bytes")


def endless(tf, first, programs):
    """Random graphs, written by each library and run by the other."""
    import headrace

    ways = {"to headrace": (tf, headrace), "to TensorFlow": (headrace, tf)}
    counts = collections.Counter()
    for seed in itertools.count(first) if programs is None else range(first, first + programs):
        for way, (source, target) in ways.items():
            outcome = travelled(source, target, seed)
            if outcome is not None:
                counts[way, not outcome] += 1
                if outcome:
                    print(f"{way}, seed {seed}: {outcome[:3]}", flush=True)
        if seed % 20 == 19:
            print(*(f"{way}: {counts[way, True]} equal, {counts[way, False]} not" for way in ways), sep="; ", flush=True)


def travelled(source, target, seed):
    """What one library makes otherwise of a program that the other wrote; None where that refuses it."""
    from support.journeys.travel import arrived, departed, differences

    with tempfile.TemporaryDirectory() as directory:
        try:
            journey = departed(source, seed, directory)
        except Exception:  # not every release takes every program
            return None
    with tempfile.TemporaryDirectory() as directory:
        try:
            return differences(journey["found"], arrived(target, journey, directory))
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]


def listed(run):
    return list(run) if isinstance(run, tuple) else run


def write(name, found):
    with gzip.GzipFile(str(HERE / name), "wb", mtime=0) as file:
        file.write(json.dumps(found, separators=(",", ":")).encode())
    print(f"{name}: {len(found)}, {(HERE / name).stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["older", "functional", "journeys", "endless"])
    parser.add_argument("seeds", nargs="*", type=int, help="of `journeys`")
    parser.add_argument("--first", type=int, default=int(time.time()), help="the first seed of `endless`")
    parser.add_argument("--programs", type=int, help="end `endless` after so many")
    options = parser.parse_args()
    load_support()
    tf = tensorflow()
    if options.what == "endless":
        endless(tf, options.first, options.programs)
    elif options.what == "journeys":
        journeys(tf, options.seeds)
    else:
        {"older": older, "functional": functional}[options.what](tf)


if __name__ == "__main__":
    main()
