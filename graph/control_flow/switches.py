"""The nodes of branches: a value goes into one of two by `Switch`, the results of both meet in `Merge`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import ops
from ..core.defaults import get_default_graph
from ..core.op import Op
from ..core.operation import Operation
from ..core.rules.batch import NEVER
from ..core.static_values import UNKNOWN
from ..core.tensor import Tensor
from ..core.traits import EXITS, FORWARDS, KEEPS_SLICES, MERGES, SWITCHES
from ..ops.sparse.indexed_slices import with_indices_of_one_type
from ..runtime.kernels import check_predicate
from ..types.static_shapes import StaticShape
from .composites import as_slices, expanded, rebuilt

SWITCH = Op(
    "Switch",
    "data: T, pred: bool -> output_false: T, output_true: T",
    traits=SWITCHES | FORWARDS | KEEPS_SLICES,
    aliases=(0,),
    shape=lambda op: _switch_shape(op),
    batch=NEVER,
    value=UNKNOWN,
)

REF_SWITCH = Op(
    "RefSwitch",
    "data: Ref(T), pred: bool -> output_false: Ref(T), output_true: Ref(T)",
    traits=SWITCHES | KEEPS_SLICES,
    shape=lambda op: _switch_shape(op),
    batch=NEVER,
    value=UNKNOWN,
)


def _switch_shape(op: Operation) -> list[StaticShape]:
    data, predicate = (tensor.static_shape for tensor in op.inputs)
    if predicate:
        raise ValueError(f"Shape must be rank 0 but is rank {len(predicate)}")
    return [data, data]


@SWITCH.kernel
@REF_SWITCH.kernel
def _switch(data: Any, pred: Any) -> tuple:
    check_predicate(pred)
    return data, data


MERGE = Op(
    "Merge",
    "inputs: N * T -> output: T, value_index: int32",
    "N: int >= 1",
    traits=MERGES | KEEPS_SLICES,
    aliases=(0, 1),
    batch=NEVER,
)

REF_MERGE = Op(
    "RefMerge",
    "inputs: N * Ref(T) -> output: Ref(T), value_index: int32",
    "N: int >= 1",
    traits=MERGES | KEEPS_SLICES,
    batch=NEVER,
)


@MERGE.shape
@REF_MERGE.shape
def _merge_shape(op: Operation) -> list[StaticShape]:
    first, *others = (tensor.static_shape for tensor in op.inputs)
    for other in others:
        first = _common(first, other)
    return [first, ()]


def _common(a: StaticShape, b: StaticShape) -> StaticShape:
    if a is None or b is None or len(a) != len(b):
        return None
    return tuple(x if x == y else None for x, y in zip(a, b, strict=True))


@MERGE.kernel
@REF_MERGE.kernel
def _merge(inputs: Sequence[Any]) -> tuple:
    return inputs[0], np.int32(0)


@SWITCH.gradient
@REF_SWITCH.gradient
def _switch_gradient(op: Operation, off: Any, on: Any) -> list:
    """Of a loop's variable, see `LoopGradient`; of what goes into a branch, what comes out of it or zeros."""
    context = op.context
    if context is None:
        predicate = op.inputs[1]
        return [merged([SWITCH(off, predicate)[0], SWITCH(on, predicate)[1]]), None]
    if context is context.loop:
        return get_default_graph().context.state.of_switch(op, off, on)
    none = (off, on)[1 - int(context.branch)]
    return [None if none is None else merged([off, on], name="cond_grad"), None]


@MERGE.gradient
@REF_MERGE.gradient
def _merge_gradient(op: Operation, gradient: Any, _: Any) -> list:
    """Each input receives the gradient in its own branch."""
    graph = get_default_graph()
    loop = None if graph.context is None else graph.context.gradient_loop
    source = op.inputs[0].op
    context = source.context
    if context is not None and EXITS in source.definition.traits:
        context = context.outer
    if context is None:
        taken = [ops.equal(op.outputs[1], number) for number in range(len(op.inputs))]
        return [switched(gradient, one)[1] for one in taken]
    if context is context.loop:
        return graph.context.state.of_merge(gradient)
    return switched(gradient, context.predicate if loop is None else loop.predicate(context), name="cond_grad")


def switched(data: Any, predicate: Tensor, name: str = "Switch") -> list:
    """The two outputs of a `Switch` of a tensor, or of `IndexedSlices`, on the device of what it takes."""
    with get_default_graph().colocate_with(data.op, ignore_existing=True):
        if isinstance(data, Tensor):
            return (REF_SWITCH if data.dtype._is_ref_dtype else SWITCH)(data, predicate, name=name)
        with get_default_graph().name_scope(name):
            parts = [SWITCH(part, predicate) for part in expanded(data)]
        return [rebuilt(data, iter([part[branch] for part in parts])) for branch in (0, 1)]


def merged(values: Sequence[Any], name: str = "Merge") -> Any:
    """The `Merge` of tensors, or of `IndexedSlices` where one of them is that."""
    if all(isinstance(value, Tensor) for value in values):
        references = all(value.dtype._is_ref_dtype for value in values)
        return (REF_MERGE if references else MERGE)(list(values), name=name)[0]
    with get_default_graph().name_scope(name):
        slices = with_indices_of_one_type([as_slices(value) for value in values])
        parts = [MERGE(list(several))[0] for several in zip(*map(expanded, slices), strict=True)]
        return rebuilt(slices[0], iter(parts))
