"""Placeholders and identities: tensors that are fed, and tensors passed on.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..batch_rules import BatchRule, not_in_blocks, record_by_record, takes_records
from ..dtypes import as_dtype, message_name
from ..errors import invalid
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import same_as_first
from ..static_shapes import StaticShape, as_static, bracket
from ..tensor import Tensor


@takes_records
def _pass_on(op: Operation, batched: Any, kernel: Any) -> Any:
    return lambda n, value: value


passed_on: BatchRule = _pass_on


PLACEHOLDER = Op("Placeholder", "-> output: dtype", "shape: shape = None")
PLACEHOLDER.batch(not_in_blocks)
PLACEHOLDER.gradient(NO_GRADIENT)


@PLACEHOLDER.shape
def _placeholder_shape(op: Operation) -> StaticShape:
    return op.get_attr("shape")


@PLACEHOLDER.bind
def _placeholder(op: Operation, session: Any) -> Callable[[], Any]:
    def unfed() -> Any:
        shape = op.get_attr("shape")
        known = "" if not shape and shape != () else f" and shape {bracket(shape)}"
        if shape == ():
            known = ""
        raise invalid(
            f"You must feed a value for placeholder tensor '{op.name}' with dtype "
            f"{message_name(op.get_attr('dtype'))}{known}",
        )

    return unfed


def placeholder(dtype: Any, shape: Any = None, name: str | None = None) -> Tensor:
    """A tensor whose value has to be fed.

    Args:
      dtype: of the values.
      shape: static shape that fed values must fit; None allows any.

    Raises:
      InvalidArgumentError: (when run) it was not fed.
    """
    return PLACEHOLDER(dtype=as_dtype(dtype), shape=as_static(shape), name=name)


PLACEHOLDER_WITH_DEFAULT = Op("PlaceholderWithDefault", "input: dtype -> output: dtype", "shape: shape", aliases=(0,))
PLACEHOLDER_WITH_DEFAULT.kernel(lambda input: input)
PLACEHOLDER_WITH_DEFAULT.batch(passed_on)
PLACEHOLDER_WITH_DEFAULT.gradient(lambda op, dy: [dy])


@PLACEHOLDER_WITH_DEFAULT.shape
def _default_shape(op: Operation) -> StaticShape:
    return op.get_attr("shape")


def placeholder_with_default(input: Any, shape: Any, name: str | None = None) -> Tensor:
    """A tensor that can be fed, and has the value of `input` where it is not."""
    return PLACEHOLDER_WITH_DEFAULT(input, shape=as_static(shape), name=name)


def _identity_op(type: str) -> Op:
    definition = Op(type, "input: T -> output: T", aliases=(0,))
    definition.shape(same_as_first)
    definition.kernel(lambda input: input)
    definition.batch(passed_on)
    return definition


IDENTITY = _identity_op("Identity")
IDENTITY.gradient(lambda op, dy: [dy])

STOP_GRADIENT = _identity_op("StopGradient")
STOP_GRADIENT.gradient(NO_GRADIENT)

PREVENT_GRADIENT = _identity_op("PreventGradient")


@PREVENT_GRADIENT.gradient
def _prevented(op: Operation, dy: Any) -> list:
    raise LookupError(f"Gradient explicitly disabled. Reason: {op.name!r} prevents it")


def identity(input: Any, name: str | None = None) -> Tensor:
    """The same value under a name of its own."""
    return IDENTITY(input, name=name)


def stop_gradient(input: Any, name: str | None = None) -> Tensor:
    """The same value, a constant for `gradients`."""
    return STOP_GRADIENT(input, name=name)


def prevent_gradient(input: Any, name: str | None = None) -> Tensor:
    """The same value; `gradients` through it raises LookupError."""
    return PREVENT_GRADIENT(input, name=name)


IDENTITY_N = Op("IdentityN", "input: list(T) -> output: list(T)")
IDENTITY_N.shape(lambda op: [tensor.static_shape for tensor in op.inputs])
IDENTITY_N.kernel(lambda input: tuple(map(np.array, input)))
IDENTITY_N.batch(record_by_record)
IDENTITY_N.gradient(lambda op, *output_gradients: list(output_gradients))


def identity_n(input: Any, name: str | None = None) -> list[Tensor]:
    """The same values under a name of their own; none is there before all are. Source: tf.identity_n."""
    return IDENTITY_N(list(input), name=name)


CHECK_NUMERICS = Op("CheckNumerics", "tensor: T -> output: T", aliases=(0,), message="")
CHECK_NUMERICS.shape(same_as_first)
CHECK_NUMERICS.batch(lambda op, batched, kernel: lambda n, tensor: kernel(tensor))
CHECK_NUMERICS.gradient(lambda op, dy: [dy])


@CHECK_NUMERICS.kernel
def _check_numerics(tensor: Any, message: str) -> Any:
    if not np.isfinite(tensor).all():
        found = [name for name, test in (("Inf", np.isinf), ("NaN", np.isnan)) if test(tensor).any()]
        raise invalid(f"{message} : Tensor had {' and '.join(found)} values")
    return tensor


def check_numerics(tensor: Any, message: str, name: str | None = None) -> Tensor:
    """The tensor, after a check that it has no NaN and no infinity. Raises InvalidArgumentError when run."""
    return CHECK_NUMERICS(tensor, message=message, name=name)
