"""Idle loops: queue runners that would run for ever without putting in a single element."""

from __future__ import annotations

from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import DRAWS, PURE, RESOURCE
from headrace.graph.core.traversal import topological_order
from headrace.graph.types.errors import InvalidArgumentError

from ..queues.ops import ENQUEUE_MANY


def idle_loop_error(operation: Operation, runner: str) -> InvalidArgumentError | None:
    """The error of a queue runner whose operation puts in the rows of an empty tensor, without end; None for others.

    An epoch counter ends it, and other operations with effects may; drawing random numbers, to mix no rows, does not.
    """
    if operation.definition is not ENQUEUE_MANY or not all(_is_empty(tensor) for tensor in operation.inputs[1:]):
        return None
    needed = topological_order([operation])
    if any(not op.definition.traits & (PURE | DRAWS | RESOURCE) for op in needed[:-1]):
        return None
    return InvalidArgumentError(
        None,
        operation,
        f"queue runner {runner!r}: its input is empty and never ends (shape {operation.inputs[1].shape}, no num_epochs), so "
        "no element can ever come",
    )


def _is_empty(tensor: Tensor) -> bool:
    shape = tensor.static_shape
    return shape is not None and len(shape) > 0 and shape[0] == 0
