"""Sinking casts: those to larger types run as late in a block as they may, so that what moves elements moves fewer bytes.

`random_crop(cast(image, float32))` cuts the bytes and casts the part. Nothing that a program sees changes: a cast takes
each element by itself and never fails, and an op that only moves elements does not look at them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..core.operation import Operation
from ..core.traits import CASTS, REARRANGES
from ..types.static_shapes import is_full

if TYPE_CHECKING:
    from .program import Step


def with_late_casts(steps: list[Step], kept: Collection[int]) -> list[Step]:
    """The steps of a block with each widening cast behind the moves that are the only ones to use it.

    Args:
      kept: slots that are used after the block.
    """
    uses = Counter(slot for step in steps for slot in step.inputs)
    uses.update(kept)
    casts: dict[int, Step] = {}
    result: list[Step] = []
    for step in steps:
        cast = casts.pop(step.inputs[0], None) if _only_moves(step.operation) else None
        if cast is None:
            result.append(step)
        else:
            # The move takes what the cast would have taken, the cast what the move gives.
            result.remove(cast)
            result.append(step._replace(inputs=(*cast.inputs, *step.inputs[1:]), outputs=cast.outputs))
            step = cast._replace(inputs=(cast.outputs,), outputs=step.outputs)  # type: ignore[arg-type]
            result.append(step)
        if _widens(step.operation) and uses[step.outputs] == 1:  # type: ignore[index]
            casts[step.outputs] = step  # type: ignore[index]
    return result


def _only_moves(op: Operation | None) -> bool:
    if op is None or REARRANGES not in op.definition.traits:
        return False
    return is_full(op.outputs[0].static_shape)  # what is ragged may not be cast at once


def _widens(op: Operation | None) -> bool:
    if op is None or CASTS not in op.definition.traits:
        return False
    given, result = (tensor.dtype.base_dtype.size for tensor in (op.inputs[0], op.outputs[0]))
    return given < result
