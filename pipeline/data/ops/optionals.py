"""Ops of optionals: an element, or that there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.batch import PER_RECORD
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.traits import BLOCKING, DATASET
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid
from headrace.graph.types.texts import as_kernels_take

from ..iterator_state import IteratorState
from .declared import OUTPUTS
from .iterators import shapes_claimed


class OptionalValue:
    """An element, or None."""

    def __init__(self, components: tuple[Any, ...] | None) -> None:
        self.components = components


NEXT_AS_OPTIONAL = stateful_op(
    "IteratorGetNextAsOptional", "iterator: resource -> optional: variant", OUTPUTS, traits=BLOCKING, shape=scalar
)


@NEXT_AS_OPTIONAL.bind
def _next(op: Operation, session: Any) -> Callable[[RunContext, IteratorState], OptionalValue]:
    def following(run: RunContext, iterator: IteratorState) -> OptionalValue:
        try:
            return OptionalValue(iterator.next(run, session.context))
        except OutOfRangeError:
            return OptionalValue(None)

    return following


def _op(type: str, signature: str, attributes: str, kernel: Any, shape: Any = scalar) -> Op:
    return Op(
        type,
        signature,
        attributes,
        traits=DATASET,
        shape=shape,
        kernel=kernel,
        batch=PER_RECORD,
        gradient=NO_GRADIENT,
    )


FROM_VALUE = _op(
    "OptionalFromValue",
    "components: list(Toutput_types) -> optional: variant",
    "Toutput_types: list(type) >= 1",
    lambda components: OptionalValue(tuple(components)),
)
NONE = _op("OptionalNone", "-> optional: variant", "", lambda: OptionalValue(None))
HAS_VALUE = _op(
    "OptionalHasValue",
    "optional: variant -> has_value: bool",
    "",
    lambda optional: np.bool_(optional.components is not None),
)


def _value(optional: OptionalValue) -> tuple[Any, ...]:
    if optional.components is None:
        raise invalid("The given optional does not have a value.")
    return tuple(map(as_kernels_take, optional.components))


GET_VALUE = _op("OptionalGetValue", "optional: variant -> components: list(output_types)", OUTPUTS, _value, shapes_claimed)
