"""Claims: what a program has said of shapes by `set_shape`, which blocks rely on and therefore check.

Record by record nobody looks at a claim. A block whose records do not keep to one is run record by record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.records import Records

from ..core.operation import Operation
from ..runtime.kernels import as_outputs
from ..types.errors import invalid
from ..types.static_shapes import StaticShape, bracket, compatible


class Claim(NamedTuple):
    """A slot of a block, the static shape of its records, and whether each record has a value of its own."""

    slot: int
    shape: StaticShape
    batched: bool

    def check(self, value: Any) -> None:
        """Raises InvalidArgumentError where the values have another shape."""
        check_shapes(self.shape, value if self.batched or value is None else np.asarray(value)[None])


def check_shapes(claimed: StaticShape, column: Any) -> None:
    """Raises InvalidArgumentError where records do not have the shape claimed; an unused column is None."""
    if column is None:
        return
    shapes = map(np.shape, column) if isinstance(column, list) else [() if type(column) is Records else column.shape[1:]]
    for shape in shapes:
        if not compatible(claimed, shape):
            raise invalid(f"the program has claimed the shape {bracket(claimed)}, but there is {bracket(shape)}")


def with_claims_checked(op: Operation, run: Callable[..., Any]) -> Callable[..., Any]:
    """What runs an op on a block, checking what is claimed of its outputs."""
    claims: Sequence[tuple[int, StaticShape]] = [
        (position, tensor.static_shape) for position, tensor in enumerate(op.outputs) if tensor.shape_is_claimed
    ]
    if not claims:
        return run

    def checked(n: int, *columns: Any) -> Any:
        results = run(n, *columns)
        outputs = as_outputs(op, results)
        for position, shape in claims:
            check_shapes(shape, outputs[position])
        return results

    return checked
