"""Records what TensorFlow makes of programs of branches and loops, and looks for programs where headrace differs.

    python3.7 tests/golden/control_flow/record.py nodes     # with TensorFlow 1.15: names of nodes are those of that release
    python tests/golden/control_flow/record.py values       # with TensorFlow 2.x beside headrace's own needs
    python tests/golden/control_flow/record.py endless      # the same; random programs, their values held against each other

tests/graph/control_flow/test_nodes.py and test_random_programs.py read the files. Random programs that TensorFlow refuses are
left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import json
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent.parent


def load_support():
    """As tests/conftest.py does; headrace comes from this checkout, and is not needed for the nodes."""
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
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    tf.logging.set_verbosity(tf.logging.ERROR)
    return tf


def write(name, found):
    with gzip.GzipFile(str(HERE / name), "wb", mtime=0) as file:
        for key, value in found.items():
            file.write((json.dumps([key, value], separators=(",", ":")) + "\n").encode())
    print(f"{name}: {len(found)} programs, {(HERE / name).stat().st_size} bytes")


def nodes(tf):
    from support.loops.answers import NODES, PROGRAMS, nodes_of
    from support.loops.named import nested
    from support.loops.programs import build

    found = {}
    for name, make in PROGRAMS.items():
        with tf.Graph().as_default() as graph:
            make(tf)
            found[name] = nodes_of(graph)
    for seed in NODES:
        with tf.Graph().as_default() as graph:
            try:
                build(tf, seed)
            except ValueError:
                continue
            found[str(seed)] = nodes_of(graph)
    write("nodes.jsonl.gz", found)
    write("derived.jsonl.gz", derived(tf))
    with tf.Graph().as_default():
        nested(tf)
        (HERE / "nested.meta").write_bytes(tf.train.export_meta_graph().SerializeToString())


def derived(tf):
    from support.loops.answers import nodes_of
    from support.loops.derived import PROGRAMS

    found = {}
    for name, make in PROGRAMS.items():
        with tf.Graph().as_default() as graph:
            try:
                make(tf)
            except (ValueError, LookupError):
                continue
            found[name] = nodes_of(graph)
    return found


def asked(tf, seed):
    """The values of a random program; None where TensorFlow refuses it."""
    from support.loops.answers import values_of
    from support.loops.programs import build

    with tf.Graph().as_default():
        try:
            program = build(tf, seed)
            with tf.Session() as session:
                return values_of(program, session)
        except (ValueError, tf.errors.OpError):
            return None


def values(tf):
    from support.loops.answers import VALUES, plain

    found = {seed: asked(tf, seed) for seed in VALUES}
    write("values.jsonl.gz", {seed: [plain(one) for one in answer] for seed, answer in found.items() if answer is not None})


def endless(tf, first, programs):
    from support.loops.answers import different, plain

    import headrace

    failed, held, started = 0, 0, time.time()
    for seed in itertools.count(first) if programs is None else range(first, first + programs):
        expected = asked(tf, seed)
        if expected is None:
            continue
        held += 1
        found = asked(headrace, seed)
        wrong = ["refused"] if found is None else []
        for one, other in zip(expected, found or ()):  # noqa: B905  # Python 3.7
            wrong += different(plain(one), other)
        if wrong:
            failed += 1
            print(f"seed {seed}: {wrong}", flush=True)
        if held % 50 == 0:
            print(f"programs={held} failed={failed} {held / (time.time() - started):.1f}/s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["nodes", "values", "endless"])
    parser.add_argument("--first", type=int, default=int(time.time()), help="the first seed of `endless`")
    parser.add_argument("--programs", type=int, help="end `endless` after so many")
    options = parser.parse_args()
    load_support()
    tf = tensorflow()
    if options.what == "endless":
        endless(tf, options.first, options.programs)
    else:
        {"nodes": nodes, "values": values}[options.what](tf)


if __name__ == "__main__":
    main()
