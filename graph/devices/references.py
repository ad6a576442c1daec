"""References: variables, queues and readers that operations take as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..types import dtypes

if TYPE_CHECKING:
    from ..core.operation import Operation
    from ..core.tensor import Tensor


def variables_of(operation: Operation) -> Iterator[Tensor]:
    """The inputs that are references to variables and are taken as such."""
    arguments = operation.definition.inputs
    takes = [argument.is_ref for argument in arguments]
    if len(takes) != len(operation.inputs):
        takes = [any(takes)] * len(operation.inputs)
    for tensor, as_reference in zip(operation.inputs, takes, strict=True):
        if as_reference and tensor.dtype._is_ref_dtype:
            yield tensor


def references_of(operation: Operation) -> Iterator[Tensor]:
    """The same, and the inputs that are resources."""
    yield from variables_of(operation)
    for tensor in operation.inputs:
        if tensor.dtype is dtypes.resource:
            yield tensor


def makes_resources(operation: Operation) -> bool:
    """Whether it gives variables, queues or readers and takes none."""
    given = any(tensor.dtype._is_ref_dtype or tensor.dtype is dtypes.resource for tensor in operation.outputs)
    return given and next(references_of(operation), None) is None
