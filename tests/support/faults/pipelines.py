"""A pipeline of three stages, run to its end with a fault in it, and what must be true after."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import headrace as tf
from headrace.pipeline.queues import Queue

from .points import KINDS, OF_RUNNERS, UserCode, injected

ROWS = 40
FILES = 3
SHAPES = ("blocks", "record by record", "two queues")
GRACE = 0.3
"""Seconds that threads which hang are waited for."""


def write_files(directory: Path) -> list[str]:
    """Files of lines `number,number/2`."""
    paths = []
    for number in range(FILES):
        path = directory / f"{number}.csv"
        path.write_bytes(b"".join(b"%d,%.1f\n" % (row, row / 2) for row in range(number * ROWS, (number + 1) * ROWS)))
        paths.append(str(path))
    return paths


def build(paths: list[str], shape: str, threads: int) -> Any:
    """The batches of a pipeline in the default graph."""
    names = tf.train.string_input_producer(paths, num_epochs=1, shuffle=False)
    _, line = tf.TextLineReader().read(names)
    number, half = tf.decode_csv(line, [tf.constant([], tf.int64), [0.0]])
    if shape == "record by record":
        number = tf.py_func(lambda value: UserCode.same(value), [number], tf.int64)
        number.set_shape(())
    if shape == "two queues":
        number, half = tf.train.batch([number, half], 1, threads, 8)
        number, half = tf.reshape(number, ()), tf.reshape(half, ())
    return tf.train.batch([number, half], 4, threads, 16, allow_smaller_final_batch=True)


def of_runners(thread: threading.Thread) -> bool:
    """Whether a thread runs enqueue operations (the others of a runner only close)."""
    return thread.name.startswith("QueueRunnerThread") and not thread.name.endswith("close_on_stop")


class Fault(NamedTuple):
    """A fault in a pipeline.

    Attributes:
      shape: of the pipeline, of SHAPES; `threads`: of each of its runners.
      point: of OF_RUNNERS.
      kind: of KINDS; None: a hang.
      at: who comes as the how-manieth is struck.
      after: when the call is done.
    """

    shape: str
    threads: int
    point: str
    kind: str | None
    at: int
    after: bool = False


def run(paths: list[str], fault: Fault) -> str | None:
    """Run the pipeline with a fault.

    Returns:
      what is wrong: None where the fault is told, or did no harm.
    """
    raised = None if fault.kind is None else KINDS[fault.kind]
    with tf.Graph().as_default(), tf.Session() as session:
        batch = build(paths, fault.shape, fault.threads)
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        with injected(OF_RUNNERS[fault.point], raised, fault.at, of_runners, fault.after) as injection:
            started = tf.train.start_queue_runners(session, coordinator)
            found: list[int] = []
            taker, told = _in_thread(functools.partial(_take_all, session, coordinator, batch, found))
            if fault.kind is None:
                return _hung(injection, coordinator, taker, started)
            taker.join(20)
            if taker.is_alive():
                return "the program hangs in a step"
            try:
                coordinator.request_stop()
                coordinator.join(started, stop_grace_period_secs=5)
            except BaseException as error:
                told.append(error)
        alive = [thread.name for thread in started if thread.is_alive()]
        if alive:
            return f"threads are left: {alive}"
        held = [queue.name for queue in session.resources(Queue) if _is_held(queue)]
        if held:
            return f"locks are held: {held}"
        if len(found) != len(set(found)):
            return "records came twice"
        if any(each._state.reserved or each._state.leased for each in session.resources(Queue)):
            return "room is left reserved, or elements leased"
        means_the_end = (fault.point, fault.kind) == ("the program's own code", "StopIteration")  # as in TensorFlow
        told_of = means_the_end or any(_tells(error) for error in told)
        if injection.struck and not told_of and sorted(found) != list(range(FILES * ROWS)):
            return f"{len(found)} of {FILES * ROWS} records came, and nobody tells of the fault: {told}"
        return None


def _take_all(session: Any, coordinator: Any, batch: Any, found: list[int]) -> None:
    with contextlib.suppress(tf.errors.OutOfRangeError):
        while not coordinator.should_stop():
            found += session.run(batch)[0].tolist()
    # What is good still comes after a fault.
    try:
        while True:
            found += session.run(batch)[0].tolist()
    except tf.errors.OutOfRangeError as error:
        if error.fault is not None:
            raise


def _in_thread(call: Callable[[], None]) -> tuple[threading.Thread, list[BaseException]]:
    errors: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="taker", daemon=True)
    thread.start()
    return thread, errors


def _tells(error: BaseException | None) -> bool:
    """Whether an error is the injected one, or of it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if "injected" in str(error) or "Odd" in repr(error):
            return True
        error = getattr(error, "fault", None) or error.__cause__ or error.__context__
    return False


def _is_held(queue: Queue) -> bool:
    """Whether another thread can't get a queue's lock."""
    lock = queue._state.lock
    got: list[bool] = []

    def attempt() -> None:
        got.append(lock.acquire(timeout=2))
        if got[0]:
            lock.release()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return not got[0]


def _hung(injection: Any, coordinator: Any, taker: threading.Thread, started: list[threading.Thread]) -> str | None:
    """One thread hangs: the program can still stop, is told who, and the thread ends quietly when it can."""
    if not injection.holds.wait(0.2):
        taker.join(20)
        coordinator.request_stop()
        coordinator.join(started)
        return "the program hangs without a hang" if taker.is_alive() else None
    coordinator.request_stop()
    told: BaseException | None = None
    try:
        coordinator.join(started, stop_grace_period_secs=GRACE)
    except Exception as error:
        told = error
    stopped = all(not thread.is_alive() for thread in started)
    if not stopped and "threads still running" not in str(told):
        return f"nobody tells that threads are left: {told!r}"
    injection.released.set()
    for thread in [*started, taker]:
        thread.join(20)
    alive = [thread.name for thread in [*started, taker] if thread.is_alive()]
    return f"threads are left after the hang: {alive}" if alive else None
