"""Records what TensorFlow makes of random pipelines: `programs.jsonl.gz`, which test_random_pipelines.py reads.

    python tests/golden/pipelines/record.py --programs 500     # with TensorFlow 2.x beside headrace's own needs

Each program is run stage by stage, which says what it means, and as a whole with its queues and threads. Where the two
differ the program is left out and named: there TensorFlow does otherwise from run to run.
"""

from __future__ import annotations

import argparse
import faulthandler
import functools
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CHUNK = 50
"""Programs that one process runs: it may be ended by one of them."""


def load_support() -> None:
    """As tests/conftest.py does; headrace comes from this checkout."""
    sys.path.insert(0, str(HERE.parent / "ops"))
    import recording

    recording.load_support()


def recorded(tf: Any, seed: int) -> tuple[str | None, list[str]]:
    """The line of a program, or why it has none."""
    from support.pipelines.build import build
    from support.pipelines.generate import generate
    from support.pipelines.laws import contradictions
    from support.pipelines.recorded import to_line
    from support.pipelines.run import meaning, run

    config = tf.ConfigProto()  # TensorFlow's optimizer leaves out operations that would fail: `x or True` needs no x
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    session = functools.partial(tf.Session, config=config)
    with tempfile.TemporaryDirectory() as folder:
        spec = generate(seed, Path(folder), beside_tensorflow=True)
    with tempfile.TemporaryDirectory() as folder:
        program = build(tf, spec, Path(folder))
        meant, counted = meaning(tf, program, session)
        outcome = run(tf, program, session)
        return to_line(program, meant, counted), contradictions(program, meant, counted, outcome, rough=True)


def work(start: int, count: int) -> None:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    tf.logging.set_verbosity("FATAL")
    load_support()
    for seed in range(start, start + count):
        faulthandler.dump_traceback_later(60, exit=True)
        try:
            line, faults = recorded(tf, seed)
        except Exception as error:
            line, faults = None, [f"cannot be run: {type(error).__name__}: {str(error).splitlines()[0][:300]}"]
        print(json.dumps([seed, line, faults]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=int, default=500)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--out", default=str(HERE / "programs.jsonl.gz"))
    parser.add_argument("--worker", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(*options.worker)
        return
    lines: list[str] = []
    seed = options.start
    while len(lines) < options.programs:
        command = [sys.executable, __file__, "--worker", str(seed), str(CHUNK)]
        found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout.splitlines()
        for text in found:
            seed, line, faults = json.loads(text)
            if faults or line is None:
                print(f"{seed}: {faults}", flush=True)
            else:
                lines.append(line)
        if len(found) < CHUNK:
            print(f"{seed + 1}: TensorFlow's process ended", flush=True)
        seed += 2 if len(found) < CHUNK else 1
    with gzip.GzipFile(options.out, "wb", mtime=0) as file:
        file.write("\n".join(lines[: options.programs]).encode())


if __name__ == "__main__":
    main()
