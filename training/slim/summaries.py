"""slim.summaries: summaries that are named after what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.default_graph_functions import add_to_collection
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.image import image
from headrace.graph.ops.summaries.scalar import histogram, scalar


def _name_of(tensor: Any, name: str | None, prefix: str | None) -> str:
    name = name or tensor.op.name
    return f"{prefix}/{name}" if prefix else name


def _summary(kind: Callable[..., Tensor], tensor: Any, name: str, print_summary: bool) -> Tensor:
    if not print_summary:
        return kind(name, tensor)
    summary = ops.Print(kind(name, tensor, collections=[]), [tensor], name)
    add_to_collection(GraphKeys.SUMMARIES, summary)
    return summary


@export("contrib.slim.summaries.add_histogram_summary")
def add_histogram_summary(tensor: Any, name: str | None = None, prefix: str | None = None) -> Tensor:
    """A summary of how the elements of a tensor are distributed.

    Args:
      tensor: a tensor or a variable.
      name: of the summary, by default that of its operation.
      prefix: before the name, with a slash.

    Returns:
      a serialized Summary, a string scalar; it is in the collection SUMMARIES.
    """
    return histogram(_name_of(tensor, name, prefix), tensor)


@export("contrib.slim.summaries.add_image_summary")
@documented_by(add_histogram_summary)
def add_image_summary(tensor: Any, name: str | None = None, prefix: str | None = None, print_summary: bool = False) -> Tensor:
    """A summary of images.

    Args:
      tensor: [batch, height, width, channels], as of `tf.summary.image`.
      print_summary: whether the elements are printed, too, when it is computed.
    """
    return _summary(image, tensor, _name_of(tensor, name, prefix), print_summary)


@export("contrib.slim.summaries.add_scalar_summary")
@documented_by(add_histogram_summary, add_image_summary)
def add_scalar_summary(tensor: Any, name: str | None = None, prefix: str | None = None, print_summary: bool = False) -> Tensor:
    """A summary of one number.

    Args:
      tensor: a scalar, a tensor or a variable.
    """
    return _summary(scalar, tensor, _name_of(tensor, name, prefix), print_summary)


@export("contrib.slim.summaries.add_zero_fraction_summary")
@documented_by(add_histogram_summary, add_image_summary)
def add_zero_fraction_summary(
    tensor: Any, name: str | None = None, prefix: str | None = None, print_summary: bool = False
) -> Tensor:
    """A summary of the share of zeros in a tensor, called `name/Fraction_of_Zero_Values`."""
    full_name = _name_of(tensor, name, prefix) + "/Fraction_of_Zero_Values"
    return add_scalar_summary(ops.zero_fraction(tensor), full_name, print_summary=print_summary)


@export("contrib.slim.summaries.add_histogram_summaries")
@documented_by(add_histogram_summary)
def add_histogram_summaries(tensors: Iterable[Any], prefix: str | None = None) -> list[Tensor]:
    """`add_histogram_summary` of each tensor.

    Args:
      tensors: a list of tensors or variables.
      prefix: before the names, with a slash.

    Returns:
      a list of serialized Summaries.
    """
    return [add_histogram_summary(tensor, prefix=prefix) for tensor in tensors]


@export("contrib.slim.summaries.add_image_summaries")
@documented_by(add_histogram_summaries)
def add_image_summaries(tensors: Iterable[Any], prefix: str | None = None) -> list[Tensor]:
    """`add_image_summary` of each tensor."""
    return [add_image_summary(tensor, prefix=prefix) for tensor in tensors]


@export("contrib.slim.summaries.add_scalar_summaries")
@documented_by(add_histogram_summaries, add_image_summary)
def add_scalar_summaries(tensors: Iterable[Any], prefix: str | None = None, print_summary: bool = False) -> list[Tensor]:
    """`add_scalar_summary` of each tensor."""
    return [add_scalar_summary(tensor, prefix=prefix, print_summary=print_summary) for tensor in tensors]


@export("contrib.slim.summaries.add_zero_fraction_summaries")
@documented_by(add_histogram_summaries)
def add_zero_fraction_summaries(tensors: Iterable[Any], prefix: str | None = None) -> list[Tensor]:
    """`add_zero_fraction_summary` of each tensor."""
    return [add_zero_fraction_summary(tensor, prefix=prefix) for tensor in tensors]
