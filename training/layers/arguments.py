"""Arguments of layers, checked and brought to one form."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.static_values import constant_value
from headrace.graph.ops.arrays.stack import has_tensors
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.initializers.plain import Ones, Zeros

ZEROS, ONES = Zeros(), Ones()
"""What biases and scales begin with where nothing else is said."""


def integers(value: Any, n: int, name: str) -> tuple[int, ...]:
    """An integer for each of `n` dimensions; one stands for all. Raises ValueError for anything else."""
    if isinstance(value, int):
        return (value,) * n
    wrong = f"The `{name}` argument must be a tuple of {n} integers. Received: {value}"
    try:
        items = tuple(value)
    except TypeError:
        raise ValueError(wrong) from None
    if len(items) != n:
        raise ValueError(wrong)
    for item in items:
        try:
            int(item)
        except (ValueError, TypeError):
            raise ValueError(f"{wrong} including element {item} of type {type(item)}") from None
    return tuple(int(item) for item in items)


def steps(strides: Any, n: int) -> tuple[int, ...]:
    """The steps of a pooling layer's windows. Raises ValueError for None."""
    if strides is None:
        raise ValueError("Argument `strides` must not be None.")
    return integers(strides, n, "strides")


def data_format(value: str) -> str:
    """`channels_first` or `channels_last`. Raises ValueError for anything else."""
    found = value.lower()
    if found not in ("channels_first", "channels_last"):
        raise ValueError(f'The `data_format` argument must be one of "channels_first", "channels_last". Received: {value}')
    return found


def padding(value: str, *, causal: bool = False) -> str:
    """`valid` or `same`. Raises ValueError for anything else."""
    found = value.lower()
    if found not in ("valid", "same") and not (causal and found == "causal"):
        raise ValueError(
            'The `padding` argument must be a list/tuple or one of "valid", "same" (or "causal", only for `Conv1D). '
            f"Received: {found}"
        )
    return found


def layout(of: str, ndim: int) -> str:
    """The layout of a tensor of that rank in the words of operations: NHWC, NCHW and such."""
    if of == "channels_last":
        return {3: "NWC", 4: "NHWC", 5: "NDHWC"}[ndim]
    return {3: "NCW", 4: "NCHW", 5: "NCDHW"}[ndim]


def smart_constant(value: Any) -> bool | None:
    """A truth as far as it is known when the graph is built, None where it is not. Raises TypeError for what is none."""
    if has_tensors(value):
        known = constant_value(convert_to_tensor(value))
        return None if known is None else bool(known)
    if value in (0, 1):
        return bool(value)
    raise TypeError(f"`pred` must be a Tensor, or a Python bool, or 1 or 0. Found instead: {value}")


@export("python.framework.smart_cond.smart_cond", "python.layers.utils.smart_cond")
def smart_cond(pred: TensorLike, true_fn: Any, false_fn: Any, name: str | None = None) -> Any:
    """`tf.cond`, or the one function where it is known which.

    Args:
      pred: a bool, 0 or 1, or a bool scalar tensor.
      true_fn, false_fn: functions without arguments that give tensors of the same structure.

    Returns:
      what the function gives, or what `tf.cond` does.

    Raises:
      TypeError: `pred` is none of these.
    """

    known = smart_constant(pred)
    if known is None:
        return cond(pred, true_fn, false_fn, name=name)
    return true_fn() if known else false_fn()


def convolved_size(size: int | None, window: int, pads: str, stride: int, dilation: int = 1) -> int | None:
    """The number of places of a window along one dimension, None where it is not known."""
    if size is None:
        return None
    reach = (window - 1) * dilation + 1
    places = size - reach + 1 if pads == "valid" else size
    return (places + stride - 1) // stride


def transposed_size(size: int | None, window: int, pads: str, stride: int) -> int | None:
    """The size of what `convolved_size` makes `size` of."""
    if size is None:
        return None
    return size * stride + (max(window - stride, 0) if pads == "valid" else 0)
