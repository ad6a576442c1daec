"""Ops that call functions: TensorFlow's branches and loops as functions, which graphs of datasets have inside of theirs.

Programs here make branches and loops of nodes (`control_flow`); these are for graphs that TensorFlow wrote. As in TensorFlow,
the gradient of a call is a `SymbolicGradient`, which computes the function again, and that of branches is another choice
between functions, which take what the branches have computed: see `derivatives`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..core.op import Op
from ..core.operation import Operation
from ..core.rules.batch import NEVER, PER_RECORD
from ..core.rules.gradient import UNDEFINED_GRADIENT
from ..core.traits import NONE, PURE
from ..runtime.rounds import Rounds
from ..types.errors import invalid
from ..types.static_shapes import StaticShape
from ..types.texts import as_kernels_take
from .bound import Body, BoundFunction
from .derivatives import gradient_of_branches, gradient_of_call, gradient_of_function
from .func_graph import FuncGraph


def _declared(op: Operation) -> list[StaticShape]:
    shapes = op.get_attr("output_shapes") if "output_shapes" in op.definition.attributes else ()
    if len(shapes) != len(op.outputs):
        return [None] * len(op.outputs)
    for tensor in op.outputs:
        tensor.shape_is_claimed = True
    return list(shapes)


def _calling_op(type: str, signature: str, attributes: str, is_pure: bool, gradient: Any = UNDEFINED_GRADIENT) -> Op:
    return Op(
        type,
        signature,
        attributes,
        traits=PURE if is_pure else NONE,
        shape=_declared,
        batch=PER_RECORD if is_pure else NEVER,
        gradient=gradient,
    )


def _function(op: Operation, session: Any, attribute: str) -> Callable[[Sequence[Any]], tuple]:
    return _called(op, session, attribute, op.get_attr(attribute))


def _called(op: Operation, session: Any, part: Any, graph: FuncGraph) -> Callable[[Sequence[Any]], tuple]:
    key = (op, "function", part)
    make = lambda: Body(graph, session, 0)  # noqa: E731
    body = session.resource(key, make) if op.graph.building_function else make()
    function = BoundFunction(body)
    return lambda values: tuple(map(as_kernels_take, function.one(session.context, *values)))


def is_true(value: Any) -> bool:
    """Whether what chooses a branch does: what is not empty, where it is no scalar; text that is not."""
    array = np.asarray(value)
    return bool(array.size) if array.ndim else bool(array.item())


def _if_op(type: str, is_pure: bool) -> None:
    definition = _calling_op(
        type,
        "cond: Tcond, input: list(Tin) -> output: list(Tout)",
        "Tcond: type, Tin: list(type) >= 0, Tout: list(type) >= 0, then_branch: func, else_branch: func, "
        "output_shapes: list(shape) = []",
        is_pure,
        gradient_of_branches,
    )

    @definition.bind
    def _if(op: Operation, session: Any) -> Callable[[Any, Sequence[Any]], tuple]:
        then, otherwise = _function(op, session, "then_branch"), _function(op, session, "else_branch")
        return lambda cond, values: (then if is_true(cond) else otherwise)(values)


def _case_op(type: str, is_pure: bool) -> None:
    definition = _calling_op(
        type,
        "branch_index: int32, input: list(Tin) -> output: list(Tout)",
        "Tin: list(type) >= 0, Tout: list(type) >= 0, branches: list(func) >= 1, output_shapes: list(shape) = []",
        is_pure,
        gradient_of_branches,
    )

    @definition.bind
    def _case(op: Operation, session: Any) -> Callable[[Any, Sequence[Any]], tuple]:
        functions = [_called(op, session, number, graph) for number, graph in enumerate(op.get_attr("branches"))]
        last = len(functions) - 1
        return lambda index, values: functions[int(index) if 0 <= index < last else last](values)


def _while_op(type: str, is_pure: bool) -> None:
    definition = _calling_op(
        type,
        "input: list(T) -> output: list(T)",
        "T: list(type) >= 0, cond: func, body: func, output_shapes: list(shape) = [], parallel_iterations: int = 10",
        is_pure,
    )

    @definition.bind
    def _while(op: Operation, session: Any) -> Callable[[Sequence[Any]], tuple]:
        test, body = _function(op, session, "cond"), _function(op, session, "body")

        def run(values: Sequence[Any]) -> tuple:
            rounds = Rounds(session.context)
            while True:
                for _ in rounds.some():
                    if not is_true(test(values)[0]):
                        return tuple(values)
                    values = body(values)

        return run


def _call_op(type: str, is_pure: bool) -> None:
    definition = _calling_op(
        type,
        "args: list(Tin) -> output: list(Tout)",
        "Tin: list(type) >= 0, Tout: list(type) >= 0, f: func, config: string = '', config_proto: string = '', "
        "executor_type: string = ''",
        is_pure,
        gradient_of_call,
    )

    @definition.bind
    def _call(op: Operation, session: Any) -> Callable[[Sequence[Any]], tuple]:
        return _function(op, session, "f")


for _prefix, _is_pure in (("", False), ("Stateless", True)):
    _if_op(f"{_prefix}If", _is_pure)
    _case_op(f"{_prefix}Case", _is_pure)
    _while_op(f"{_prefix}While", _is_pure)
_call_op("PartitionedCall", True)
_call_op("StatefulPartitionedCall", False)

FOR = _calling_op(
    "For",
    "start: int32, limit: int32, delta: int32, input: list(T) -> output: list(T)",
    "T: list(type) >= 0, body: func",
    False,
)


@FOR.bind
def _for(op: Operation, session: Any) -> Callable[..., tuple]:
    body = _function(op, session, "body")

    def run(start: Any, limit: Any, delta: Any, values: Sequence[Any]) -> tuple:
        if start != limit and (not delta or (limit > start) != (delta > 0)):
            raise invalid(f"Invalid start/limit/delta: {start} {limit} {delta}")
        numbers = iter(range(int(start), int(limit), int(delta)) if start != limit else ())
        rounds = Rounds(session.context)
        while True:
            for _ in rounds.some():
                number = next(numbers, None)
                if number is None:
                    return tuple(values)
                values = body([np.int32(number), *values])

    return run


SYMBOLIC_GRADIENT = Op(
    "SymbolicGradient",
    "input: list(Tin) -> output: list(Tout)",
    "Tin: list(type) >= 1, Tout: list(type) >= 1, f: func",
    traits=NONE,
    batch=NEVER,
    gradient=UNDEFINED_GRADIENT,
    shape=lambda op: [tensor.static_shape for tensor in op.inputs[: len(op.outputs)]],
)


@SYMBOLIC_GRADIENT.bind
def _symbolic_gradient(op: Operation, session: Any) -> Callable[[Sequence[Any]], tuple]:
    return _called(op, session, "gradient", gradient_of_function(op.get_attr("f")))
