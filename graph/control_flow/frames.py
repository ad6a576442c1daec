"""The nodes of loops: what enters a frame, goes round in it, and leaves it.

A frame is one run of a loop. `Enter` brings a value in, `NextIteration` takes it to the next iteration, a `Merge` of the
two is the loop's variable, `LoopCond` says whether to go on, and a `Switch` by it gives the variable to the body or to
`Exit`. Source: Yu et al., "Dynamic Control Flow in Large-Scale Machine Learning", 2018.

Who executes a graph looks at these nodes alone (and at `Switch` and `Merge`, see `cond`): in which context an operation
was made matters only while a graph is built.
"""

from __future__ import annotations

from typing import Any

from ..core.op import Op
from ..core.operation import Operation
from ..core.rules.batch import NEVER
from ..core.rules.gradient import NO_GRADIENT
from ..core.static_values import UNKNOWN
from ..core.traits import CONDITION, ENTERS, EXITS, ITERATES, TRIGGERS
from ..types.static_shapes import StaticShape


def _same(op: Operation) -> list[StaticShape]:
    return [op.inputs[0].static_shape]


def _forward(data: Any) -> Any:
    return data


_FRAME = "frame_name: string, is_constant: bool = false, parallel_iterations: int = 10"

ENTER = Op(
    "Enter",
    "data: T -> output: T",
    _FRAME,
    traits=ENTERS,
    aliases=(0,),
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

REF_ENTER = Op(
    "RefEnter",
    "data: Ref(T) -> output: Ref(T)",
    _FRAME,
    traits=ENTERS,
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

EXIT = Op("Exit", "data: T -> output: T", traits=EXITS, aliases=(0,), shape=_same, kernel=_forward, batch=NEVER, value=UNKNOWN)

REF_EXIT = Op(
    "RefExit", "data: Ref(T) -> output: Ref(T)", traits=EXITS, shape=_same, kernel=_forward, batch=NEVER, value=UNKNOWN
)

NEXT_ITERATION = Op(
    "NextIteration",
    "data: T -> output: T",
    traits=ITERATES,
    aliases=(0,),
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

REF_NEXT_ITERATION = Op(
    "RefNextIteration",
    "data: Ref(T) -> output: Ref(T)",
    traits=ITERATES,
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

LOOP_COND = Op(
    "LoopCond",
    "input: bool -> output: bool",
    traits=CONDITION,
    aliases=(0,),
    shape=_same,
    kernel=_forward,
    batch=NEVER,
    value=UNKNOWN,
)

CONTROL_TRIGGER = Op("ControlTrigger", "->", traits=TRIGGERS, kernel=lambda: None, batch=NEVER, gradient=NO_GRADIENT)
