"""tf.contrib.slim.summaries: summaries named after what they show. Made by `make names`."""

from headrace.training.slim.summaries import add_histogram_summary as add_histogram_summary
from collections.abc import Iterable as _Iterable
from headrace.graph.core.tensor import Tensor as _Tensor
from typing import Any as _Any

def add_histogram_summaries(
    tensors: _Iterable[_Any],
    prefix: str | None = None,
) -> list[_Tensor]:
    """`add_histogram_summary` of each tensor.

    Args:
      tensors: a list of tensors or variables.
      prefix: before the names, with a slash.

    Returns:
      a list of serialized Summaries.
    """

def add_image_summaries(
    tensors: _Iterable[_Any],
    prefix: str | None = None,
) -> list[_Tensor]:
    """`add_image_summary` of each tensor.

    Args:
      tensors: a list of tensors or variables.
      prefix: before the names, with a slash.

    Returns:
      a list of serialized Summaries.
    """

def add_image_summary(
    tensor: _Any,
    name: str | None = None,
    prefix: str | None = None,
    print_summary: bool = False,
) -> _Tensor:
    """A summary of images.

    Args:
      tensor: [batch, height, width, channels], as of `tf.summary.image`.
      prefix: before the name, with a slash.
      print_summary: whether the elements are printed, too, when it is computed.

    Returns:
      a serialized Summary, a string scalar; it is in the collection SUMMARIES.
    """

def add_scalar_summaries(
    tensors: _Iterable[_Any],
    prefix: str | None = None,
    print_summary: bool = False,
) -> list[_Tensor]:
    """`add_scalar_summary` of each tensor.

    Args:
      tensors: a list of tensors or variables.
      prefix: before the names, with a slash.
      print_summary: whether the elements are printed, too, when it is computed.

    Returns:
      a list of serialized Summaries.
    """

def add_scalar_summary(
    tensor: _Any,
    name: str | None = None,
    prefix: str | None = None,
    print_summary: bool = False,
) -> _Tensor:
    """A summary of one number.

    Args:
      tensor: a scalar, a tensor or a variable.
      prefix: before the name, with a slash.
      print_summary: whether the elements are printed, too, when it is computed.

    Returns:
      a serialized Summary, a string scalar; it is in the collection SUMMARIES.
    """

def add_zero_fraction_summaries(
    tensors: _Iterable[_Any],
    prefix: str | None = None,
) -> list[_Tensor]:
    """`add_zero_fraction_summary` of each tensor.

    Args:
      tensors: a list of tensors or variables.
      prefix: before the names, with a slash.

    Returns:
      a list of serialized Summaries.
    """

def add_zero_fraction_summary(
    tensor: _Any,
    name: str | None = None,
    prefix: str | None = None,
    print_summary: bool = False,
) -> _Tensor:
    """A summary of the share of zeros in a tensor, called `name/Fraction_of_Zero_Values`.

    Args:
      tensor: a tensor or a variable.
      prefix: before the name, with a slash.
      print_summary: whether the elements are printed, too, when it is computed.

    Returns:
      a serialized Summary, a string scalar; it is in the collection SUMMARIES.
    """

__all__ = [
    "add_histogram_summaries",
    "add_histogram_summary",
    "add_image_summaries",
    "add_image_summary",
    "add_scalar_summaries",
    "add_scalar_summary",
    "add_zero_fraction_summaries",
    "add_zero_fraction_summary",
]
