"""The op that stands, in a task's part of a graph, for one of another task: its values come with each call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from headrace.formats import proto as messages
from headrace.graph.core.op import stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.graphdef.attr_values import attr_value
from headrace.graph.types.errors import InternalError
from headrace.graph.types.static_shapes import StaticShape

ELSEWHERE = stateful_op("HeadraceElsewhere", "-> values: list(types)", "types: list(type) >= 0, shapes: list(shape)")


@ELSEWHERE.shape
def _elsewhere_shape(op: Operation) -> list[StaticShape]:
    return list(op.get_attr("shapes"))


@ELSEWHERE.bind
def _elsewhere(op: Operation, session: Any) -> NoReturn:
    raise not_sent(op)


def not_sent(op: Operation) -> InternalError:
    """What is raised where a part needs a value that does not come with its calls."""
    return InternalError(None, op, f"{op.name} is of another task, and none of its values is sent")


def stand_in(name: str, tensors: Sequence[Tensor]) -> messages.graph_pb2.NodeDef:
    """A node of that name which gives values of the types and shapes of `tensors`."""
    node = messages.graph_pb2.NodeDef(name=name, op=ELSEWHERE.type)
    values: dict[str, Sequence[Any]] = {
        "types": tuple(tensor.dtype.base_dtype for tensor in tensors),
        "shapes": tuple(tensor.static_shape for tensor in tensors),
    }
    for attribute, value in values.items():
        node.attr[attribute].CopyFrom(attr_value(ELSEWHERE.attributes[attribute], value))
    return node
