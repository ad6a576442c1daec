"""Graphs that are run for their values: the session, its threads and its variables come and go by themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import graph_of
from headrace.graph.execution.session import Session
from headrace.graph.variables.collections import global_variables_initializer, local_variables_initializer
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.queue_runner import start_queue_runners

from ...sessions.defaults import tables_initializer


def run_feeds_iter(
    output_dict: Mapping[str, Any], feed_dicts: Iterable[Any], restore_checkpoint_path: Any = None
) -> Iterator[dict[str, Any]]:
    """The values of tensors, once for each dict of feeds."""
    if not output_dict:
        raise ValueError(f"output_dict is invalid: {output_dict}.")
    if not feed_dicts:
        raise ValueError(f"feed_dicts is invalid: {feed_dicts}.")
    graph = graph_of(list(output_dict.values()))
    with graph.as_default(), Session() as session:
        if restore_checkpoint_path:
            Saver().restore(session, restore_checkpoint_path)
        else:
            session.run(global_variables_initializer())
        session.run([local_variables_initializer(), tables_initializer()])
        coord = Coordinator()
        threads: list[Any] = []
        try:
            threads = start_queue_runners(session, coord=coord)
            for feeds in feed_dicts:
                yield session.run(dict(output_dict), feeds)
        finally:
            coord.request_stop()
            coord.join(threads, stop_grace_period_secs=120)


@export("contrib.learn.run_feeds")
def run_feeds(
    output_dict: Mapping[str, Any], feed_dicts: Iterable[Any], restore_checkpoint_path: Any = None
) -> list[dict[str, Any]]:
    """The values of tensors, once for each dict of feeds, in a session of their own.

    Args:
      output_dict: dict from names to tensors, all of one graph.
      feed_dicts: dicts of feeds, or Nones.
      restore_checkpoint_path: the checkpoint; None: variables are initialized.

    Returns:
      a list of dicts from names to values.

    Raises:
      ValueError: there is nothing to run or to feed.
    """
    return list(run_feeds_iter(output_dict, feed_dicts, restore_checkpoint_path))


@export("contrib.learn.run_n")
def run_n(
    output_dict: Mapping[str, Any], feed_dict: Any = None, restore_checkpoint_path: Any = None, n: int = 1
) -> list[dict[str, Any]]:
    """The values of tensors a number of times, in a session of their own whose queue runners are started.

    Args:
      output_dict: dict from names to tensors, all of one graph.
      feed_dict: what is fed each time; None for nothing.
      restore_checkpoint_path: the checkpoint; None: variables are initialized.
      n: the number.

    Returns:
      a list of dicts from names to values.

    Raises:
      ValueError: there is nothing to run.

    Example:
      >>> count = tf.train.range_input_producer(2, shuffle=False).dequeue()
      >>> [values["count"].item() for values in tf.contrib.learn.run_n({"count": count}, n=3)]
      [0, 1, 0]
    """
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)


@export("contrib.learn.infer")
def infer(restore_checkpoint_path: Any, output_dict: Mapping[str, Any], feed_dict: Any = None) -> dict[str, Any]:
    """The values of tensors once, with the variables of a checkpoint.

    Args:
      restore_checkpoint_path: the checkpoint; None: variables are initialized.
      output_dict: dict from names to tensors, all of one graph.
      feed_dict: what is fed; None for nothing.

    Returns:
      a dict from names to values.

    Raises:
      ValueError: there is nothing to run.
    """
    return run_feeds(output_dict, [feed_dict], restore_checkpoint_path)[0]
