"""Values of a graph, once or often, in a session of their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import graph_of
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.session import Session
from headrace.graph.platform import logging
from headrace.graph.variables.collections import global_variables, global_variables_initializer, local_variables_initializer
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.queue_runner import start_queue_runners

from ...sessions.defaults import tables_initializer


def _run_feeds(output_dict: Any, feed_dicts: Iterable[Any], restore_checkpoint_path: Any) -> Iterator[dict]:
    if not output_dict:
        raise ValueError(f"output_dict is invalid: {output_dict}.")
    if not feed_dicts:
        raise ValueError(f"feed_dicts is invalid: {feed_dicts}.")
    graph = graph_of([value for value in output_dict.values() if isinstance(value, Tensor)])
    with graph.as_default(), Session(graph=graph) as session:
        if restore_checkpoint_path:
            logging.info("Loading model from checkpoint: %s.", restore_checkpoint_path)
            if global_variables():
                Saver().restore(session, restore_checkpoint_path)
        else:
            session.run(global_variables_initializer())
        session.run(ops.group(local_variables_initializer(), tables_initializer()))
        coordinator = Coordinator()
        threads = start_queue_runners(session, coordinator)
        try:
            for feeds in feed_dicts:
                yield session.run(output_dict, feeds)
        finally:
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=120)


@export("contrib.learn.run_feeds")
def run_feeds(output_dict: dict[str, Any], feed_dicts: Iterable[Any], restore_checkpoint_path: Any = None) -> list[dict]:
    """The values of tensors for several feeds, in a session whose variables are initialized or restored.

    Args:
      output_dict: dict from names to tensors.
      feed_dicts: what is fed each time.
      restore_checkpoint_path: a checkpoint of all variables; None: they are initialized.

    Returns:
      a list of dicts from the names to values, one for each feed.

    Raises:
      ValueError: no tensors, or no feeds.
    """
    return list(_run_feeds(output_dict, feed_dicts, restore_checkpoint_path))


@export("contrib.learn.run_n")
def run_n(
    output_dict: dict[str, Any], feed_dict: dict | None = None, restore_checkpoint_path: Any = None, n: int = 1
) -> list[dict]:
    """The values of tensors, `n` times, in a session whose variables are initialized or restored.

    Args:
      output_dict: dict from names to tensors.
      feed_dict: what is fed each time.
      restore_checkpoint_path: a checkpoint of all variables; None: they are initialized.
      n: how often.

    Returns:
      a list of `n` dicts from the names to values.

    Raises:
      ValueError: no tensors.

    Example:
      >>> [values["x"].item() for values in tf.contrib.learn.run_n({"x": tf.constant(3)}, n=2)]
      [3, 3]
    """
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)


@export("contrib.learn.infer")
def infer(restore_checkpoint_path: Any, output_dict: dict[str, Any], feed_dict: dict | None = None) -> dict:
    """The values of tensors with the variables of a checkpoint.

    Args:
      restore_checkpoint_path: a checkpoint of all variables; None: they are initialized.
      output_dict: dict from names to tensors.
      feed_dict: what is fed.

    Returns:
      a dict from the names to values.

    Raises:
      ValueError: no tensors.
    """
    return run_feeds(output_dict, [feed_dict], restore_checkpoint_path)[0]
