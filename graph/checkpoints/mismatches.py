"""Why a checkpoint does not fit a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from headrace.formats.checkpoint import Reader, element_types, open_checkpoint

from ..core.static_values import constant_value
from ..core.traversal import topological_order
from ..ops.state.checkpoints import RESTORE_V2
from ..ops.state.variable import ASSIGN
from ..types.errors import NotFoundError, OpError
from ..types.static_shapes import bracket, is_full


def explained(error: OpError, details: Sequence[str] = ()) -> OpError:
    """The error of a restore that failed, with what it most likely comes from."""
    missing = isinstance(error, NotFoundError)
    reason = (
        "a Variable name or other graph key that is missing"
        if missing
        else "a mismatch between the current graph and the graph"
    )
    text = (
        f"Restoring from checkpoint failed. This is most likely due to {reason} from the checkpoint. Please ensure that "
        f"you have not altered the graph expected based on the checkpoint. Original error:\n\n{error.message}"
    )
    if details:
        text += "\n\n" + "\n".join(details)
    return error.restated(message=text)


def differences(graph: Any, restore_op_name: str, prefix: str) -> list[str]:
    """A line for each variable that the checkpoint lacks, or has in another shape or type than the graph."""
    try:
        with open_checkpoint(prefix) as reader:
            restored = _restored(graph.get_operation_by_name(restore_op_name))
            return [line for variable, name in restored for line in _differences(reader, variable, name)]
    except (OpError, KeyError):
        return []


def _differences(reader: Reader, variable: Any, name: str) -> Iterator[str]:
    if name not in reader:
        yield f"'{name}' is not in {reader.prefix}"
        return
    entry, kind = reader.entry(name), variable.dtype.base_dtype
    if entry.dtype != kind.as_datatype_enum:
        saved = element_types.name_of(entry.dtype)
        yield f"'{name}' is of type {saved} in {reader.prefix}, '{variable.op.name}' of {kind.name}"
    if is_full(variable.static_shape) and entry.shape != variable.static_shape:
        yield (
            f"'{name}' has the shape {bracket(entry.shape)} in {reader.prefix}, the variable '{variable.op.name}' "
            f"{bracket(variable.static_shape)}"
        )


def _restored(operation: Any) -> list[tuple[Any, str]]:
    """The variables that an operation restores, and their names in the checkpoint; parts of tensors not."""
    found = []
    for assign in topological_order([operation]):
        if assign.definition is not ASSIGN or assign.inputs[1].op.definition is not RESTORE_V2:
            continue
        source = assign.inputs[1]
        names, specs = (np.asarray(constant_value(source.op.inputs[at]), object).reshape(-1) for at in (1, 2))
        index = source.op.outputs.index(source)
        if index < len(names) and names[index] is not None and not specs[index]:
            found.append((assign.inputs[0], names[index].decode()))
    return found
