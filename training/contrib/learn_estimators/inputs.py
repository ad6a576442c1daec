"""What a model of tf.contrib.learn is given: arrays, or an input_fn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.graph import Graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.variables.variable import Variable

from ..feature_columns.parsing import infer_real_valued_columns
from .feeding import feeder_of

InputFn = Callable[..., Any]


def check_given(x: Any, y: Any, input_fn: Any, feed_fn: Any, batch_size: int | None) -> None:
    """Raises ValueError for arguments of a method of a model that do not go together."""
    if input_fn is None:
        if x is None:
            raise ValueError("Either x or input_fn must be provided.")
        if isinstance(x, (Tensor, SparseTensor, Variable)) or isinstance(y, (Tensor, SparseTensor, Variable)):
            raise ValueError("Inputs cannot be tensors. Please provide input_fn.")
        if feed_fn is not None:
            raise ValueError("Can not provide both feed_fn and x or y.")
        return
    if x is not None or y is not None:
        raise ValueError("Can not provide both input_fn and x or y.")
    if batch_size is not None:
        raise ValueError("Can not provide both input_fn and batch_size.")


def input_of(
    x: Any, y: Any, batch_size: int | None, shuffle: bool = False, epochs: int | None = 1
) -> tuple[InputFn, Callable[[], dict[Any, Any]]]:
    """An input_fn of arrays, and the function that gives what is fed to it.

    Raises:
      ValueError: there are none, they are tensors, or `batch_size` is not above 0.
    """
    check_given(x, y, None, None, batch_size)
    feeder = feeder_of(x, y, batch_size, shuffle, epochs)
    return feeder.build, feeder.feed


@export("contrib.learn.infer_real_valued_columns_from_input_fn")
def infer_real_valued_columns_from_input_fn(input_fn: InputFn) -> list[Any]:
    """Columns for the numbers that an input_fn gives.

    Args:
      input_fn: gives features and labels.

    Returns:
      a list of columns, one for each feature.

    Raises:
      ValueError: a feature is no dense tensor of numbers, or its size is not known.
    """
    with Graph().as_default():
        features, _ = input_fn()
        return infer_real_valued_columns(features)


@export("contrib.learn.infer_real_valued_columns_from_input")
def infer_real_valued_columns_from_input(x: Any) -> list[Any]:
    """Columns for the numbers of an array.

    Args:
      x: an array [examples, ...], a DataFrame, a dict of arrays, or an iterator of examples.

    Returns:
      a list of columns, one for each feature.

    Raises:
      ValueError: something is no number.
    """
    return infer_real_valued_columns_from_input_fn(input_of(x, None, None)[0])
