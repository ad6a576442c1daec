"""Summaries of activations, variables and whatever a collection holds."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by, merged
from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.core.default_graph_functions import get_collection
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.nn.rectifiers import is_cut_off_above, is_cut_off_below
from headrace.graph.ops.summaries.scalar import histogram, scalar
from headrace.graph.types import dtypes


def _share(of: Any) -> Tensor:
    return ops.reduce_mean(ops.cast(of, dtypes.float32))


@export("contrib.layers.summarize_activation", "contrib.slim.summarize_activation")
def summarize_activation(op: Tensor) -> Tensor:
    """A histogram of an activation, and for a rectifier the share of what it cuts off.

    Args:
      op: what an activation gives.

    Returns:
      the histogram summary, `<its name>/activation`; scalars are called `<its name>/zeros` and `.../sixes`.
    """
    operation, name = op.op, op.op.name
    if is_cut_off_below(operation):
        scalar(f"{name}/zeros", _share(ops.less(operation.inputs[0], ops.cast(0.0, op.dtype))))
    if is_cut_off_above(operation):
        scalar(f"{name}/sixes", _share(ops.greater(operation.inputs[0], ops.cast(6.0, op.dtype))))
    return histogram(f"{name}/activation", op)


@export("contrib.layers.summarize_tensor", "contrib.slim.summarize_tensor")
def summarize_tensor(tensor: Any, tag: str | None = None) -> Tensor | None:
    """A summary of a tensor: its value if it is a scalar, else a histogram.

    Args:
      tensor: of any type and shape.
      tag: its name, "<the tensor's>_summary" by default.

    Returns:
      the summary; None for strings and bools.
    """
    if tensor.dtype.base_dtype in (dtypes.string, dtypes.bool_):
        return None
    tag = tag or f"{tensor.op.name}_summary"
    return scalar(tag, tensor) if tensor.get_shape().ndims == 0 else histogram(tag, tensor)


@export("contrib.layers.summarize_tensors", "contrib.slim.summarize_tensors")
def summarize_tensors(tensors: Iterable[Any], summarizer: Callable[[Any], Any] = summarize_tensor) -> list:
    """A summary of each of several tensors.

    Args:
      tensors: tensors.
      summarizer: a function from a tensor to its summary.

    Returns:
      the list of summaries.
    """
    return [summarizer(tensor) for tensor in tensors]


@export("contrib.layers.summarize_collection", "contrib.slim.summarize_collection")
def summarize_collection(
    collection: str, name_filter: str | None = None, summarizer: Callable[[Any], Any] = summarize_tensor
) -> list:
    """A summary of each tensor of a collection.

    Args:
      collection: its name.
      name_filter: a regular expression that the beginnings of the operations' names have to match; None: all.
      summarizer: a function from a tensor to its summary.

    Returns:
      the list of summaries.
    """
    found = [item for item in get_collection(collection) if name_filter is None or re.match(name_filter, item.op.name)]
    return summarize_tensors(found, summarizer)


summarize_variables = functools.partial(summarize_collection, GraphKeys.GLOBAL_VARIABLES)
summarize_weights = functools.partial(summarize_collection, GraphKeys.WEIGHTS)
summarize_biases = functools.partial(summarize_collection, GraphKeys.BIASES)
for _made, _what in ((summarize_variables, "GLOBAL_VARIABLES"), (summarize_weights, "WEIGHTS"), (summarize_biases, "BIASES")):
    _made.__doc__ = merged(f"`summarize_collection` of {_what}.", ["name_filter", "summarizer"], [summarize_collection.__doc__])
export_value(
    summarize_variables, "contrib.layers.python.layers.summaries.summarize_variables", "contrib.slim.summarize_variables"
)
export_value(summarize_weights, "contrib.layers.python.layers.summaries.summarize_weights", "contrib.slim.summarize_weights")
export_value(summarize_biases, "contrib.layers.python.layers.summaries.summarize_biases", "contrib.slim.summarize_biases")


@export("contrib.layers.summarize_activations", "contrib.slim.summarize_activations")
@documented_by(summarize_collection)
def summarize_activations(name_filter: str | None = None, summarizer: Callable[[Any], Any] = summarize_activation) -> list:
    """`summarize_collection` of ACTIVATIONS, by `summarize_activation`."""
    return summarize_collection(GraphKeys.ACTIVATIONS, name_filter, summarizer)
