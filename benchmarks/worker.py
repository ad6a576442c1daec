"""Processes in which one library each does what it is asked, so that libraries can be measured in turn.

    with Worker(sys.executable, "headrace") as ours, Worker(peer, "tensorflow") as theirs:
        ours.ask("rate", work="csv", files=[...], threads=4, seconds=1.0)

The libraries are "headrace", "tensorflow" (its queue runners) and "tf.data". Another script can be served too: it calls
`serve` with its own answers when it is started as `python script --serve LIBRARY`.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from programs import batches


class Worker:
    """A process of its own that answers questions, one at a time. A process that ends instead ends the benchmark."""

    def __init__(self, python: str, library: str, script: str | pathlib.Path = __file__):
        self._process = subprocess.Popen(
            [python, str(pathlib.Path(script).resolve()), "--serve", library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", **os.environ},
        )

    def ask(self, question: str, **arguments: Any) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with contextlib.suppress(BrokenPipeError):  # an ended process is told of below
            stdin.write(json.dumps([question, arguments]) + "\n")
            stdin.flush()
        answer = stdout.readline()
        if not answer:
            raise SystemExit(f"{question} {arguments}: the process ended with status {self._process.wait()}")
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def serve(answers: Mapping[str, Callable[..., Any]]) -> None:
    """Answer questions from standard input, a line each. What an answer prints goes to standard error."""
    with contextlib.redirect_stdout(sys.stderr):
        for line in sys.stdin:
            question, arguments = json.loads(line)
            print(json.dumps(answers[question](**arguments)), file=sys.__stdout__, flush=True)


def load(library: str) -> Any:
    """The module that a program in TensorFlow 1's style calls `tf`."""
    if library == "headrace":
        import headrace

        return headrace
    import tensorflow.compat.v1 as tf

    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.disable_v2_behavior()
    return tf


def peak() -> float:
    """The most memory this process has held, in MiB."""
    kibibyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kibibyte / 2**20


def records_per_second(next_batch: Callable, seconds: float, warm_up: int) -> float:
    """How many records come in the given time, after so many batches."""
    for _ in range(warm_up):
        next_batch()
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        count += len(next_batch()[1])
    return count / (time.perf_counter() - began)


def _answers(tf: Any) -> dict[str, Callable[..., Any]]:
    def rate(work, files, threads, seconds, warm_up):
        with batches(tf, work, files, threads) as next_batch:
            return records_per_second(next_batch, seconds, warm_up)

    def memory(work, files, threads, records):
        """The peak after the second of ten epochs, and after the last one."""
        seen, early = 0, 0.0
        with batches(tf, work, files, threads, num_epochs=10) as next_batch, contextlib.suppress(tf.errors.OutOfRangeError):
            while True:
                seen += len(next_batch()[1])
                if not early and seen >= 2 * records:
                    early = peak()
        if seen != 10 * records:
            raise SystemExit(f"{work}: {seen} records came out of ten epochs of {records}")
        return early, peak()

    return {"rate": rate, "memory": memory}


if __name__ == "__main__":
    if sys.argv[-1] == "tf.data":
        import tf_data

        serve({"rate": tf_data.rate})
    else:
        serve(_answers(load(sys.argv[-1])))
