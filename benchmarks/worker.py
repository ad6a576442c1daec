"""Processes in which one library each does what it is asked, so that libraries can be measured in turn.

    with workers(__file__, peer) as found:
        found["headrace"].ask("rate", work="csv", files=[...], threads=4, seconds=1.0)

A benchmark ends with `start(main, answers)`: started as `python script --serve LIBRARY`, it is such a process, and
`answers(library)` holds a function for each question.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Answers = Mapping[str, Callable[..., Any]]
# TensorFlow says little and sees no GPU; bytecode is kept, as it is for users.
ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", **os.environ, "PYTHONDONTWRITEBYTECODE": ""}


class Worker:
    """A process of its own that answers questions, one at a time. A process that ends instead ends the benchmark."""

    def __init__(self, python: str, library: str, script: str | pathlib.Path):
        self._process = subprocess.Popen(
            [python, str(pathlib.Path(script).resolve()), "--serve", library],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
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


@contextlib.contextmanager
def workers(script: str, python: str | None, peers: tuple[str, ...] = ("tensorflow",)) -> Iterator[dict[str, Worker]]:
    """A worker of this interpreter for headrace, and one for each peer of the interpreter that has them, if there is one."""
    with contextlib.ExitStack() as stack:
        found = {"headrace": stack.enter_context(Worker(sys.executable, "headrace", script))}
        if python:
            found |= {peer: stack.enter_context(Worker(python, peer, script)) for peer in peers}
        yield found


def start(main: Callable[[], None], answers: Callable[[str], Answers]) -> None:
    """What a benchmark does as a script: all of it, or, as a worker, answer for one library."""
    if sys.argv[1:2] == ["--serve"]:
        _serve(answers, sys.argv[2])
    else:
        main()


def _serve(answers: Callable[[str], Answers], library: str) -> None:
    """Answer questions from standard input, a line each. What an answer prints goes to standard error."""
    with contextlib.redirect_stdout(sys.stderr):
        made = answers(library)
        for line in sys.stdin:
            question, arguments = json.loads(line)
            print(json.dumps(made[question](**arguments)), file=sys.__stdout__, flush=True)


def load(library: str) -> Any:
    """The module that a program in TensorFlow 1's style calls `tf`."""
    if library == "headrace":
        import headrace

        return headrace
    import tensorflow.compat.v1 as tf

    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.disable_v2_behavior()
    return tf
