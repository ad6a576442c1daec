"""A program run as users run it, and what came of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from .build import Program
from .model import Element, Meaning, _plain, meaning_of

PATIENCE = 4.0
"""Seconds that one step may take before it counts as hanging."""
LONGEST = 1000
"""Steps after which a program without an end is left."""


@dataclass
class Outcome:
    """What a program did.

    Attributes:
      delivered: what its loop got, step by step.
      ended: the class and the words of the error that ended the loop, or None where the program itself stopped.
      joined: those of the error that `join` raised, or None.
      hangs: whether a step, or the join, did not come to an end.
      counted: what counters and functions have counted.
      runs: how the queue runners' threads have run.
    """

    delivered: list[Element] = field(default_factory=list)
    ended: tuple[str, str] | None = None
    joined: tuple[str, str] | None = None
    hangs: bool = False
    counted: dict[str, int] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)


def words_of(error: BaseException, directory: Any = "") -> tuple[str, str]:
    """The class of an error, and the first line of its words without running numbers and folders."""
    lines = str(getattr(error, "message", None) or error).splitlines()
    if lines and lines[0] == "Graph execution error:":  # TensorFlow tells first where the node was made
        lines = lines[next((k for k, line in enumerate(lines) if line.startswith("Node: ")), 0) + 1 :]
    first = lines[0] if lines else ""
    first = first.replace(str(directory), "DIR") if directory else first
    first = re.sub(r"'_\d+_", "'_0_", first).replace("assertion failed: [] [", "assertion failed: [")  # as 1.15 says it
    return type(error).__name__, re.sub(r"(current size|0x)[ \w]*", r"\1", first)


def run(tf: Any, program: Program, session_factory: Callable[..., Any] | None = None, patience: float = PATIENCE) -> Outcome:
    """Run a program from its start to its end, or to where its spec stops it."""
    outcome, stop = Outcome(), program.spec.get("stop")
    directory = program.world.directory
    options = tf.RunOptions(timeout_in_ms=int(patience * 1000))
    with program.graph.as_default():
        session = (session_factory or tf.Session)(graph=program.graph)
        feeder = _start(tf, program, session)
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while len(outcome.delivered) < (stop["after"] if stop else LONGEST):
                if len(outcome.delivered) == program.spec.get("change_after"):
                    session.run(program.world.change)
                outcome.delivered.append([_plain(value) for value in session.run(program.fetches, options=options)])
            if stop and stop["how"] == "drain":
                coordinator.request_stop()
                while True:
                    outcome.delivered.append([_plain(value) for value in session.run(program.fetches, options=options)])
            elif stop and stop["how"] == "close":
                session.close()
        except Exception as error:
            outcome.ended = words_of(error, directory)
            outcome.hangs = isinstance(error, tf.errors.DeadlineExceededError)
        coordinator.request_stop()
        try:
            coordinator.join(threads, stop_grace_period_secs=patience)
        except Exception as error:
            outcome.joined = words_of(error, directory)
            outcome.hangs |= "threads still running" in str(error)
        _finish(program, session, feeder, outcome)
    return outcome


def _start(tf: Any, program: Program, session: Any, changed: bool = False) -> threading.Thread | None:
    """Initialize, and begin to fill the program's own queue."""
    world = program.world
    world.calls.clear()
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    if changed:
        session.run(world.change)
    if not world.feeds:
        return None
    fed = program.spec["source"]["records"] * program.spec["source"]["epochs"]
    before = program.spec["source"].get("capacity", 32) >= fed

    def feed() -> None:
        with suppress(tf.errors.CancelledError, RuntimeError):  # the program has closed its session
            world.feeds[0](session)

    if before:
        feed()
        return None
    thread = threading.Thread(target=feed, daemon=True, name="feeder")
    thread.start()
    return thread


def _finish(program: Program, session: Any, feeder: threading.Thread | None, outcome: Outcome) -> None:
    if (program.spec.get("stop") or {}).get("how") != "close" and not outcome.hangs:
        outcome.counted = {f"counter {k}": int(session.run(c)) for k, c in enumerate(program.world.counters)}
        outcome.counted |= program.world.calls
    collection = program.graph.get_collection(program.tf.GraphKeys.QUEUE_RUNNERS)
    for runner in collection[program.source_runners :]:
        if hasattr(runner, "statistics"):
            outcome.runs += runner.statistics()
    session.close()
    if feeder is not None:
        feeder.join(PATIENCE)
        outcome.hangs |= feeder.is_alive()


def meaning(
    tf: Any,
    program: Program,
    session_factory: Callable[..., Any] | None = None,
    *,
    changed: bool = False,
    leaves_out: bool = False,
) -> tuple[Meaning, dict[str, int]]:
    """What a program means, and what its counters and functions have counted; see `model`.

    Args:
      changed: the variable that changes has its other value from the start.
      leaves_out: as of `meaning_of`.
    """
    with program.graph.as_default():
        session = (session_factory or tf.Session)(graph=program.graph)
        feeder = _start(tf, program, session, changed)
        coordinator = tf.train.Coordinator()
        runners = program.graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)[: program.source_runners]
        threads = [thread for runner in runners for thread in runner.create_threads(session, coordinator, True, True)]
        found = meaning_of(program, session, leaves_out)
        coordinator.request_stop()
        counted = {f"counter {k}": int(session.run(c)) for k, c in enumerate(program.world.counters)}
        counted |= program.world.calls
        try:
            coordinator.join(threads)
        except tf.errors.OpError as error:
            found.faults = found.faults or [error]
        session.close()
        if feeder is not None:
            feeder.join(PATIENCE)
    return found, counted
