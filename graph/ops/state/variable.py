"""Variables as ops: the variable itself, and what changes it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.keys import GraphKeys
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.shape import scalar
from ...core.traits import ADOPTS, REF_VARIABLE
from ...runtime.variable_state import VariableState
from ...types import dtypes
from ...types.errors import OutOfRangeError, invalid
from ...types.static_shapes import StaticShape, merge, with_rank

VARIABLE = stateful_op(
    "VariableV2",
    "-> ref: Ref(dtype)",
    "shape: shape, container: string = '', shared_name: string = ''",
    traits=REF_VARIABLE,
)


_INITIALIZERS = {
    GraphKeys.LOCAL_VARIABLES: "a local variable, as num_epochs makes one: run tf.local_variables_initializer() first",
    GraphKeys.GLOBAL_VARIABLES: "run tf.global_variables_initializer() first",
}


@VARIABLE.shape
def _variable_shape(op: Operation) -> StaticShape:
    return op.get_attr("shape")


@VARIABLE.bind
def _variable(op: Operation, session: Any) -> Callable[[], VariableState]:
    container = op.get_attr("container")
    key = ("variable", container, op.get_attr("shared_name") or op.name)

    def made() -> VariableState:
        return VariableState(op.name, op.get_attr("shape"), lambda: _remedy(op))

    return lambda: session.contained(container, key, made)


def _remedy(op: Operation) -> str:
    """What a program has to run before it uses a variable, in brackets; nothing for one that stands in no collection."""
    for collection, words in _INITIALIZERS.items():
        if any(getattr(variable, "op", None) is op for variable in op.graph.get_collection(collection)):
            return f" ({words})"
    return ""


ASSIGN = stateful_op(
    "Assign",
    "ref: Ref(T), value: T -> output_ref: Ref(T)",
    "validate_shape: bool = true, use_locking: bool = true",
    traits=ADOPTS,
)


@ASSIGN.shape
def _assign_shape(op: Operation) -> StaticShape:
    variable, value = op.inputs
    if op.get_attr("validate_shape"):
        return merge(variable.static_shape, value.static_shape)
    if variable.static_shape is not None and not variable.shape_is_claimed:
        variable.shape_is_claimed = True  # from now on the variable may have any
        op.graph.claims += 1
        op.graph.changes += 1
    return value.static_shape


@ASSIGN.kernel
def _assign(ref: VariableState, value: Any, validate_shape: bool) -> None:
    if validate_shape:
        ref.check_shape(value)
    ref.replace(value)


@ASSIGN.kernel_into
def _assign_taken(ref: VariableState, value: Any, validate_shape: bool, out: Any) -> None:
    """Keep an array that nothing else holds instead of a copy: what is restored is in memory once."""
    if validate_shape:
        ref.check_shape(value)
    ref.take(value)


def _update(type: str, ufunc: np.ufunc, on_scalars: Callable[[Any, Any], Any]) -> Op:
    """An op that changes a variable's array in place, by a value of the same shape."""
    definition = stateful_op(
        type,
        "ref: Ref(T), value: T -> output_ref: Ref(T)",
        "use_locking: bool = false",
        T=dtypes.NUMBERS,
    )

    @definition.shape
    def _same_shape(op: Operation) -> StaticShape:
        return merge(op.inputs[0].static_shape, op.inputs[1].static_shape)

    @definition.kernel
    def _change(ref: VariableState, value: Any) -> None:
        with ref.lock:
            current = ref.read()
            if current.shape != getattr(value, "shape", ()):
                raise invalid("Parameters and update must be the same size")
            if current.ndim:
                ufunc(current, value, out=current)
            else:
                current[()] = on_scalars(current[()], value)  # a third of what the ufunc takes

    return definition


ASSIGN_ADD = _update("AssignAdd", np.add, operator.add)
ASSIGN_SUB = _update("AssignSub", np.subtract, operator.sub)


COUNT_UP_TO = stateful_op("CountUpTo", "ref: Ref(T) -> output: T", "limit: int, T: {int32, int64}")
COUNT_UP_TO.shape(lambda op: with_rank(op.inputs[0].static_shape, 0))


@COUNT_UP_TO.kernel
def _count_up_to(ref: VariableState, limit: int) -> Any:
    with ref.lock:
        before = ref.read()[()]
        if before >= limit:
            raise OutOfRangeError(None, None, f"Reached limit of {limit}")
        ref.value = np.asarray(before + before.dtype.type(1))
        return before


IS_VARIABLE_INITIALIZED = stateful_op("IsVariableInitialized", "ref: Ref(dtype) -> is_initialized: bool")
IS_VARIABLE_INITIALIZED.shape(scalar)
IS_VARIABLE_INITIALIZED.kernel(lambda ref: np.bool_(ref.value is not None))
