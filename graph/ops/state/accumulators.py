"""Accumulators as ops: what makes one, what adds a gradient, what takes the mean or the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.shape import scalar
from ...core.traits import BLOCKING, REF_VARIABLE, RESOURCE
from ...runtime.accumulators import Accumulator, DenseAccumulator, SparseAccumulator
from ...runtime.run_context import RunContext
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, with_rank

_ATTRIBUTES = (
    "dtype: type, shape: shape, container: string = '', shared_name: string = '', reduction_type: {'MEAN', 'SUM'} = 'MEAN'"
)


def _maker(type: str, handle: str, kind: Callable[[StaticShape, bool], Accumulator]) -> Op:
    """The op whose value is an accumulator of that kind."""
    traits = REF_VARIABLE if handle.startswith("Ref") else RESOURCE
    definition = stateful_op(type, f"-> handle: {handle}", _ATTRIBUTES, traits=traits, shape=_two, dtype=dtypes.NUMBERS)

    @definition.bind
    def _bound(op: Operation, session: Any) -> Callable[[], Accumulator]:
        if op.get_attr("dtype") not in dtypes.FLOATS:
            raise invalid(f"No OpKernel was registered to support Op '{type}' with dtype={op.get_attr('dtype').name}")
        key = ("accumulator", op.get_attr("container"), op.get_attr("shared_name") or op.name)
        means = op.get_attr("reduction_type") == "MEAN"
        return lambda: session.contained(key[1], key, lambda: kind(op.get_attr("shape"), means))

    return definition


def _two(op: Operation) -> StaticShape:
    return (2,)


def _scalars(*positions: int) -> Callable[[Operation], list]:
    """A shape rule of an op without outputs that refuses inputs which are no scalars."""

    def shape(op: Operation) -> list:
        for position in positions:
            with_rank(op.inputs[position].static_shape, 0)
        return []

    return shape


ACCUMULATOR = _maker("ResourceConditionalAccumulator", "resource", DenseAccumulator)
OLD_ACCUMULATOR = _maker("ConditionalAccumulator", "Ref(string)", DenseAccumulator)
SPARSE_ACCUMULATOR = _maker("SparseConditionalAccumulator", "Ref(string)", SparseAccumulator)


def _family(prefix: str, handle: str) -> tuple[Op, Op, Op, Op]:
    """The ops on whole gradients, and those on accumulators of any kind, for one kind of handle."""
    apply = stateful_op(
        f"{prefix}AccumulatorApplyGradient",
        f"handle: {handle}, local_step: int64, gradient: dtype ->",
        dtype=dtypes.NUMBERS,
        shape=_scalars(1),
        kernel=lambda handle, local_step, gradient: handle.apply(local_step, (gradient,)),
    )
    take = stateful_op(
        f"{prefix}AccumulatorTakeGradient",
        f"handle: {handle}, num_required: int32 -> average: dtype",
        "dtype: type",
        dtype=dtypes.NUMBERS,
        traits=BLOCKING,
        shape=_average,
        kernel=lambda run, handle, num_required: handle.take(run, num_required),
    )
    set_step = stateful_op(
        f"{prefix}AccumulatorSetGlobalStep",
        f"handle: {handle}, new_global_step: int64 ->",
        shape=_scalars(1),
        kernel=lambda handle, new_global_step: handle.set_step(new_global_step),
    )
    number = stateful_op(
        f"{prefix}AccumulatorNumAccumulated",
        f"handle: {handle} -> num_accumulated: int32",
        shape=scalar,
        kernel=lambda handle: np.int32(handle.count),
    )
    return apply, take, set_step, number


def _average(op: Operation) -> StaticShape:
    with_rank(op.inputs[1].static_shape, 0)
    return None


APPLY, TAKE, SET_STEP, NUMBER = _family("Resource", "resource")
OLD_APPLY, OLD_TAKE, OLD_SET_STEP, OLD_NUMBER = _family("", "Ref(string)")

SPARSE_APPLY = stateful_op(
    "SparseAccumulatorApplyGradient",
    "handle: Ref(string), local_step: int64, gradient_indices: int64, gradient_values: dtype, gradient_shape: int64 ->",
    "has_known_shape: bool",
    dtype=dtypes.NUMBERS,
    shape=_scalars(1),
)


@SPARSE_APPLY.kernel
def _sparse_apply(handle: Any, step: Any, indices: Any, values: Any, shape: Any, has_known_shape: bool) -> None:
    handle.apply(step, (indices, values, shape if has_known_shape else None))


SPARSE_TAKE = stateful_op(
    "SparseAccumulatorTakeGradient",
    "handle: Ref(string), num_required: int32 -> indices: int64, values: dtype, shape: int64",
    "dtype: type",
    dtype=dtypes.NUMBERS,
    traits=BLOCKING,
)


@SPARSE_TAKE.shape
def _sparse_taken(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[1].static_shape, 0)
    return [None, None, None]


@SPARSE_TAKE.kernel
def _sparse_take(run: RunContext, handle: Any, num_required: Any) -> tuple:
    return handle.take(run, num_required)
