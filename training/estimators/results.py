"""What an evaluation has found, logged and written to event files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.graph.core.keys import GraphKeys
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.graphdef.tensor_messages import make_tensor_proto
from headrace.graph.platform import logging


def write_results(directory: str, results: Mapping[str, Any], step: Any) -> None:
    """Write the values of metrics as summaries: numbers, arrays, and serialized Summaries."""
    told = ", ".join(f"{name} = {value!s}" for name, value in sorted(results.items()) if not isinstance(value, bytes))
    logging.info("Saving dict for global step %d: %s", step, told)
    summary = messages.summary_pb2.Summary()
    for name, value in results.items():
        if value is not None and name != GraphKeys.GLOBAL_STEP:
            _add(summary, name, value)
    writer = FileWriterCache.get(directory)
    writer.add_summary(summary, step)
    writer.flush()


def _add(summary: Any, name: str, value: Any) -> None:
    if isinstance(value, (np.float32, float, np.int64, np.int32, int)):
        summary.value.add(tag=name, simple_value=float(value))
    elif isinstance(value, bytes):
        try:
            inner = messages.summary_pb2.Summary.FromString(value)
        except messages.DecodeError:
            logging.warning("Skipping summary for %s, cannot parse string to Summary.", name)
            return
        for number, item in enumerate(inner.value):
            item.tag = f"{name}/{number}"
        summary.value.extend(inner.value)
    elif isinstance(value, np.ndarray):
        summary.value.add(tag=name, node_name=name, tensor=make_tensor_proto(value))
        logging.info(
            "Summary for np.ndarray is not visible in Tensorboard by default. Consider using a Tensorboard plugin for "
            "visualization (see https://github.com/tensorflow/tensorboard-plugin-example/blob/master/README.md for more "
            "information)."
        )
    else:
        logging.warning(
            "Skipping summary for %s, must be a float, np.float32, np.int64, np.int32 or int or np.ndarray or a serialized "
            "string of Summary.",
            name,
        )


def write_checkpoint_path(directory: str, checkpoint_path: str, step: Any) -> None:
    """Write which checkpoint was evaluated."""
    tag = "checkpoint_path"
    logging.info("Saving '%s' summary for global step %d: %s", tag, step, checkpoint_path)
    summary = messages.summary_pb2.Summary()
    summary.value.add(tag=tag, tensor=make_tensor_proto(checkpoint_path))
    writer = FileWriterCache.get(directory)
    writer.add_summary(summary, step)
    writer.flush()
