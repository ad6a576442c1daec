"""ensure_shape: a tensor whose shape is known from there on, and checked when it runs; assert_near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, as_static, bracket, compatible, merge, with_rank

ENSURE_SHAPE = Op(
    "EnsureShape",
    "input: T -> output: T",
    "shape: shape",
    traits=PURE,
    aliases=(0,),
    gradient=lambda op, dy: [dy],
)


@ENSURE_SHAPE.shape
def _ensured(op: Operation) -> StaticShape:
    given, wanted = op.inputs[0].static_shape, as_static(op.get_attr("shape"))
    if wanted is not None:
        return merge(wanted, with_rank(given, len(wanted)))
    if given is not None:
        raise ValueError(f"Shape must be rank -1 but is rank {len(given)}")  # in TensorFlow, too
    return None


def _checked(op: Operation) -> Callable[[tuple[int, ...]], None]:
    wanted, own = as_static(op.get_attr("shape")), op.inputs[0].op.name

    def check(found: tuple[int, ...]) -> None:
        if not compatible(found, wanted):
            shapes = f"{bracket(found)} is not compatible with expected shape {bracket(wanted)}"
            raise invalid(f"Shape of tensor {own} {shapes}.")

    return check


@ENSURE_SHAPE.bind
def _ensure_shape(op: Operation, session: Any) -> Kernel:
    check = _checked(op)

    def ensured(array: Any) -> Any:
        check(np.shape(array))
        return array

    return ensured


@ENSURE_SHAPE.batch
def _ensure_shape_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    check = _checked(op)

    def run(n: int, array: Any) -> Any:
        check(array.shape[1:])
        return array

    return run


@export("ensure_shape")
def ensure_shape(x: TensorLike, shape: ShapeLike, name: str | None = None) -> Tensor:
    """A tensor whose shape is known to be compatible with `shape`, because it is checked when it runs.

    Args:
      x: of any shape and dtype.
      shape: its shape, None for what may be anything.

    Returns:
      the tensor.

    Raises:
      ValueError: its shape is known and another. InvalidArgumentError: (when run) it is another.

    Example:
      >>> x = tf.placeholder(tf.float32)
      >>> tf.ensure_shape(x, [None, 3]).shape.as_list()
      [None, 3]
    """
    return ENSURE_SHAPE(x, shape=as_static(shape), name=name)


@export("assert_near", "debugging.assert_near")
def assert_near(
    x: TensorLike,
    y: TensorLike,
    rtol: TensorLike | None = None,
    atol: TensorLike | None = None,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless `abs(x - y) < atol + rtol * abs(y)` holds everywhere.

    Args:
      x: floating.
      y: of its dtype; both broadcast.
      rtol, atol: ten units in the last place of 1 by default.
      data: what the error shows; tolerances and values by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      InvalidArgumentError: (when run) it does not hold.
    """
    with name_scope(name, "assert_near", [x, y, rtol, atol, data]):
        x = convert_to_tensor(x, name="x")
        y = convert_to_tensor(y, x.dtype, name="y")
        usual = 10 * np.finfo(x.dtype.as_numpy_dtype).eps
        rtol = convert_to_tensor(usual if rtol is None else rtol, x.dtype, name="rtol")
        atol = convert_to_tensor(usual if atol is None else atol, x.dtype, name="atol")
        if data is None:
            said = f"x and y not equal to tolerance rtol = {rtol}, atol = {atol}"
            data = [message or "", said, f"x ({x.name}) = ", x, f"y ({y.name}) = ", y]
        limit = atol + rtol * ops.abs(y)
        holds = ops.reduce_all(ops.less(ops.abs(x - y), limit))
        return ops.Assert(holds, data, summarize=summarize)
