"""Ops of iterators, which hold a pass over a dataset; and those that go through a dataset by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, RESOURCE
from headrace.graph.functions.bound import Body, BoundFunction
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid
from headrace.graph.types.static_shapes import StaticShape
from headrace.graph.types.texts import as_kernels_take, text_scalar

from ..anew import anew
from ..flow.flow import DatasetValue
from ..flow.reducers import reduced
from ..iterator_state import IteratorState
from .declared import OUTPUTS, function_of


def _iterator_op(type: str) -> Op:
    definition = stateful_op(
        type, "-> handle: resource", f"shared_name: string, container: string, {OUTPUTS}", traits=RESOURCE, shape=scalar
    )

    @definition.bind
    def _iterator(op: Operation, session: Any) -> Callable[[], IteratorState]:
        return lambda: session.contained(op.get_attr("container"), key_of(op), lambda: _state(op))

    return definition


def key_of(op: Operation) -> tuple[str, ...]:
    """What tells the iterator of an op from the other resources of its session."""
    return ("iterator", op.get_attr("container"), op.get_attr("shared_name") or op.name)


def _state(op: Operation, factory: Any = None) -> IteratorState:
    return IteratorState(op.name, op.get_attr("output_types"), op.get_attr("output_shapes"), factory)


ITERATOR = _iterator_op("IteratorV2")
OLD_ITERATOR = _iterator_op("Iterator")

ONE_SHOT = stateful_op(
    "OneShotIterator",
    "-> handle: resource",
    f"dataset_factory: func, {OUTPUTS}, container: string = '', shared_name: string = ''",
    traits=RESOURCE,
    shape=scalar,
)


@ONE_SHOT.bind
def _one_shot(op: Operation, session: Any) -> Callable[[], IteratorState]:
    def factory(run: RunContext) -> DatasetValue:
        return BoundFunction(Body(op.get_attr("dataset_factory"), session)).one(run)[0]

    return lambda: session.contained(op.get_attr("container"), key_of(op), lambda: _state(op, factory))


ITERATOR_OPS = (ITERATOR, OLD_ITERATOR, ONE_SHOT)
"""Every op whose value is an iterator, by `key_of`."""


def iterator_behind(handle: Tensor, session: Any) -> IteratorState | None:
    """The session's iterator that a tensor stands for; None where only a run decides which (`from_string_handle`)."""
    op = handle.op
    return op.definition.kernel_of(op, session)[0]() if op.definition in ITERATOR_OPS else None


MAKE_ITERATOR = stateful_op("MakeIterator", "dataset: variant, iterator: resource ->", shape=lambda op: [])


@MAKE_ITERATOR.bind
def _make_iterator(op: Operation, session: Any) -> Callable[[Any, IteratorState], None]:
    return lambda dataset, iterator: iterator.begin(dataset, session.context)


def shapes_claimed(op: Operation) -> list[StaticShape]:
    """The shapes that a node says its outputs have."""
    for tensor in op.outputs:
        tensor.shape_is_claimed = True  # functions of datasets claim shapes
    return list(op.get_attr("output_shapes"))


def _components(op: Operation, values: Any) -> tuple:
    if len(values) != len(op.outputs):
        raise invalid(f"the element has {len(values)} components, not {len(op.outputs)}")
    return tuple(map(as_kernels_take, values))


def _next_op(type: str) -> Op:
    definition = stateful_op(
        type, "iterator: resource -> components: list(output_types)", OUTPUTS, traits=BLOCKING, shape=shapes_claimed
    )

    @definition.bind
    def _next(op: Operation, session: Any) -> Callable[[RunContext, IteratorState], tuple]:
        return lambda run, iterator: _components(op, iterator.next(run, session.context))

    return definition


GET_NEXT = _next_op("IteratorGetNext")
GET_NEXT_SYNC = _next_op("IteratorGetNextSync")

BAD_RECORDS = stateful_op("HeadraceIteratorBadRecords", "handle: resource -> left_out: int64", shape=scalar)
BAD_RECORDS.kernel(lambda iterator: np.int64(sum(iterator.statistics().bad.values())))

TO_STRING = stateful_op("IteratorToStringHandle", "resource_handle: resource -> string_handle: string", shape=scalar)
TO_STRING.kernel(lambda iterator: text_scalar(iterator.handle))

_TYPED = "output_types: list(type) = [], output_shapes: list(shape) = []"


def _from_string_op(type: str) -> Op:
    definition = stateful_op(type, "string_handle: string -> resource_handle: resource", _TYPED, shape=scalar)

    @definition.bind
    def _from_string(op: Operation, session: Any) -> Callable[[Any], IteratorState]:
        types, shapes = op.get_attr("output_types"), op.get_attr("output_shapes")

        def found(handle: Any) -> IteratorState:
            text = handle.item() if hasattr(handle, "item") else handle
            for state in session.resources(IteratorState):
                if state.handle == text:
                    state.check(types, shapes)
                    return state
            raise invalid("The given string_handle is not that of an iterator of this session.")

        return found

    return definition


FROM_STRING = _from_string_op("IteratorFromStringHandleV2")
OLD_FROM_STRING = _from_string_op("IteratorFromStringHandle")

SERIALIZE = stateful_op("SerializeIterator", "resource_handle: resource -> serialized: variant", shape=scalar)
SERIALIZE.kernel(lambda iterator: text_scalar(iterator.saved()))

DESERIALIZE = stateful_op(
    "DeserializeIterator", "resource_handle: resource, serialized: variant ->", traits=BLOCKING, shape=lambda op: []
)


@DESERIALIZE.bind
def _deserialize(op: Operation, session: Any) -> Callable[[RunContext, IteratorState, Any], None]:
    return lambda run, iterator, saved: iterator.restore(run, session.context, np.asarray(saved, object).item())


TO_SINGLE_ELEMENT = stateful_op(
    "DatasetToSingleElement",
    "dataset: variant -> components: list(output_types)",
    OUTPUTS,
    traits=BLOCKING,
    shape=shapes_claimed,
)


@TO_SINGLE_ELEMENT.bind
def _to_single_element(op: Operation, session: Any) -> Callable[[RunContext, DatasetValue], tuple]:
    def only(run: RunContext, dataset: DatasetValue) -> tuple:
        flow = anew(dataset).begin(session.context)
        try:
            try:
                values = flow.next(run, 1).value(0)
            except OutOfRangeError as error:
                raise invalid("Dataset was empty.") from error
            try:
                flow.next(run, 1)
            except OutOfRangeError:
                return _components(op, values)
            raise invalid("Dataset had more than one element.")
        finally:
            flow.close()

    return only


REDUCE = stateful_op(
    "ReduceDataset",
    "input_dataset: variant, initial_state: list(Tstate), other_arguments: list(Targuments) -> components: list(output_types)",
    f"f: func, Tstate: list(type) >= 1, Targuments: list(type) >= 0, {OUTPUTS}, use_inter_op_parallelism: bool = true",
    traits=BLOCKING,
    shape=shapes_claimed,
)


@REDUCE.bind
def _reduce(op: Operation, session: Any) -> Callable[..., tuple]:
    bind = function_of(op, session, "f", "other_arguments")

    def result(run: RunContext, dataset: DatasetValue, state: Any, captured: Any) -> tuple:
        return _components(op, reduced(run, anew(dataset), state, bind(captured).anew()))

    return result


CARDINALITY = stateful_op("DatasetCardinality", "input_dataset: variant -> cardinality: int64", shape=scalar)
CARDINALITY.kernel(lambda dataset: np.int64(dataset.cardinality()))
