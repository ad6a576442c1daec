"""A program that is interrupted after so many steps, and goes on in another session from its state."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import headrace as tf

PATIENCE_MS = 20_000
Step = list[Any]


def delivered(make: Callable[[], Any], cuts: Sequence[int] = (), state: Any = None) -> list[Step]:
    """What a program delivers in all, as plain lists, interrupted where it has delivered so much.

    Args:
      make: makes the program in the current graph, and gives what its loop fetches.
      state: what it goes on from.
    """
    found: list[Step] = []
    for cut in (*cuts, None):
        state = _part(make, cut, state, found)
    return found


def state_after(make: Callable[[], Any], steps: int) -> Any:
    """The state of a program after so many steps, through JSON."""
    return _part(make, steps, None, [])


def _part(make: Callable[[], Any], cut: int | None, state: Any, found: list[Step]) -> Any:
    left = None
    with tf.Graph().as_default():
        tf.set_random_seed(7)
        fetches = make()
        with tf.Session() as session:
            session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            if state is not None:
                tf.train.restore_pipeline_state(session, state)
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            options = tf.RunOptions(timeout_in_ms=PATIENCE_MS)
            try:
                while cut is None or len(found) < cut:
                    found.append([plain(value) for value in session.run(fetches, options=options)])
                left = json.loads(json.dumps(tf.train.pipeline_state(session)))
            except tf.errors.OutOfRangeError:
                assert cut is None
            coordinator.request_stop()
            coordinator.join(threads)
    return left


def plain(value: Any) -> Any:
    """A value as lists, a sparse one as its three parts."""
    if hasattr(value, "dense_shape"):
        return [value.indices.tolist(), value.values.tolist(), value.dense_shape.tolist()]
    return value.tolist() if hasattr(value, "tolist") else value
