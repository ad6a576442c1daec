"""Assertions that floats are finite: of one tensor, of all that a graph has."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.dtypes import float16, float32, float64


@export("verify_tensor_all_finite", "debugging.assert_all_finite")
def verify_tensor_all_finite(
    t: Any = None, msg: str | None = None, name: str | None = None, x: Any = None, message: str | None = None
) -> Tensor:
    """A tensor, available once it was seen that it has no NaN and no infinity.

    Args:
      t, x: tensor of floats; `x` is its later name.
      msg, message: what the error starts with; `message` is its later name.

    Returns:
      shape and dtype of `t`.

    Raises:
      InvalidArgumentError: (when run) `<msg> : Tensor had NaN values`.
      TypeError: not floats.
    """
    with name_scope(name, "VerifyFinite", [t if x is None else x]):
        tensor = convert_to_tensor(t if x is None else x, name="x")
        check = ops.check_numerics(tensor, message=msg if message is None else message or "")  # type: ignore[arg-type]
        return ops.with_dependencies([check], tensor)


@export("add_check_numerics_ops")
def add_check_numerics_ops() -> Operation:
    """An operation that checks every tensor of floats that the graph has so far, in the order in which they were made.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      ValueError: the graph has a `cond`: checks cannot tell which of its branches runs.
      InvalidArgumentError: (when run) `<operation>:<output> : Tensor had NaN values`.
    """
    graph = get_default_graph()
    checks: list[Tensor] = []
    for operation in graph.get_operations():
        for position, output in enumerate(operation.outputs):
            if output.dtype not in (float16, float32, float64):
                continue
            if operation.context is not None:
                raise ValueError(
                    "`tf.add_check_numerics_ops() is not compatible with TensorFlow control flow operations such as "
                    "`tf.cond()` or `tf.while_loop()`."
                )
            with graph.control_dependencies(checks):
                checks = [ops.check_numerics(output, message=f"{operation.name}:{position}")]
    return ops.group(*checks)
