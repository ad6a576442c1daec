"""The nodes of loops: what enters a frame, goes round in it, and leaves it.

A frame is one run of a loop. `Enter` brings a value in, `NextIteration` takes it to the next iteration, a `Merge` of the
two is the loop's variable, `LoopCond` says whether to go on, and a `Switch` by it gives the variable to the body or to
`Exit`. Source: Yu et al., "Dynamic Control Flow in Large-Scale Machine Learning", 2018.

Who executes a graph looks at these nodes alone (and at `Switch` and `Merge`, see `cond`): in which context an operation
was made matters only while a graph is built.
"""

from __future__ import annotations

from typing import Any

from ..core.defaults import get_default_graph
from ..core.op import Op
from ..core.operation import Operation
from ..core.rules.batch import NEVER
from ..core.rules.gradient import NO_GRADIENT
from ..core.static_values import UNKNOWN
from ..core.tensor import Tensor
from ..core.traits import CONDITION, ENTERS, EXITS, ITERATES, KEEPS_SLICES, TRIGGERS
from ..types.static_shapes import StaticShape


def _same(op: Operation) -> list[StaticShape]:
    return [op.inputs[0].static_shape]


def _entered(op: Operation) -> list[StaticShape]:
    """A variable of a loop may have another shape in each iteration."""
    return _same(op) if op.attributes["is_constant"] else [None]


def _condition(op: Operation) -> list[StaticShape]:
    shape = op.inputs[0].static_shape
    if shape:
        raise ValueError(f"Shape must be rank 0 but is rank {len(shape)}")
    return [shape]


def _forward(data: Any) -> Any:
    return data


_FRAME = "frame_name: string, is_constant: bool = false, parallel_iterations: int = 10"

ENTER = Op(
    "Enter",
    "data: T -> output: T",
    _FRAME,
    traits=ENTERS | KEEPS_SLICES,
    aliases=(0,),
    shape=_entered,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

REF_ENTER = Op(
    "RefEnter",
    "data: Ref(T) -> output: Ref(T)",
    _FRAME,
    traits=ENTERS | KEEPS_SLICES,
    shape=_entered,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

EXIT = Op(
    "Exit",
    "data: T -> output: T",
    traits=EXITS | KEEPS_SLICES,
    aliases=(0,),
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

REF_EXIT = Op(
    "RefExit",
    "data: Ref(T) -> output: Ref(T)",
    traits=EXITS | KEEPS_SLICES,
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

NEXT_ITERATION = Op(
    "NextIteration",
    "data: T -> output: T",
    traits=ITERATES | KEEPS_SLICES,
    aliases=(0,),
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

REF_NEXT_ITERATION = Op(
    "RefNextIteration",
    "data: Ref(T) -> output: Ref(T)",
    traits=ITERATES | KEEPS_SLICES,
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)


@ENTER.gradient
@REF_ENTER.gradient
def _enter_gradient(op: Operation, gradient: Any) -> list:
    """What entered as a constant collects the gradients of all iterations; a variable's first value has one."""
    loop = get_default_graph().context
    if loop is None or not loop.back_prop or loop.gradient_loop is None:
        return [gradient]
    return [loop.state.collected(op, gradient) if op.attributes["is_constant"] else loop.state.left(gradient)]


@EXIT.gradient
@REF_EXIT.gradient
def _exit_gradient(op: Operation, gradient: Any) -> list:
    loop = get_default_graph().context
    if not loop.back_prop:
        return [None]
    if op.context.state is not None:
        raise TypeError("Second-order gradient for while loops not supported.")
    return [loop.state.begun(gradient)]


@NEXT_ITERATION.gradient
@REF_NEXT_ITERATION.gradient
def _next_iteration_gradient(op: Operation, gradient: Any) -> list:
    return [gradient]  # the gradient of the `Switch` goes to the next iteration


LOOP_COND = Op(
    "LoopCond",
    "input: bool -> output: bool",
    traits=CONDITION,
    aliases=(0,),
    shape=_condition,
    kernel=_forward,
    batch=NEVER,
    gradient=NO_GRADIENT,
    value=UNKNOWN,
)


CONTROL_TRIGGER = Op("ControlTrigger", "->", traits=TRIGGERS, kernel=lambda: None, batch=NEVER, gradient=NO_GRADIENT)


def entered(
    tensor: Tensor, frame: str, *, is_constant: bool = False, parallel_iterations: int = 10, name: str | None = None
) -> Tensor:
    """A tensor, or a variable itself, inside a frame."""
    op = REF_ENTER if tensor.dtype._is_ref_dtype else ENTER
    return op(tensor, frame_name=frame, is_constant=is_constant, parallel_iterations=parallel_iterations, name=name)


def next_iteration(tensor: Tensor, name: str | None = None) -> Tensor:
    """A tensor in the next iteration of its frame."""
    return (REF_NEXT_ITERATION if tensor.dtype._is_ref_dtype else NEXT_ITERATION)(tensor, name=name)


def exited(tensor: Tensor, name: str | None = None) -> Tensor:
    """A tensor outside of its frame."""
    return (REF_EXIT if tensor.dtype._is_ref_dtype else EXIT)(tensor, name=name)
