"""Placeholders and identities: tensors that are fed, and tensors passed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import NEVER, PER_RECORD, BatchRule, native, takes_records
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.static_values import UNKNOWN, of_parts
from ...core.tensor import Tensor
from ...core.traits import FED, FORWARDS, KEEPS_SLICES, PURE, Trait
from ...types.dtypes import as_dtype, message_name
from ...types.errors import invalid
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge


@takes_records
def _pass_on(op: Operation, batched: Any, kernel: Any) -> Any:
    return lambda n, value: value


passed_on: BatchRule = _pass_on


def _declared_shape(op: Operation) -> StaticShape:
    return op.get_attr("shape")


PLACEHOLDER = Op(
    "Placeholder",
    "-> output: dtype",
    "shape: shape = None",
    traits=FED,
    shape=_declared_shape,
    batch=NEVER,
    gradient=NO_GRADIENT,
)


@PLACEHOLDER.bind
def _placeholder(op: Operation, session: Any) -> Callable[[], Any]:
    def unfed() -> Any:
        shape = op.get_attr("shape")
        known = "" if not shape and shape != () else f" and shape {bracket(shape)}"
        if shape == ():
            known = ""
        raise invalid(
            f"You must feed a value for placeholder tensor '{op.name}' with dtype {message_name(op.get_attr('dtype'))}{known}",
        )

    return unfed


@export("placeholder")
def placeholder(dtype: DTypeLike, shape: ShapeLike | None = None, name: str | None = None) -> Tensor:
    """A tensor whose value has to be fed.

    Args:
      dtype: a DType, or what becomes one.
      shape: static shape that fed values must fit; None allows any.

    Returns:
      a tensor of type `dtype` and static shape `shape`. `Session.run` raises ValueError for a fed value that does not fit it.

    Raises:
      InvalidArgumentError: (when run) it was not fed.
      TypeError: `dtype` is none.

    Example:
      >>> x = tf.placeholder(tf.float32, [None])
      >>> with tf.Session() as sess:
      ...     sess.run(x * 2, {x: [1, 2]}).tolist()
      [2.0, 4.0]
    """
    return PLACEHOLDER(dtype=as_dtype(dtype), shape=shape, name=name)


def _default_shape(op: Operation) -> StaticShape:
    merge(op.inputs[0].static_shape, op.get_attr("shape"))
    return op.get_attr("shape")


PLACEHOLDER_WITH_DEFAULT = Op(
    "PlaceholderWithDefault",
    "input: dtype -> output: dtype",
    "shape: shape",
    traits=PURE | KEEPS_SLICES,
    aliases=(0,),
    shape=_default_shape,
    kernel=lambda input: input,
    batch=passed_on,
    gradient=lambda op, dy: [dy],
    value=UNKNOWN,
)


@export("placeholder_with_default")
def placeholder_with_default(input: TensorLike, shape: ShapeLike, name: str | None = None) -> Tensor:
    """A tensor that can be fed, and has the value of `input` where it is not.

    Args:
      input: tensor of any dtype: the default value.
      shape: static shape that the default and fed values must fit; None in it allows any size.

    Returns:
      a tensor of static shape `shape`, dtype of `input`.

    Raises:
      ValueError: the default does not fit `shape`.
    """
    return PLACEHOLDER_WITH_DEFAULT(input, shape=shape, name=name)


def _identity_op(type: str, gradient: Any, attributes: str = "", traits: Trait = FORWARDS) -> Op:
    return Op(
        type,
        "input: T -> output: T",
        attributes,
        traits=traits,
        aliases=(0,),
        shape=same_as_first,
        kernel=lambda input: input,
        batch=passed_on,
        gradient=gradient,
    )


def _prevented(op: Operation, dy: Any) -> list:
    reason = op.get_attr("message") or f"{op.name!r} prevents it"
    raise LookupError(f"Gradient explicitly disabled. Reason: {reason}")


IDENTITY = _identity_op("Identity", lambda op, dy: [dy], traits=FORWARDS | KEEPS_SLICES)
IDENTITY.value(of_parts(lambda tensor, input: input))
REF_IDENTITY = Op(
    "RefIdentity",
    "input: Ref(T) -> output: Ref(T)",
    shape=same_as_first,
    kernel=lambda input: None,  # it is its input
    batch=NEVER,
    gradient=lambda op, dy: [dy],
)
GUARANTEE_CONST = _identity_op("GuaranteeConst", UNDEFINED_GRADIENT)
STOP_GRADIENT = _identity_op("StopGradient", NO_GRADIENT)
PREVENT_GRADIENT = _identity_op("PreventGradient", _prevented, "message: string = ''")


@export("identity")
def identity(input: TensorLike, name: str | None = None) -> Tensor:
    """The same value under a name of its own.

    Args:
      input: tensor of any shape and dtype.

    Returns:
      shape and dtype of `input`.
    """
    return IDENTITY(input, name=name)


@export("stop_gradient")
def stop_gradient(input: TensorLike | None, name: str | None = None) -> Tensor:
    """The same value, which counts as a constant for `tf.gradients`.

    Args:
      input: tensor of any shape and dtype.

    Returns:
      shape and dtype of `input`.
    """
    return STOP_GRADIENT(input, name=name)


@export("guarantee_const")
def guarantee_const(input: TensorLike, name: str | None = None) -> Tensor:
    """The same value, of which the program says that it never changes.

    Args:
      input: tensor of any shape and dtype.

    Returns:
      shape and dtype of `input`.

    Raises:
      LookupError: (in `tf.gradients`) there are no gradients through it.
    """
    return GUARANTEE_CONST(input, name=name)


def prevent_gradient(input: Any, message: str = "", name: str | None = None) -> Tensor:
    """The same value; `gradients` through it raises LookupError, which says `message`."""
    return PREVENT_GRADIENT(input, message=message, name=name)


IDENTITY_N = Op(
    "IdentityN",
    "input: list(T) -> output: list(T)",
    "T: list(type) >= 1",
    traits=PURE | KEEPS_SLICES,
    shape=lambda op: [tensor.static_shape for tensor in op.inputs],
    kernel=lambda input: tuple(map(np.array, input)),
    batch=PER_RECORD,
    gradient=lambda op, *output_gradients: list(output_gradients),
)


@export("identity_n")
def identity_n(input: Any, name: str | None = None) -> list[Tensor]:
    """The same values under a name of their own; none is there before all are.

    Args:
      input: a list of tensors of any shapes and dtypes, at least one.

    Returns:
      a list of as many tensors, of the same shapes and dtypes.

    Raises:
      ValueError: the list is empty.
    """
    return IDENTITY_N(list(input), name=name)


CHECK_NUMERICS = Op(
    "CheckNumerics",
    "tensor: T -> output: T",
    "message: string",
    traits=PURE,
    aliases=(0,),
    shape=same_as_first,
    batch=native,
    gradient=lambda op, dy: [dy],
)


@CHECK_NUMERICS.kernel
def _check_numerics(tensor: Any, message: str) -> Any:
    if not np.isfinite(tensor).all():
        found = [name for name, test in (("Inf", np.isinf), ("NaN", np.isnan)) if test(tensor).any()]
        raise invalid(f"{message} : Tensor had {' and '.join(found)} values")
    return tensor


@export("check_numerics", "debugging.check_numerics")
def check_numerics(tensor: TensorLike, message: str, name: str | None = None) -> Tensor:
    """The tensor, after a check that it has no NaN and no infinity.

    Args:
      tensor: float16, float32 or float64.
      message: what the error starts with.

    Returns:
      shape and dtype of `tensor`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) `<message> : Tensor had NaN values`.
    """
    return CHECK_NUMERICS(tensor, message=message, name=name)
