"""Shapes that may be others than a plan takes them for."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.operation import Operation
from ...core.tensor import Tensor


def with_unsure_shapes(order: Sequence[Operation], feeds: Sequence[Tensor]) -> set[Tensor]:
    """The tensors of which a program has said more than is known, and all that is computed of them.

    A fed variable is that of a block's plan, which stays when the variable may later have any shape.
    """
    users: dict[Tensor, list[Operation]] = {}
    for operation in order:
        for tensor in operation.inputs:
            users.setdefault(tensor, []).append(operation)
    waiting = [tensor for tensor in feeds if tensor.dtype._is_ref_dtype]
    waiting += [tensor for operation in order for tensor in operation.outputs if tensor.shape_is_claimed]
    found: set[Tensor] = set()
    while waiting:
        tensor = waiting.pop()
        if tensor not in found:
            found.add(tensor)
            waiting.extend(output for operation in users.get(tensor, ()) for output in operation.outputs)
    return found
