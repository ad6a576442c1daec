"""How ops of datasets are declared: each gives a dataset value, made of the values of its inputs and of bound functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.op import Op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.batch import PER_RECORD
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.traits import DATASET
from headrace.graph.functions.bound import BoundFunction, binder

from ...bad_records.policy import in_force_at
from ..flow.flow import DatasetValue

OUTPUTS = "output_types: list(type) >= 1, output_shapes: list(shape) >= 1"

Make = Callable[..., DatasetValue]
Binding = Callable[[Operation, Any], Make]


def dataset_op(type: str, inputs: str, attributes: str = OUTPUTS, **options: Any) -> Callable[[Binding], Op]:
    """Declares an op whose output is a dataset.

    Args:
      inputs: of its signature.
      options: as of `Op`.

    Returns:
      what takes `(op, session) -> (values of inputs -> DatasetValue)` and gives the op.
    """
    definition = Op(
        type,
        f"{inputs} -> {options.pop('output', 'handle')}: variant",
        attributes,
        traits=DATASET,
        shape=scalar,
        batch=PER_RECORD,
        gradient=NO_GRADIENT,
        **options,
    )

    def declare(binding: Binding) -> Op:
        @definition.bind
        def _bind(op: Operation, session: Any) -> Callable[..., DatasetValue]:
            make = binding(op, session)

            def kernel(*values: Any) -> DatasetValue:
                found = make(*values)
                if "name" not in vars(found):  # else it is one of the inputs
                    found.name = op.name
                if "policies" not in vars(found):
                    found.policies = in_force_at(op)
                return found

            return kernel

        return definition

    return declare


def plain(type: str, inputs: str, make: Make, attributes: str = OUTPUTS, **options: Any) -> Op:
    """An op whose dataset is what `make` makes of the values of its inputs, numbers as Python's."""

    def binding(op: Operation, session: Any) -> Make:
        return lambda *values: make(*map(python_value, values))

    return dataset_op(type, inputs, attributes, **options)(binding)


def python_value(value: Any) -> Any:
    """A scalar as Python's number or bytes; other values as they are."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim):
        return value.item()
    return value


def function_of(op: Operation, session: Any, attribute: str, argument: str) -> Callable[[Sequence[Any]], BoundFunction]:
    """What binds the function of an attribute to the values of the argument that has what it captures."""
    place = next(k for k, one in enumerate(op.definition.inputs) if one.name == argument)
    operands = op.definition.slices(op)[place]
    assert isinstance(operands, slice)
    return binder(op, session, attribute, operands)
